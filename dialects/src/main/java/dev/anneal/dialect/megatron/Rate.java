package dev.anneal.dialect.megatron;

import dev.anneal.Curve;
import dev.anneal.Schedule;

/**
 * The rate of a parameter group. Lengths are in updates, but that of the first step of the inverse square root.
 *
 * @param warmup how long the warmup lasts; a decay that began before the run is written as a negative one
 * @param decay when the decay ends
 * @param style the style of the decay, as {@code cosine} or {@code WSD cosine}
 * @param tail for how long the decay of WSD lasts
 * @param step the part of an update that one step is
 */
record Rate(double init, double max, double min, double warmup, double decay, String style, double tail, double step) {

    Schedule schedule() {
        return switch (style) {
            case "constant" -> warmup > 0 ? warm() : Schedule.constant(max);
            case "linear", "cosine" ->
                warm().then(falling(style, decay - warmup).skip(Math.max(0, -warmup)));
            case "inverse-square-root" -> ended(inverse());
            default -> stable(style.substring(style.indexOf(' ') + 1));
        };
    }

    private Schedule warm() {
        return Schedule.linear(init, max, Math.max(0, warmup));
    }

    private Schedule falling(String shape, double length) {
        return switch (shape) {
            case "linear" -> Schedule.linear(max, min, length);
            case "cosine" -> Schedule.cosine(max, min, length);
            case "exponential" -> Schedule.ramp(max, min, length, Curve.of("p -> 2 - 2 * 0.5 ** p"));
            default -> Schedule.ramp(max, min, length, Curve.oneMinusSqrt());
        };
    }

    private Schedule inverse() {
        if (max < min) {
            return warm().then(Schedule.hold(max, kept())).then(Schedule.constant(min));
        }
        double unit = Math.max(warmup, step);
        Schedule root = Schedule.inverseSqrt(max, unit);
        double least = max / Math.sqrt(1 + Math.max(0, decay - unit) / unit);
        return warm().then(Schedule.hold(max, unit - Math.max(0, warmup))).then(least < min ? root.atLeast(min) : root);
    }

    /** What is dropped after the step that ends the decay, which still belongs to it. */
    private Schedule ended(Schedule whole) {
        return whole.until(Math.floor(decay) + 1).then(Schedule.constant(min));
    }

    private Schedule stable(String shape) {
        double from = Math.max(0, warmup);
        double begins = decay - tail;
        if (tail <= 0) {
            return ended(warm().then(Schedule.hold(max, decay - from)));
        }
        Schedule fall = falling(shape, tail);
        if (begins >= from) {
            return warm().then(Schedule.hold(max, begins - from)).then(fall);
        }
        return warm().then(Schedule.hold(max, kept())).then(fall.skip(from + kept() - begins));
    }

    /** The update that ends the warmup still belongs to it. */
    private double kept() {
        return warmup > 0 && warmup == Math.rint(warmup) ? 1 : 0;
    }
}
