package dev.anneal.dialect.mmengine;

import static dev.anneal.dialect.mmengine.Rule.always;
import static dev.anneal.dialect.mmengine.Rule.divide;
import static dev.anneal.dialect.mmengine.Rule.modulo;
import static dev.anneal.dialect.mmengine.Rule.upTo;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.mmengine.Rule.Changes;
import dev.anneal.dialect.mmengine.Rule.State;
import dev.anneal.dialect.torch.OneCycleShape;
import java.util.Arrays;
import java.util.function.DoubleUnaryOperator;

/** Schedulers that go towards a value, or write it whatever it was. */
final class Movers {

    private Movers() {}

    static Rule poly(Call call, Times times) {
        double eta = call.number("eta_min");
        double power = call.number("power");
        double total = times.total();
        boolean whole = total == Math.rint(total);
        if (power < 0 && whole && total >= 1 && total <= times.steps() && !times.isEndless()) {
            throw call.value("power").refused("be >= 0, because mmengine divides by zero on the last step");
        }
        boolean closed = power >= 0 && times.steps() <= total;
        return Rule.mover(
                times,
                always(times),
                closed ? (left, base) -> polynomial(left, eta, power, times) : null,
                (k, state, base) ->
                        k == 0 ? state.value : (state.value - eta) * power(1 - divide(1, total - k + 1), power) + eta);
    }

    private static Schedule polynomial(double left, double eta, double power, Times times) {
        if (left == eta || power == 0 || times.total() <= 0) {
            return Schedule.constant(left);
        }
        Schedule decay = power == 1
                ? Schedule.linear(left, eta, times.total())
                : Schedule.polynomial(left, eta, times.total(), power);
        return upTo(decay, times.steps());
    }

    private static double power(double a, double b) {
        if (a == 0 && b < 0) {
            throw new ArithmeticException("divides by zero");
        }
        return Math.pow(a, b);
    }

    /** The least value of a cosine, as it follows from the base value. */
    private static DoubleUnaryOperator least(Call call) {
        if (call.has("eta_min_ratio")) {
            double ratio = call.number("eta_min_ratio");
            return base -> base * ratio;
        }
        double eta = call.has("eta_min") ? call.number("eta_min") : 0;
        return base -> eta;
    }

    static Rule cosine(Call call, Times times) {
        if (call.has("eta_min") && call.has("eta_min_ratio")) {
            throw call.value("eta_min_ratio").refused("be None where eta_min is given");
        }
        DoubleUnaryOperator least = least(call);
        double given = call.has("T_max") ? call.number("T_max") * times.scale() : 0;
        double total = given == 0 ? times.end() - times.begin() : given;
        return Rule.mover(
                times,
                always(times),
                (left, base) -> annealing(left, base, least.applyAsDouble(base), Math.abs(total), times.steps()),
                (k, state, base) -> cosine(k, state.value, base, least.applyAsDouble(base), total));
    }

    private static double cosine(double k, double value, double base, double eta, double total) {
        if (k == 0) {
            return value;
        }
        if (modulo(k - 1 - total, 2 * total) == 0) {
            return value + (base - eta) * (1 - Math.cos(Math.PI / total)) / 2;
        }
        return divide(1 + Math.cos(Math.PI * k / total), 1 + Math.cos(Math.PI * (k - 1) / total)) * (value - eta) + eta;
    }

    private static Schedule annealing(double left, double base, double eta, double half, double steps) {
        if (half != Math.rint(half)) {
            return upTo(wave(left, eta, half), steps);
        }
        Schedule down = left == eta ? Schedule.hold(eta, half) : Schedule.cosine(left, eta, half);
        if (steps <= half) {
            return left == eta ? Schedule.constant(eta) : upTo(down, steps);
        }
        return upTo(left == base ? wave(base, eta, half) : down.then(wave(eta, base, half)), steps);
    }

    /** There and back, over and over. */
    private static Schedule wave(double from, double to, double half) {
        return from == to
                ? Schedule.constant(from)
                : Schedule.cosine(from, to, half)
                        .then(Schedule.cosine(to, from, half))
                        .repeat();
    }

