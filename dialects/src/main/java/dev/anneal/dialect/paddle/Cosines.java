package dev.anneal.dialect.paddle;

import static dev.anneal.dialect.Condition.integerAtLeast;

import dev.anneal.Evolution;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import java.util.ArrayList;
import java.util.List;

/** Paddle's schedulers along a cosine. */
final class Cosines {

    private static final int MOST_LATE = 10_000;

    private Cosines() {}

    static List<Entry> entries() {
        return List.of(annealing(), restarts());
    }

    private static Entry annealing() {
        return Paddle.rated("CosineAnnealingDecay(learning_rate, T_max, eta_min=0, last_epoch=-1, verbose=False)")
                .where("T_max", integerAtLeast(1))
                .formula("eta_min + (learning_rate - eta_min) · (1 + cos(π t / T_max)) / 2")
                .means(Paddle.resumed(Cosines::annealing))
                .quirk("It does not stop at T_max: from there it rises again, and is at learning_rate at 2 T_max.")
                .quirk("Paddle goes from rate to rate, which close to eta_min costs it some digits that are kept here.")
                .quirk(
                        "For the same reason a last_epoch takes learning_rate for the rate at that epoch, and goes down from it to"
                                + " eta_min before it is on the cosine again.")
                .example("paddle.optimizer.lr.CosineAnnealingDecay(learning_rate=0.5, T_max=50)", "steps=125")
                .source(Paddle.source("CosineAnnealingDecay"));
    }

    private static Schedule annealing(Call call) {
        double base = call.number("learning_rate");
        double eta = call.number("eta_min");
        double half = call.number("T_max");
        double known = call.number("last_epoch");
        return known < 0 ? wave(base, eta, half) : annealedFrom(base, eta, half, known % (2 * half));
    }

    /** There and back, over and over. */
    private static Schedule wave(double from, double to, double half) {
        return from == to
                ? Schedule.constant(from)
                : Schedule.cosine(from, to, half)
                        .then(Schedule.cosine(to, from, half))
                        .repeat();
    }

    /** What follows an epoch of the wave at which the rate is the base: a higher or lower wave down to the next bottom. */
    private static Schedule annealedFrom(double base, double eta, double half, double known) {
        if (base == eta) {
            return Schedule.constant(base);
        }
        double next = (known + 1) % (2 * half);
        if (next == half) {
            return wave(eta, base, half);
        }
        double passed = height(known, half);
        double scale = known == half ? (1 + height(next, half)) / height(next, half) : 1 / passed;
        double top = eta + (base - eta) * scale;
        if (!Double.isFinite(top)) {
            throw new IllegalArgumentException("last_epoch must not be so close to the bottom of the cosine");
        }
        Schedule down = Schedule.cosine(top, eta, half);
        Schedule way = next < half
                ? down.skip(next)
                : Schedule.cosine(eta, top, half).skip(next - half).then(down);
        return way.then(wave(eta, base, half));
    }

    private static double height(double epoch, double half) {
        return (1 + Math.cos(Math.PI * epoch / half)) / 2;
    }

    private static Entry restarts() {
        return Paddle.rated("CosineAnnealingWarmRestarts(learning_rate, T_0, T_mult=1, eta_min=0, last_epoch=-1, "
                        + "verbose=False)")
                .where("T_0", integerAtLeast(1))
                .where("T_mult", integerAtLeast(1))
                .formula(
                        "eta_min + (learning_rate - eta_min) · (1 + cos(π T_cur / T_i)) / 2, where T_0, T_0 · T_mult, "
                                + "T_0 · T_mult², … are the lengths T_i of the cycles, and T_cur is the time since the last restart")
                .means(Paddle.resumed(Cosines::restarts))
                .quirk(
                        "Inside LinearWarmup it is told the epoch, and finds the cycle with a logarithm, which may miss a restart by"
                                + " one step; that is not imitated.")
                .quirk(
                        "A last_epoch beyond T_0 is not brought into its cycle at once: each step takes off one cycle at most.")
                .example("paddle.optimizer.lr.CosineAnnealingWarmRestarts(0.5, T_0=10, T_mult=2)", "steps=70")
                .source(Paddle.source("CosineAnnealingWarmRestarts"));
    }

    private static Schedule restarts(Call call) {
        double base = call.number("learning_rate");
        double eta = call.number("eta_min");
        double length = call.number("T_0");
        double growth = call.number("T_mult");
        double known = call.number("last_epoch");
        if (base == eta) {
            return Schedule.constant(base);
        }
        if (known < 0) {
            return Schedule.cosine(base, eta, length).repeat(Evolution.stretching(growth));
        }
        if (length == 1 && growth == 1) {
            // each step takes off what it has added
            return Schedule.constant(eta + (base - eta) * height(known, 1));
        }
        double passed = known;
        List<Double> late = new ArrayList<>();
        do {
            passed++;
            if (passed >= length) {
                passed -= length;
                length *= growth;
            }
            if (passed >= length) {
                late.add(eta + (base - eta) * height(passed, length));
            }
            if (late.size() > MOST_LATE) {
                throw call.value("last_epoch").refused("be less than " + MOST_LATE + " cycles after the first");
            }
        } while (passed >= length);
        Schedule rest = Schedule.cosine(base, eta, length)
                .skip(passed)
                .then(Schedule.cosine(base, eta, length * growth).repeat(Evolution.stretching(growth)));
        return late.isEmpty() ? rest : table(late).until(late.size()).then(rest);
    }

    private static Schedule table(List<Double> values) {
        double[] starts = new double[values.size()];
        double[] held = new double[values.size()];
        for (int i = 0; i < starts.length; i++) {
            starts[i] = i;
            held[i] = values.get(i);
        }
        return starts.length == 1 ? Schedule.hold(held[0], 1) : Schedule.piecewise(starts, held);
    }
}
