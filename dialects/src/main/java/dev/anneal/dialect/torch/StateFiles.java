package dev.anneal.dialect.torch;

import dev.anneal.Feedback;
import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Config;
import dev.anneal.dialect.ConfigFile;
import dev.anneal.dialect.Position;
import dev.anneal.dialect.Reading;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A scheduler's {@code state_dict} as JSON: what it is, and where it stands. */
final class StateFiles {

    /** Where programs keep it beside the rest of a checkpoint. */
    private static final List<String> PLACES = List.of(
            "scheduler",
            "lr_scheduler",
            "lr_schedulers",
            "schedulers",
            "scheduler_state_dict",
            "lr_scheduler_state_dict");

    private static final List<String> OPTIMIZERS =
            List.of("optimizer", "optimizer_state_dict", "optimizer_states", "optimizers");

    private static final double SAME = 1e-6;

    private final ConfigFile file;
    private final Value state;
    private final List<Value> groups;

    private StateFiles(ConfigFile file, Value state) {
        this.file = file;
        this.state = state;
        this.groups = groups(file.root());
    }

    static List<Config> all() {
        return List.of(new Config(
                "a state_dict of torch",
                "has _last_lr and last_epoch, or a scheduler with these",
                root -> state(root) != null,
                file -> new StateFiles(file, Objects.requireNonNull(state(file.root()))).reading()));
    }

    private static @Nullable Value state(Value root) {
        if (States.isState(root)) {
            return root;
        }
        for (String place : PLACES) {
            Value there = first(root.entry(place));
            if (States.isState(there)) {
                return there;
            }
            // the class may stand beside what the class has saved
            Value inner = there == null || !there.isTable() ? null : there.entry("state_dict");
            if (States.isState(inner)) {
                return inner;
            }
        }
        Value alone = root.entry("state_dict");
        return States.isState(alone) ? alone : null;
    }

    private static @Nullable Value first(@Nullable Value value) {
        return value == null || !value.isList() || value.items().isEmpty()
                ? value
                : value.items().get(0);
    }

    /** The parameter groups of the optimizer that was saved beside it; none if there is none. */
    private static List<Value> groups(Value root) {
        for (String place : OPTIMIZERS) {
            Value optimizer = first(root.entry(place));
            Value groups = optimizer == null || !optimizer.isTable() ? null : optimizer.entry("param_groups");
            if (groups != null && groups.isList()) {
                return groups.items();
            }
        }
        return List.of();
    }

    private Reading reading() {
        tell(state);
        Call call = code(state, 0).call();
        Plan plan = call.plan();
        Reading reading = file.reading(call);
        double time = time(state, 0);
        compare(plan, time);
        return reading.at(new Position(time, states(call, plan)));
    }

    /** The call that makes a scheduler which saves such a state. */
    private Value code(Value saved, int depth) {
        String name = name(saved);
        Map<String, Value> arguments = new LinkedHashMap<>();
        if (name.equals("SequentialLR") || name.equals("ChainedScheduler")) {
            List<Expression> inner = new ArrayList<>();
            Value all = States.required(saved, "_schedulers");
            all.items().forEach(one -> inner.add(code(one, depth + 1).expression()));
            arguments.put(
                    "schedulers",
                    all.part(new Expression.ListOf(inner, all.expression().span())));
            if (name.equals("SequentialLR")) {
                arguments.put("milestones", States.required(saved, "_milestones"));
            }
        } else {
            arguments.putAll(States.arguments(name, saved, groups));
        }
        if (name.equals("OneCycleLR") && OneCycleState.isGuessed(groups)) {
            file.note(
                    "OneCycleLR keeps max_lr, the last rate and the momenta in the optimizer: they are taken as by default, "
                            + "max_lr as 25 times the initial rate; give the optimizer's state, too, if they are not");
        }
        return file.code("torch." + name, arguments, saved);
    }

    private String name(Value saved) {
        String name = States.className(saved);
        if (name == null) {
            throw saved.refused(
                    "be of a scheduler of torch, whose state has a step_size, T_max, gamma, …, or a \"class\" "
                            + "beside");
        }
        if (saved.entry(States.LAMBDAS) != null) {
            throw States.required(saved, States.LAMBDAS)
                    .refused(
                            "not be there: LambdaLR and MultiplicativeLR do not save their functions; give the line of "
                                    + "code that makes the scheduler");
        }
        if (!States.known().contains(name)) {
            String nearest = Nearest.to(name, States.known());
            throw saved.refused("be of a class of torch.optim.lr_scheduler, and " + name + " is none"
                    + (nearest == null ? "" : "; " + nearest + " is"));
        }
        return name;
    }

