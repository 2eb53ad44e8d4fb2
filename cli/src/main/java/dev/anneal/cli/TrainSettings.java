package dev.anneal.cli;

import dev.anneal.Horizon;
import dev.anneal.lab.Dataset;
import dev.anneal.lab.Perceptron;
import dev.anneal.lab.Run;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.DoubleStream;

/**
 * All that a run is made of, as its folder records it.
 *
 * @param data {@code digits}, or where the data are
 * @param digest what tells the data from others
 * @param network the sizes of the hidden layers, parted by commas
 * @param seed what decides split, weights and order
 * @param engine what trains
 * @param text the schedule, as it was given
 * @param horizon what was known of the run when the schedule was read
 * @param updates how many updates it makes
 * @param checkpointEvery after how many updates a checkpoint is written, as {@link Run} has it
 */
record TrainSettings(
        String data,
        String digest,
        String network,
        long seed,
        String engine,
        String text,
        Horizon horizon,
        long updates,
        long checkpointEvery) {

    private static final String DIGITS = "digits";
    private static final String AT_EPOCHS = "epoch";

    /** Where data are, wherever a later command is started. */
    static String place(String data) {
        return data.equals(DIGITS) ? DIGITS : Path.of(data).toAbsolutePath().toString();
    }

    static Dataset dataset(String data) {
        return data.equals(DIGITS) ? Dataset.digits() : Dataset.read(Path.of(data));
    }

    /** The same with its data elsewhere. */
    TrainSettings movedTo(String place) {
        return new TrainSettings(place, digest, network, seed, engine, text, horizon, updates, checkpointEvery);
    }

    static TrainSettings of(Map<String, String> recorded) {
        String every = fact(recorded, "checkpoint-every");
        try {
            return new TrainSettings(
                    fact(recorded, "data"),
                    fact(recorded, "data-sha256"),
                    fact(recorded, "hidden"),
                    whole("seed", fact(recorded, "seed")),
                    fact(recorded, "engine"),
                    fact(recorded, "schedule"),
                    Horizon.parse(fact(recorded, "context")),
                    whole("updates", fact(recorded, "updates")),
                    every.equals(AT_EPOCHS) ? Run.EPOCHS : whole("checkpoint-every", every));
        } catch (IllegalArgumentException e) {
            throw new InputException("the folder must hold a run of 'anneal train': " + e.getMessage());
        }
    }

    private static long whole(String key, String fact) {
        try {
            return Long.parseLong(fact);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(key + " must be a whole number, got " + fact);
        }
    }

    private static String fact(Map<String, String> recorded, String key) {
        String fact = recorded.get(key);
        if (fact == null) {
            throw new InputException("the folder must hold a run of 'anneal train', got one without '" + key + "'");
        }
        return fact;
    }

    Map<String, String> recorded() {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("data", data);
        facts.put("data-sha256", digest);
        facts.put("hidden", network);
        facts.put("seed", Long.toString(seed));
        facts.put("engine", engine);
        facts.put("updates", Long.toString(updates));
        facts.put("checkpoint-every", checkpointEvery == Run.EPOCHS ? AT_EPOCHS : Long.toString(checkpointEvery));
        facts.put("context", horizon.toString());
        facts.put("schedule", text);
        return facts;
    }

    Perceptron perceptron() {
        return new Perceptron(sizes(network), (int) TrainHorizon.known(horizon, "batch"), seed);
    }

    /** The sizes of hidden layers. */
    static List<Integer> sizes(String text) {
        if (text.isBlank()) {
            return List.of();
        }
        double[] sizes = Numbers.list(text, Horizon.UNKNOWN);
        if (!DoubleStream.of(sizes).allMatch(size -> size == Math.rint(size) && Math.abs(size) < 1e9)) {
            throw new InputException("--hidden must be whole numbers parted by commas, got " + text);
        }
        return DoubleStream.of(sizes).mapToObj(size -> (int) size).toList();
    }

    /** What the report tells. */
    Map<String, String> told(Dataset dataset, Dataset.Split split) {
        String layers = network.isBlank() ? "" : network.replace(",", "–").replace(" ", "") + "–";
        Map<String, String> told = new LinkedHashMap<>();
        told.put("data", dataset.name());
        told.put(
                "network",
                split.training().featureCount() + "–" + layers
                        + split.training().classCount());
        told.put("seed", Long.toString(seed));
        return told;
    }
}