    static Rule restarts(Call call, Times times) {
        if (call.has("eta_min") == call.has("eta_min_ratio")) {
            throw call.error("CosineRestart takes one of eta_min and eta_min_ratio");
        }
        double[] periods = Arrays.stream(call.numbers("periods"))
                .map(p -> p * times.scale())
                .toArray();
        double[] weights = call.numbers("restart_weights");
        if (periods.length != weights.length) {
            throw call.value(call.isGiven("restart_weights") ? "restart_weights" : "periods")
                    .refused("have as many numbers as " + (call.isGiven("restart_weights") ? "periods" : "weights"));
        }
        DoubleUnaryOperator least = least(call);
        boolean closed = Arrays.stream(periods).allMatch(p -> p >= 1 && p == Math.rint(p));
        double last = Math.min(times.steps(), Arrays.stream(periods).sum() - 1);
        Restarts restarts = new Restarts(periods, weights);
        return Rule.mover(
                times,
                closed ? new Changes(0, last) : always(times),
                closed ? (left, base) -> restarts.form(left, base, least.applyAsDouble(base), last) : null,
                (k, state, base) -> restarts.next(k, state.value, base, least.applyAsDouble(base)));
    }

    /** Cosines of given lengths, from given fractions of the base value. */
    private static final class Restarts {
        private final double[] periods;
        private final double[] weights;

        Restarts(double[] periods, double[] weights) {
            this.periods = periods;
            this.weights = weights;
        }

        double next(double k, double value, double base, double eta) {
            double before = 0;
            for (int i = 0; i < periods.length; i++) {
                if (k < before + periods[i]) {
                    double step = k - before;
                    return step == 0
                            ? base * weights[i]
                            : divide(
                                                    1 + Math.cos(Math.PI * step / periods[i]),
                                                    1 + Math.cos(Math.PI * (step - 1) / periods[i]))
                                            * (value - eta)
                                    + eta;
                }
                before += periods[i];
            }
            return value;
        }

        Schedule form(double left, double base, double eta, double last) {
            Schedule whole = null;
            double start = 0;
            for (int i = 0; i < periods.length && start <= last; i++) {
                double from = base * weights[i];
                double lasts = Math.min(periods[i], last - start);
                boolean ends = i == periods.length - 1 || start + periods[i] > last;
                Schedule part = from == eta || lasts == 0
                        ? ends ? Schedule.constant(from) : Schedule.hold(from, periods[i])
                        : upTo(Schedule.cosine(from, eta, periods[i]), lasts);
                whole = whole == null ? part : whole.then(part);
                start += periods[i];
            }
            return whole == null ? Schedule.constant(left) : whole;
        }
    }

    static Rule oneCycle(Call call, Times times, int group) {
        Value start = call.value("pct_start");
        if (start.isInteger()) {
            throw start.refused("be written as a fraction in [0.0, 1.0]");
        }
        double total =
                call.has("total_steps") ? call.number("total_steps") * times.scale() : times.end() - times.begin();
        if (start.number() * total == 1) {
            throw start.refused("not be one step of total_steps, because the way up would have no length");
        }
        OneCycleShape shape = new OneCycleShape(
                total,
                start.number(),
                call.flag("three_phase"),
                call.word("anneal_strategy").equals("cos"));
        double most = call.perGroup("eta_max")[group];
        double first = most / call.number("div_factor");
        double least = first / call.number("final_div_factor");
        boolean closed = total == Math.rint(total);
        return Rule.mover(
                        times,
                        new Changes(0, Math.min(times.steps(), Math.floor(total))),
                        closed ? (left, base) -> upTo(shape.schedule(first, most, least), times.steps()) : null,
                        (k, state, base) -> shape.at(k, state.initial, state.most, state.least))
                .preparing(state -> prepare(state, first, most, least));
    }

    private static void prepare(State state, double first, double most, double least) {
        state.initial = first;
        state.most = most;
        state.least = least;
    }
}
