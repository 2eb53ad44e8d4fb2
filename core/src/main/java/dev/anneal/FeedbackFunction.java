package dev.anneal;

/**
 * A function of the notation that makes a rule, as {@code plateau}. Functions are services: those in {@code module-info} or
 * {@code META-INF/services} are found by {@link Plan#parse(String)}.
 */
public interface FeedbackFunction {

    /**
     * The call with all its parameters, as {@code plateau(on="val_loss", factor=0.1, patience=10)}. Parameters with a default
     * may be left out.
     *
     * @return the signature: a name and, parted by commas and blanks, parameters; defaults are numbers or quoted words
     */
    String signature();

    /**
     * The rule that a call means.
     *
     * @param arguments what stands in the call
     * @return the rule
     * @throws IllegalArgumentException if an argument is wrong; where the message begins with the name of a parameter, it is
     *     shown at that
     */
    Feedback of(Arguments arguments);

    /** The arguments of a call, under the names of the signature. */
    interface Arguments {

        /**
         * Tells whether an argument is given.
         *
         * @param parameter its name
         * @return whether it stands in the call
         */
        boolean has(String parameter);

        /**
         * A number.
         *
         * @param parameter its name
         * @return the number that is given, or its default
         */
        double number(String parameter);

        /**
         * A word.
         *
         * @param parameter its name
         * @return the string that is given, or its default
         */
        String word(String parameter);
    }
}
