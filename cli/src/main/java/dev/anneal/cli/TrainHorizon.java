package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Dialects;
import dev.anneal.lab.Batches;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is known of a run of {@code train}: what the caller said, the defaults, and the steps that the data make an epoch. */
final class TrainHorizon {

    static final String RATE = "0.1";
    static final String MOMENTUM = "0.9";
    static final String BATCH = "64";
    static final String EPOCHS = "20";

    private static final double MOST_UPDATES = 1e9;

    private TrainHorizon() {}

    /** What the caller said, and what the text says of the run where the caller does not. */
    static Horizon withFile(Horizon said, String text, int rows) {
        Map<String, String> facts;
        try {
            Horizon run = said.fact("samples") == null ? said.with("samples", rows) : said;
            facts = Dialects.understand(text, run).facts();
        } catch (IllegalArgumentException e) {
            // what is wrong is told when all is known
            return said;
        }
        Horizon more = said;
        boolean lasts = said.fact("steps") != null || said.fact("epochs") != null;
        for (String key : List.of("lr", "momentum", "weight_decay", "batch", "steps", "epochs")) {
            String fact = facts.get(key);
            boolean length = key.equals("steps") || key.equals("epochs");
            if (fact != null && more.fact(key) == null && !(length && lasts)) {
                more = more.with(key, fact);
            }
        }
        return more;
    }

    /** Completes what the caller said, for so many training rows, but for the other one of steps and epochs. */
    static Horizon known(Horizon said, int rows) {
        Horizon horizon = said;
        requireChoices(said, rows);
        if (horizon.fact("steps") == null && horizon.fact("epochs") == null) {
            horizon = horizon.with("epochs", EPOCHS);
        }
        for (List<String> fact : List.of(List.of("lr", RATE), List.of("momentum", MOMENTUM), List.of("batch", BATCH))) {
            horizon = horizon.with(fact.get(0), orElse(horizon, fact.get(0), fact.get(1)));
        }
        double batch = known(horizon, "batch");
        if (batch > rows) {
            throw new InputException(
                    "batch must be at most the " + rows + " training rows, got " + horizon.fact("batch"));
        }
        int each = new Batches(rows, (int) batch, 0).stepsPerEpoch();
        if (horizon.fact("steps_per_epoch") != null && known(horizon, "steps_per_epoch") != each) {
            throw new InputException(
                    "steps_per_epoch is " + each + " with this batch and data, got " + horizon.fact("steps_per_epoch"));
        }
        requireAgreement(horizon, each);
        return horizon.with("steps_per_epoch", each).with("samples", rows).with("optimizer", "sgd");
    }

    /** Refuses what cannot be chosen for a run on so many training rows. */
    static void requireChoices(Horizon said, int rows) {
        refuse(said, "groups", "", "the parameter groups are the layers of the network");
        refuse(said, "workers", "1", "one process trains");
        refuse(said, "accumulation", "1", "each batch is an update");
        refuse(said, "drop_last", "false", "the last batch of an epoch has what is left");
        refuse(said, "samples", Numerals.text(rows), "the training rows of the data are " + rows);
        if (!"sgd".equals(orElse(said, "optimizer", "sgd"))) {
            throw new InputException("optimizer must be sgd, got " + said.fact("optimizer"));
        }
    }

    /** Several rates are those of the layers. Where all have one, groups are told only to a text that asks for them. */
    static Horizon withGroups(Horizon horizon, int hiddenLayers, String text) {
        if (orElse(horizon, "lr", RATE).indexOf(',') < 0 && !text.contains("layerwise")) {
            return horizon;
        }
        List<String> layers = new ArrayList<>();
        for (int i = 1; i <= hiddenLayers; i++) {
            layers.add("layer" + i);
        }
        layers.add("output");
        return horizon.with("groups", String.join(",", layers));
    }

    /** Somebody's code may ask for either: {@code range(epochs)}, {@code total_steps}. */
    static Horizon withBothLengths(Horizon horizon) {
        if (horizon.fact("epochs") == null) {
            return horizon.with("epochs", horizon.steps().orElseThrow() / known(horizon, "steps_per_epoch"));
        }
        double steps = horizon.steps().orElseThrow();
        return horizon.fact("steps") == null && steps == Math.rint(steps) ? horizon.with("steps", steps) : horizon;
    }

    private static void requireAgreement(Horizon horizon, int stepsPerEpoch) {
        if (horizon.fact("steps") == null || horizon.fact("epochs") == null) {
            return;
        }
        double steps = Math.ceil(known(horizon, "epochs") * stepsPerEpoch);
        if (steps != known(horizon, "steps")) {
            throw new InputException("steps and epochs must agree: " + horizon.fact("epochs")
                    + " epochs are " + Numbers.time(steps) + " steps with this batch and data, got "
                    + horizon.fact("steps"));
        }
    }

    private static void refuse(Horizon horizon, String key, String allowed, String why) {
        if (!orElse(horizon, key, allowed).equals(allowed)) {
            throw new InputException(key + " cannot be chosen here: " + why);
        }
    }

    private static String orElse(Horizon horizon, String key, String otherwise) {
        String fact = horizon.fact(key);
        return fact == null ? otherwise : fact;
    }

    static double known(Horizon horizon, String key) {
        Double number = horizon.names().get(key);
        if (number == null) {
            throw new InputException(key + " must be one number, got " + horizon.fact(key));
        }
        return number;
    }

    static long updates(Horizon horizon) {
        double steps = Math.ceil(horizon.steps().orElseThrow());
        if (!(steps >= 1 && steps <= MOST_UPDATES)) {
            throw new InputException("a run must have 1 to 1e9 updates, got " + Numbers.time(steps));
        }
        return (long) steps;
    }

    /** The facts of a horizon without some. */
    static Horizon without(Set<String> keys, Horizon horizon) {
        Horizon left = Horizon.UNKNOWN;
        for (String key : keys(horizon)) {
            left = keys.contains(key) ? left : left.with(key, String.valueOf(horizon.fact(key)));
        }
        return left;
    }

    static List<String> keys(Horizon horizon) {
        List<String> keys = new ArrayList<>();
        for (String fact : horizon.toString().split(" ")) {
            int sign = fact.indexOf('=');
            if (sign > 0) {
                keys.add(fact.substring(0, sign));
            }
        }
        return keys;
    }

    /** The plan with the momentum of the run and its weight decay, if it has one, unless it sets them itself. */
    static Plan withOptimizer(Plan plan, Horizon horizon) {
        Plan all = with(Hyperparameter.MOMENTUM, "momentum", plan, horizon);
        return horizon.fact("weight_decay") == null
                ? all
                : with(Hyperparameter.WEIGHT_DECAY, "weight_decay", all, horizon);
    }

    private static Plan with(Hyperparameter hyperparameter, String key, Plan plan, Horizon horizon) {
        return plan.schedule(hyperparameter, "").isPresent()
                ? plan
                : plan.with(hyperparameter, Schedule.constant(known(horizon, key)));
    }
}
