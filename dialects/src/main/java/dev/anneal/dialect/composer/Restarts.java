package dev.anneal.dialect.composer;

import dev.anneal.Evolution;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.function.DoubleFunction;

/** {@code CosineAnnealingWarmRestartsScheduler}: lengths of intervals are whole, each made of the one before. */
final class Restarts {

    /** As many intervals are written out, and no more time than this is covered. */
    private static final int MOST = 2_000;

    private static final double LONGEST = 1e12;

    private Restarts() {}

    static DoubleFunction<Schedule> of(Call call, Run run) {
        Value value = call.value("t_0");
        Time first = run.time(value);
        double factor = call.number("t_mult");
        if (!(first.value() > 0)) {
            throw value.refused("be > 0 batches");
        }
        if (factor < 0) {
            throw call.value("t_mult").refused("be >= 0");
        }
        double each = run.each(first.unit());
        double least = call.number("alpha_f");
        if (factor >= 1 && factor == Math.rint(factor)) {
            double length = first.value() / each;
            return base -> Schedule.cosine(base, base * least, length).repeat(new Evolution(factor, 1));
        }
        List<Double> lengths = lengths(call, first.value(), factor, run.batches() * each);
        return base -> {
            Schedule whole = Schedule.hold(base, 0);
            for (double length : lengths) {
                Schedule part = Schedule.cosine(base, base * least, Math.abs(length) / each);
                whole = whole.then(length < 0 ? part.repeat() : part);
            }
            return whole;
        };
    }

    /** The lengths of the intervals; that of the last is negative if it is repeated for ever. */
    private static List<Double> lengths(Call call, double first, double factor, double run) {
        List<Double> lengths = new ArrayList<>();
        double length = first;
        double end = 0;
        while (length > 0 && end < LONGEST && lengths.size() < MOST) {
            double next = Math.floor(factor * length);
            boolean stays = next == length;
            lengths.add(stays ? -length : length);
            if (stays) {
                return lengths;
            }
            end += length;
            length = next;
        }
        if (length == 0 && !(run <= end)) {
            throw call.value("t_mult")
                    .refused("leave an interval for the whole run: they are over after " + Math.round(end));
        }
        return lengths;
    }
}
