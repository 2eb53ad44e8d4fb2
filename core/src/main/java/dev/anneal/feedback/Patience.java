package dev.anneal.feedback;

/**
 * What is counted; observations are those that are judged, so that each mean counts once. A rule acts at the observation that
 * makes the count exceed the patience; then it counts from 0 again.
 *
 * @param patience how many observations in a row are put up with, &ge; 0
 * @param counted which observations
 * @param cooldown for how many observations after acting none is counted, &ge; 0; a better one becomes the best nevertheless
 * @param rest for how many observations after acting none is looked at at all, &ge; 0, before the cooldown
 */
public record Patience(int patience, Counted counted, int cooldown, int rest) {

    /** Which observations are counted. Any other sets the count to 0. */
    public enum Counted {
        /** Those that are no better. */
        BAD,
        /** Those that are better. */
        GOOD
    }

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException if one is negative
     */
    public Patience {
        Check.count("patience", patience);
        Check.count("cooldown", cooldown);
        Check.count("rest", rest);
    }

    /**
     * Acts after more than so many observations in a row that are no better.
     *
     * @param patience how many are put up with, &ge; 0
     * @return the patience, without cooldown
     */
    public static Patience of(int patience) {
        return new Patience(patience, Counted.BAD, 0, 0);
    }

    /**
     * The same, counting others.
     *
     * @param what which observations
     * @return the patience
     */
    public Patience counting(Counted what) {
        return new Patience(patience, what, cooldown, rest);
    }

    /**
     * The same with a cooldown.
     *
     * @param observations for how many observations after acting none is counted, &ge; 0
     * @return the patience
     */
    public Patience cooldown(int observations) {
        return new Patience(patience, counted, observations, rest);
    }

    /**
     * The same with a rest.
     *
     * @param observations for how many observations after acting none is looked at, &ge; 0
     * @return the patience
     */
    public Patience rest(int observations) {
        return new Patience(patience, counted, cooldown, observations);
    }

    /** Whether an observation is counted. */
    boolean counts(boolean better) {
        return better == (counted == Counted.GOOD);
    }

    /** What the count is called in a state. */
    String word() {
        return CallText.word(counted);
    }

    /** What is said of observations that are counted, and too few to act. */
    String left() {
        return counted == Counted.BAD ? "put up with" : "waited for";
    }
}
