package dev.anneal.dialect.megatron;

import dev.anneal.Schedule;

/**
 * The weight decay of a parameter group.
 *
 * @param factor the group's own factor
 * @param length how long it goes from start to end, in updates
 */
record WeightDecay(double start, double end, double factor, double length, String style) {

    Schedule schedule() {
        if (start == end || length < 0) {
            return Schedule.constant(end * factor);
        }
        return style.equals("linear")
                ? Schedule.linear(start * factor, end * factor, length)
                : Schedule.cosine(start * factor, end * factor, length);
    }
}
