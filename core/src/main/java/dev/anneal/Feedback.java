package dev.anneal;

/**
 * A rule about what training observes: it changes the values of a schedule when a metric says so. A rule is an immutable
 * value; what it has seen is another, its {@link State}. Rules of the notation are in {@code dev.anneal.feedback}; whoever
 * implements this interface and a {@link FeedbackFunction} adds one.
 *
 * <p>{@code toString} is the rule's call in the notation, as {@code plateau(on="val_loss", factor=0.1)}, and reading it gives
 * an equal rule.
 */
public interface Feedback {

    /**
     * The metric that the rule follows.
     *
     * @return its name, as {@code val_loss}
     */
    String metric();

    /**
     * The state of a rule that has seen nothing.
     *
     * @param groups how many parameter groups it acts on, &ge; 1
     * @return the state
     */
    State start(int groups);

    /**
     * Reads a state.
     *
     * @param text what {@code toString} of a state of this rule has given
     * @return an equal state
     * @throws IllegalArgumentException if the text is no state of this rule
     */
    State state(String text);

    /**
     * The same rule in another unit of time.
     *
     * @param factor how many of the new units one of the old has; finite and &gt; 0
     * @return the rule, with its times multiplied
     */
    Feedback stretched(double factor);

    /** What a rule has seen and what it makes of the schedule: immutable, and printed as one line of text. */
    interface State {

        /**
         * How many parameter groups the rule acts on.
         *
         * @return the number, &ge; 1
         */
        int groups();

        /**
         * The value that is used. Pure and without allocation.
         *
         * @param group the index of the group among those that the rule acts on
         * @param scheduled the value that would be used without the rule
         * @return the value
         */
        double applied(int group, double scheduled);

        /**
         * Takes an observation in.
         *
         * @param observation what was observed
         * @return the next state, and what has happened, in words
         * @throws IllegalArgumentException if the rule refuses the observation, as one that is not a number
         */
        Response observe(Observation observation);

        /**
         * The state with one more group, at the end. What was observed before does not act on it.
         *
         * @return the state
         */
        State joined();
    }

    /**
     * A metric, observed.
     *
     * @param metric its value; may be infinite or not a number
     * @param time the number of updates completed
     * @param scheduled for each group that the rule acts on the value that the next update would use without the rule
     */
    @SuppressWarnings("ArrayRecordComponent") // handed over at once and compared by nobody
    record Observation(double metric, double time, double[] scheduled) {}

    /**
     * What a rule makes of an observation.
     *
     * @param state the next state
     * @param acted whether it has changed a value, or would have but for a limit
     * @param reason why, or why not: a sentence without a full stop
     */
    record Response(State state, boolean acted, String reason) {}
}