    /** The rates that the optimizer was made with, and what it has for momentum. */
    private void tell(Value saved) {
        Value rates = saved.entry("base_lrs");
        Value inner = first(saved.entry("_schedulers"));
        if (rates != null) {
            file.tells("lr", rates);
        } else if (inner != null && inner.isTable()) {
            tell(inner);
            return;
        } else {
            // what follows a metric does not keep the first rates
            file.tells("lr", States.required(saved, "_last_lr"));
        }
        momentum();
    }

    private void momentum() {
        Value group = groups.isEmpty() ? null : groups.get(0);
        Value betas = group == null ? null : group.entry("betas");
        Value momentum = group == null ? null : group.entry("momentum");
        Value beta = state.entry("use_beta1");
        if (betas != null) {
            file.optimizer("Adam", Map.of("betas", betas));
        } else if (momentum != null) {
            file.optimizer("SGD", Map.of("momentum", momentum));
        } else if (beta != null && beta.isNumber() && beta.flag()) {
            file.tells(
                    "optimizer",
                    beta.part(new Expression.Str("adam", beta.expression().span())));
        }
    }

    private static double time(Value saved, int depth) {
        Value epoch = saved.entry("last_epoch");
        if (epoch == null) {
            Value inner = first(States.required(saved, "_schedulers"));
            return inner == null || depth > 100 ? 0 : time(inner, depth + 1);
        }
        double time = epoch.number();
        if (!(time >= 0 && time <= 1e15)) {
            throw epoch.refused("be >= 0");
        }
        Value current = saved.entry("T_cur");
        return current == null || !(current.number() >= 0)
                ? time
                : Math.floor(time) + (current.number() - Math.floor(current.number()));
    }

    /** What was changed by hand, or by a chained scheduler, is in the optimizer's rates. */
    private void compare(Plan plan, double time) {
        double[] last = States.required(state, "_last_lr").numbers();
        List<Schedule> rates = new ArrayList<>();
        plan.assignments().stream()
                .filter(line -> line.target().hyperparameter().equals(Hyperparameter.LEARNING_RATE))
                .forEach(line -> rates.add(line.schedule()));
        for (int i = 0; i < Math.min(last.length, rates.size()); i++) {
            double here = rates.get(i).at(time);
            if (Math.abs(here - last[i]) > SAME * Math.max(Math.abs(here), Math.abs(last[i]))) {
                file.note(
                        "the state's rate" + (last.length > 1 ? " of group " + i : "") + " is " + Numerals.text(last[i])
                                + ", and that of the schedule at its step " + Numerals.text(here)
                                + ": somebody else changed it, or something is missing here");
            }
        }
    }

    /** What the rule has seen; its groups have been reduced already. */
    private Map<String, String> states(Call call, Plan plan) {
        Map<String, String> states = new LinkedHashMap<>();
        for (Plan.Rule rule : plan.rules()) {
            int acted = rule.target().group().isEmpty() ? call.groups().size() : 1;
            states.put(rule.target().toString(), seen(rule.feedback(), acted));
        }
        return states;
    }

    private String seen(Feedback rule, int acted) {
        List<String> parts = new ArrayList<>();
        for (String part : rule.start(acted).toString().split(" ")) {
            String key = part.substring(0, part.indexOf('='));
            String saved = switch (key) {
                case "best" -> "best";
                case "bad" -> "num_bad_epochs";
                case "cooldown" -> "cooldown_counter";
                default -> "";
            };
            parts.add(saved.isEmpty() ? part : key + "=" + counted(States.required(state, saved)));
        }
        String text = String.join(" ", parts);
        rule.state(text);
        return text;
    }

    private static String counted(Value value) {
        String path = value.toString();
        return switch (path) {
            case "Infinity", "inf" -> "inf";
            case "-Infinity", "-inf" -> "-inf";
            case "NaN", "nan" -> "nan";
            default -> Numerals.text(value.number());
        };
    }
}
