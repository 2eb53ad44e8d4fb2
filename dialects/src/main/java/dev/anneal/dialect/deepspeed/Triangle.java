package dev.anneal.dialect.deepspeed;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.notation.Numerals;

/** The cycle of {@code OneCycle}: up in some steps and down in others, with stairs or without. */
final class Triangle {

    private static final double ROUNDING = 1e-12;

    private Triangle() {}

    /** From one value to another and back; and what there is of a next cycle. */
    static Schedule of(Call call, double from, double to) {
        Schedule cycle = once(call, from, to);
        return extra(call) == 0 ? cycle : cycle.then(cycle.repeat().until(extra(call)));
    }

    /** The decay begins with the first whole step behind the cycle but one: a cycle that is not whole begins anew. */
    static double extra(Call call) {
        double total = first(call) + second(call);
        return total == Math.rint(total) ? 0 : 1;
    }

    private static double first(Call call) {
        return call.number("cycle_first_step_size");
    }

    private static double second(Call call) {
        return call.number(call.has("cycle_second_step_size") ? "cycle_second_step_size" : "cycle_first_step_size");
    }

    private static Schedule once(Call call, double from, double to) {
        double stairs = call.number("cycle_first_stair_count");
        double stairsDown = call.has("cycle_second_stair_count") ? call.number("cycle_second_stair_count") : stairs;
        Schedule up = up(from, to, first(call), stairs);
        double steps = second(call);
        if (steps == 0) {
            return up;
        }
        Schedule down = down(from, to, steps, stairsDown);
        // the step at the top belongs to the way up, and parts of stairs do not reach it
        double top = up.at(up.length());
        boolean differs = Math.abs(down.at(0) - top) > ROUNDING * Math.abs(to - from);
        return differs && steps >= 1 && first(call) == Math.rint(first(call))
                ? up.then(Schedule.hold(top, 1)).then(down.skip(1))
                : up.then(down);
    }

    private static Schedule up(double from, double to, double steps, double stairs) {
        return stairs <= 0
                ? Schedule.linear(from, to, steps)
                : stairs(from, to, "t * " + Numerals.text(stairs) + " / " + Numerals.text(steps), stairs, steps);
    }

    private static Schedule down(double from, double to, double steps, double stairs) {
        return stairs <= 0
                ? Schedule.linear(to, from, steps)
                : stairs(
                        from,
                        to,
                        "(" + Numerals.text(steps) + " - t) * " + Numerals.text(stairs) + " / " + Numerals.text(steps),
                        stairs,
                        steps);
    }

    private static Schedule stairs(double from, double to, String position, double stairs, double steps) {
        String scale = "floor(" + position + ") / " + Numerals.text(stairs);
        return Schedule.formula(
                "t -> " + Numerals.text(from) + " + " + Numerals.text(to - from) + " * (" + scale + ")", steps);
    }
}
