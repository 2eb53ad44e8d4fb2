package dev.anneal.dialect.ignite;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** {@code ConcatScheduler}: one handler after another. */
final class Sequence {

    private Sequence() {}

    static void check(Call call) {
        List<Call> handlers = Driver.handlers(call);
        Value schedulers = call.value("schedulers");
        Value durations = call.value("durations");
        if (handlers.size() < 2) {
            throw schedulers.refused("have at least two schedulers");
        }
        List<Value> items = durations.items();
        for (Value item : items) {
            if (!item.isInteger()) {
                throw item.refused("be an integer");
            }
        }
        if (items.size() != handlers.size() - 1) {
            throw durations.refused("be one fewer than the " + handlers.size() + " schedulers");
        }
        Set<String> parameters = new TreeSet<>();
        handlers.forEach(handler -> parameters.addAll(Driver.parameters(handler)));
        if (parameters.size() != 1) {
            throw schedulers.refused("write one parameter, and not " + String.join(" and ", parameters));
        }
    }

    /** The values for a group. A duration that is not counted down to 0 never ends. */
    static Schedule of(Call call, String parameter, Made made, double left) {
        check(call);
        List<Call> handlers = Driver.handlers(call);
        double[] durations = call.numbers("durations");
        Schedule whole = null;
        double now = left;
        for (int i = 0; i < handlers.size(); i++) {
            double lasts = i < durations.length ? durations[i] : -1;
            if (i == 0 && lasts == 0) {
                continue;
            }
            Schedule part = part(handlers.get(i), parameter, made, now);
            if (lasts <= 0) {
                return then(whole, part);
            }
            whole = then(whole, cut(part, lasts));
            now = part.at(lasts - 1);
        }
        return whole == null ? Schedule.constant(now) : whole;
    }

    private static Schedule part(Call handler, String parameter, Made made, double left) {
        if (!Driver.drives(handler, made.group())) {
            double stays =
                    Double.isNaN(left) ? handler.groups().get(made.group()).required(parameter) : left;
            return Schedule.constant(stays);
        }
        return Driver.values(handler, parameter, made, left);
    }

    /** A part for exactly so long. */
    static Schedule cut(Schedule part, double lasts) {
        if (part.length() == 0) {
            return Schedule.hold(part.at(0), lasts);
        }
        // a constant at the end has no length, and nothing can follow it
        boolean fits = part.length() == lasts && !part.toString().endsWith("))");
        return fits ? part : part.until(lasts);
    }

    private static Schedule then(@Nullable Schedule whole, Schedule part) {
        return whole == null ? part : whole.then(part);
    }
}
