package dev.anneal.training;

import dev.anneal.Plan;
import dev.anneal.Schedule;

/**
 * A value that is written: of which group and hyperparameter, and what it follows.
 *
 * @param group the index of the group in the sink
 * @param target the hyperparameter and the name of the group
 * @param schedule what it follows
 * @param origin the step at which the schedule begins; 0 but for groups with a clock of their own
 * @param scale what the schedule is multiplied by
 * @param byHand whether it has been set by hand
 * @param hand the value that was set by hand, if so
 */
record Slot(int group, Plan.Target target, Schedule schedule, long origin, double scale, boolean byHand, double hand) {

    static Slot following(int group, Plan.Target target, Schedule schedule, long origin) {
        return new Slot(group, target, schedule, origin, 1, false, 0);
    }

    Slot scaled(double factor) {
        return new Slot(group, target, schedule, origin, factor, byHand, hand);
    }

    Slot setTo(double value) {
        return new Slot(group, target, schedule, origin, scale, true, value);
    }

    Slot released() {
        return new Slot(group, target, schedule, origin, scale, false, 0);
    }

    /** What the schedule says at a step. */
    double scheduled(long step) {
        return schedule.at(step - origin) * scale;
    }
}
