package dev.anneal.training;

import dev.anneal.Hyperparameter;
import dev.anneal.notation.Numerals;

/** Something that happened to a {@link Scheduler}. {@code toString} tells it in words. */
public sealed interface Event {

    /**
     * When it happened.
     *
     * @return the number of updates applied before
     */
    long step();

    /**
     * What happened, in one word, as logs write it.
     *
     * @return {@code applied}, {@code skipped}, {@code phase}, {@code observed}, {@code changed}, {@code joined} or
     *     {@code resumed}
     */
    String kind();

    /**
     * A value was used by an update. One for each group and hyperparameter that the plan sets, after each applied update.
     *
     * @param step the number of updates applied before this one
     * @param group the group
     * @param hyperparameter the hyperparameter
     * @param applied the value that the update used
     * @param next the value that the next update uses
     */
    record Applied(long step, String group, Hyperparameter hyperparameter, double applied, double next)
            implements Event {
        @Override
        public String kind() {
            return "applied";
        }

        @Override
        public String toString() {
            return "update " + step + ": " + hyperparameter + "[" + group + "] was " + Numerals.text(applied) + ", is "
                    + Numerals.text(next) + " next";
        }
    }

    /**
     * An update was not applied, and the clock did not move.
     *
     * @param step the number of updates applied
     * @param skipped how many updates have been skipped, with this one
     */
    record Skipped(long step, long skipped) implements Event {
        @Override
        public String kind() {
            return "skipped";
        }

        @Override
        public String toString() {
            return "update " + step + ": skipped, " + skipped + " in all";
        }
    }

    /**
     * A schedule goes into another phase.
     *
     * @param step the first step of the new phase
     * @param group the group
     * @param hyperparameter the hyperparameter
     * @param from the phase that is over, as {@code warmup}
     * @param to the phase that begins, as {@code cosine}
     */
    record PhaseChanged(long step, String group, Hyperparameter hyperparameter, String from, String to)
            implements Event {
        @Override
        public String kind() {
            return "phase";
        }

        @Override
        public String toString() {
            return "update " + step + ": " + hyperparameter + "[" + group + "] " + from + " → " + to;
        }
    }

    /**
     * A rule took an observation in.
     *
     * @param step the number of updates applied
     * @param rule the line of the plan, as {@code lr *= plateau(…)}
     * @param metric the name of the metric
     * @param value its value
     * @param acted whether the rule changed a value, or would have but for a limit
     * @param reason why, or why not
     */
    record Observed(long step, String rule, String metric, double value, boolean acted, String reason)
            implements Event {
        @Override
        public String kind() {
            return "observed";
        }

        @Override
        public String toString() {
            // mostly the reason begins with what was observed
            String observed = reason.startsWith(metric + " ") ? "" : metric + " " + Numerals.text(value) + ": ";
            return "update " + step + ": " + observed + reason;
        }
    }

    /**
     * A value was set by hand, or given back to the plan.
     *
     * @param step the number of updates applied
     * @param group the group
     * @param hyperparameter the hyperparameter
     * @param from the value that the next update would have used
     * @param to the value that it uses
     */
    record ChangedByHand(long step, String group, Hyperparameter hyperparameter, double from, double to)
            implements Event {
        @Override
        public String kind() {
            return "changed";
        }

        @Override
        public String toString() {
            return "update " + step + ": " + hyperparameter + "[" + group + "] changed by hand from "
                    + Numerals.text(from) + " to " + Numerals.text(to);
        }
    }

    /**
     * A group joined.
     *
     * @param step the number of updates applied
     * @param group the group
     * @param ownClock whether its schedules begin now, rather than where the others are
     */
    record Joined(long step, String group, boolean ownClock) implements Event {
        @Override
        public String kind() {
            return "joined";
        }

        @Override
        public String toString() {
            return "update " + step + ": " + group + " joined, "
                    + (ownClock ? "with a clock of its own" : "on the shared clock");
        }
    }

    /**
     * Training was taken up at a checkpoint.
     *
     * @param step the number of updates applied
     * @param mode how the plan was taken up
     * @param remark what became of the plan, in words
     */
    record Resumed(long step, Resume mode, String remark) implements Event {
        @Override
        public String kind() {
            return "resumed";
        }

        @Override
        public String toString() {
            return "update " + step + ": resumed, " + mode + (remark.isEmpty() ? "" : ": " + remark);
        }
    }
}
