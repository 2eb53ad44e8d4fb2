package dev.anneal.dialect.ignite;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What ignite's handlers write to one parameter group. */
final class Driver {

    static final String INDEX = "param_group_index";
    static final Set<String> SIMPLE = Set.of("LinearCyclicalScheduler", "CosineAnnealingScheduler", "PiecewiseLinear");
    private static final String GROUPS = "ParamGroupScheduler";
    private static final String WARMUP = "create_lr_scheduler_with_warmup";
    private static final Set<String> ALL = Set.of(
            "LinearCyclicalScheduler",
            "CosineAnnealingScheduler",
            "PiecewiseLinear",
            "ConcatScheduler",
            "LRScheduler",
            WARMUP,
            GROUPS);

    private Driver() {}

    /** The call of a handler of ignite. */
    static Call handler(Value value) {
        Call call = value.call();
        if (!call.dialect().name().equals("ignite")
                || !ALL.contains(call.entry().name())) {
            throw value.refused("be a parameter scheduler of ignite");
        }
        return call;
    }

    /** Whether a call makes a group of handlers. */
    static boolean isGroup(Call call) {
        return call.entry().name().equals(GROUPS);
    }

    /** The handlers of a list. */
    static List<Call> handlers(Call call) {
        List<Call> handlers = new ArrayList<>();
        for (Value value : call.value("schedulers").items()) {
            handlers.add(handler(value));
        }
        return handlers;
    }

    /** The parameters that a handler writes. */
    static Set<String> parameters(Call call) {
        Set<String> parameters = new HashSet<>();
        if (SIMPLE.contains(call.entry().name())) {
            parameters.add(call.value("param_name").text());
        } else if (call.value(call.entry().parameters().get(0).name()).isList()) {
            handlers(call).forEach(handler -> parameters.addAll(parameters(handler)));
        } else {
            parameters.add("lr");
        }
        return parameters;
    }

    /** Whether a handler writes to a group. */
    static boolean drives(Call call, int group) {
        if (SIMPLE.contains(call.entry().name())) {
            return !call.has(INDEX) || index(call) == group;
        }
        boolean several = call.value(call.entry().parameters().get(0).name()).isList();
        return !several || handlers(call).stream().anyMatch(handler -> drives(handler, group));
    }

    /** The group that a handler is told, counted as Python does. */
    static int index(Call call) {
        int count = call.groups().size();
        Value written = call.value(INDEX);
        double index = written.number() < 0 ? written.number() + count : written.number();
        if (!written.isInteger() || index < 0 || index >= count) {
            throw written.refused("be the index of one of " + count + " parameter groups");
        }
        return (int) index;
    }

    /** What a handler writes from its first event on; it may go on from what is left. */
    static Schedule values(Call call, String parameter, Made made, double left) {
        return switch (call.entry().name()) {
            case "LinearCyclicalScheduler", "CosineAnnealingScheduler" ->
                Cyclical.of(call).schedule(call);
            case "PiecewiseLinear" ->
                Milestones.of(call.value("milestones_values")).from(0);
            case "LRScheduler" -> made.in(call).rates(left, Wrapping.epoch(call), 0);
            case "ConcatScheduler" -> Sequence.of(call, parameter, made, left);
            case WARMUP -> Warmup.of(call, made).values();
            default -> last(call, parameter, made, left);
        };
    }

    /** Of several that write the same, the last is seen. */
    private static Schedule last(Call call, String parameter, Made made, double left) {
        Schedule last = null;
        for (Call handler : handlers(call)) {
            if (parameters(handler).contains(parameter) && drives(handler, made.group())) {
                if (last != null && !SIMPLE.contains(handler.entry().name())) {
                    throw call.value("schedulers")
                            .refused("have one scheduler for " + parameter + " of a group, where a later one is a "
                                    + handler.entry().name());
                }
                last = values(handler, parameter, made, left);
            }
        }
        return last == null ? Schedule.constant(left) : last;
    }

    /** What {@code get_param} answers before the first event; NaN where that is a list, as of all with a warmup around. */
    static double first(Call call, Made made, double left) {
        String name = call.entry().name();
        if (name.equals("ConcatScheduler")) {
            return first(handlers(call).get(0), made, left);
        }
        boolean list = call.groups().size() > 1 ? !SIMPLE.contains(name) : WARMUP.equals(name) || GROUPS.equals(name);
        return list ? Double.NaN : values(call, "lr", made, left).at(0);
    }
}
