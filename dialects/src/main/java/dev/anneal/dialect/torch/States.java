package dev.anneal.dialect.torch;

import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the attributes in a scheduler's {@code state_dict} tell: a class by what only it has, and its arguments. */
final class States {

    /** Where a custom class would have been told, if anything of it were kept. */
    static final String LAMBDAS = "lr_lambdas";

    private static final Map<String, String> BY_ATTRIBUTE = byAttribute();

    private States() {}

    /** The first of these that a state has decides. */
    private static Map<String, String> byAttribute() {
        Map<String, String> classes = new LinkedHashMap<>();
        classes.put("_milestones", "SequentialLR");
        classes.put("_schedulers", "ChainedScheduler");
        classes.put(LAMBDAS, "LambdaLR");
        classes.put("num_bad_epochs", "ReduceLROnPlateau");
        classes.put("_schedule_phases", "OneCycleLR");
        classes.put("max_lrs", "CyclicLR");
        classes.put("T_0", "CosineAnnealingWarmRestarts");
        classes.put("T_max", "CosineAnnealingLR");
        classes.put("anneal_epochs", "SWALR");
        classes.put("step_size", "StepLR");
        classes.put("milestones", "MultiStepLR");
        classes.put("start_factor", "LinearLR");
        classes.put("factor", "ConstantLR");
        classes.put("power", "PolynomialLR");
        classes.put("gamma", "ExponentialLR");
        return classes;
    }

    /** The class of a state: what stands beside as class or type, else what its attributes tell; null if they do not. */
    static @Nullable String className(Value state) {
        for (String key : List.of("class", "type")) {
            Value told = state.entry(key);
            if (told != null && told.isWord()) {
                return told.word().substring(told.word().lastIndexOf('.') + 1);
            }
        }
        return BY_ATTRIBUTE.entrySet().stream()
                .filter(known -> state.entry(known.getKey()) != null)
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(null);
    }

    /** Whether something may be the state of a scheduler. */
    static boolean isState(@Nullable Value state) {
        return state != null
                && state.isTable()
                && state.entry("_last_lr") != null
                && (state.entry("last_epoch") != null || state.entry("_schedulers") != null);
    }

    static Value required(Value state, String key) {
        Value value = state.entry(key);
        if (value == null) {
            throw state.refused("have " + key);
        }
        return value;
    }

    /** The arguments that the class was called with, but for the optimizer and for schedulers in it. */
    static Map<String, Value> arguments(String name, Value state, List<Value> groups) {
        return switch (name) {
            case "MultiStepLR" ->
                Map.of("milestones", milestones(required(state, "milestones")), "gamma", required(state, "gamma"));
            case "CyclicLR" -> cyclic(state);
            case "OneCycleLR" -> OneCycleState.arguments(state, groups);
            case "SWALR" -> swa(state, groups);
            case "ReduceLROnPlateau" -> plateau(state);
            default -> named(name, state);
        };
    }

    private static Map<String, Value> named(String name, Value state) {
        List<String> parameters = switch (name) {
            case "StepLR" -> List.of("step_size", "gamma");
            case "ConstantLR" -> List.of("factor", "total_iters");
            case "LinearLR" -> List.of("start_factor", "end_factor", "total_iters");
            case "ExponentialLR" -> List.of("gamma");
            case "PolynomialLR" -> List.of("total_iters", "power");
            case "CosineAnnealingLR" -> List.of("T_max", "eta_min");
            case "CosineAnnealingWarmRestarts" -> List.of("T_0", "T_mult", "eta_min");
            default -> List.of();
        };
        Map<String, Value> arguments = new LinkedHashMap<>();
        parameters.forEach(parameter -> arguments.put(parameter, required(state, parameter)));
        return arguments;
    }

    /** A counter: how often each milestone stands in the list. */
    private static Value milestones(Value counter) {
        if (counter.isList()) {
            return counter;
        }
        List<Expression> milestones = new ArrayList<>();
        for (Map.Entry<Value, Value> entry : counter.entries()) {
            Value key = entry.getKey();
            String written = key.isWord() ? key.word() : key.toString();
            double times = entry.getValue().number();
            if (!written.matches("-?\\d{1,15}") || !(times >= 0 && times <= 1000)) {
                throw key.refused("be a whole number that stands up to 1000 times");
            }
            for (int i = 0; i < times; i++) {
                milestones.add(Expression.number(Long.parseLong(written)));
            }
        }
        return counter.part(
                new Expression.ListOf(milestones, counter.expression().span()));
    }

    private static Map<String, Value> cyclic(Value state) {
        Value custom = state.entry("_scale_fn_custom");
        if (custom != null && !custom.isNone()) {
            throw custom.refused("be null: a function of the program's own is not in the state");
        }
        Value size = required(state, "total_size");
        double up = size.number() * required(state, "step_ratio").number();
        Map<String, Value> arguments = new LinkedHashMap<>();
        arguments.put("base_lr", required(state, "base_lrs"));
        arguments.put("max_lr", required(state, "max_lrs"));
        // a whole number that was divided and multiplied
        double whole = Math.rint(up);
        double rising = Math.abs(up - whole) < 1e-9 * up ? whole : up;
        arguments.put("step_size_up", size.part(Expression.number(rising)));
        arguments.put("step_size_down", size.part(Expression.number(size.number() - rising)));
        arguments.put("mode", required(state, "mode"));
        arguments.put("gamma", required(state, "gamma"));
        arguments.put("cycle_momentum", required(state, "cycle_momentum"));
        if (arguments.get("cycle_momentum").flag()) {
            arguments.put("base_momentum", required(state, "base_momentums"));
            arguments.put("max_momentum", required(state, "max_momentums"));
        }
        return arguments;
    }

    private static Map<String, Value> swa(Value state, List<Value> groups) {
        Value rate = groups.isEmpty() ? null : groups.get(0).entry("swa_lr");
        if (rate == null) {
            throw state.refused("stand beside the optimizer's state, where SWALR keeps its swa_lr, as "
                    + "{\"optimizer\": …, \"scheduler\": …}");
        }
        Map<String, Value> arguments = new LinkedHashMap<>();
        arguments.put("swa_lr", rate);
        arguments.put("anneal_epochs", required(state, "anneal_epochs"));
        Value strategy = state.entry("_anneal_strategy");
        if (strategy != null) {
            arguments.put("anneal_strategy", strategy);
        }
        return arguments;
    }

    private static Map<String, Value> plateau(Value state) {
        Map<String, Value> arguments = new LinkedHashMap<>();
        for (String key : List.of("mode", "factor", "patience", "threshold", "threshold_mode", "cooldown", "eps")) {
            Value value = state.entry(key);
            if (value != null) {
                arguments.put(key, value);
            }
        }
        Value floors = state.entry("min_lrs");
        if (floors != null) {
            arguments.put(
                    "min_lr",
                    floors.isList() && floors.items().size() == 1
                            ? floors.items().get(0)
                            : floors);
        }
        return arguments;
    }

    /** All classes that a state may be of. */
    static Set<String> known() {
        return new TreeSet<>(BY_ATTRIBUTE.values());
    }
}
