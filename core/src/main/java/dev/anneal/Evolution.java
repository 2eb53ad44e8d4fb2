package dev.anneal;

import dev.anneal.notation.Numerals;

/**
 * How each cycle of {@link Schedule#repeat(Evolution)} differs from the one before: its length is multiplied by
 * {@code stretching}, its values by {@code scaling}. Cycle i, counted from 0, lasts L · stretching<sup>i</sup> and its values
 * are multiplied by scaling<sup>i</sup>. SGDR's {@code T_mult} is the stretching (Loshchilov and Hutter, arXiv 1608.03983).
 *
 * <p>In the notation: {@code stretching(2)}, {@code scaling(0.5)}, {@code stretching(2).scaling(0.5)}.
 *
 * @param stretching the factor from the length of a cycle to that of the next; finite and &gt; 0
 * @param scaling the factor from the values of a cycle to those of the next; finite
 */
public record Evolution(double stretching, double scaling) {

    static final Evolution NONE = new Evolution(1, 1);

    /**
     * Checks the factors.
     *
     * @throws IllegalArgumentException if a factor is out of its range
     */
    public Evolution {
        stretching = Check.positive("stretching", stretching);
        scaling = Check.finite("scaling", scaling);
    }

    /**
     * Cycles that grow or shrink in time.
     *
     * @param factor the factor from the length of a cycle to that of the next; finite and &gt; 0
     * @return an evolution with that stretching, and scaling 1
     * @throws IllegalArgumentException if the factor is out of its range
     */
    public static Evolution stretching(double factor) {
        return new Evolution(factor, 1);
    }

    /**
     * This evolution with another scaling.
     *
     * @param factor the factor from the values of a cycle to those of the next; finite
     * @return a copy of this evolution with that scaling
     * @throws IllegalArgumentException if the factor is not finite
     */
    public Evolution scaling(double factor) {
        return new Evolution(stretching, factor);
    }

    /**
     * The evolution's text in the notation.
     *
     * @return for example {@code stretching(2).scaling(0.5)}
     */
    @Override
    public String toString() {
        String scaled = "scaling(" + Numerals.text(scaling) + ")";
        if (stretching == 1) {
            return scaled;
        }
        String stretched = "stretching(" + Numerals.text(stretching) + ")";
        return scaling == 1 ? stretched : stretched + "." + scaled;
    }
}
