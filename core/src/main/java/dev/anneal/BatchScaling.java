package dev.anneal;

import java.util.Locale;

/** How a rate that was found with one batch is changed for another, by {@link Schedule#scaledFor(double, double, BatchScaling)}. */
public enum BatchScaling {

    /** By batch / reference, as is usual for SGD (Goyal et al., arXiv 1706.02677). */
    LINEAR,

    /** By √(batch / reference), as is usual for Adam (Malladi et al., arXiv 2205.10287; for SGD Krizhevsky, arXiv 1404.5997). */
    SQRT;

    /**
     * The factor of the rate.
     *
     * @param batch the samples of an update; finite and &gt; 0
     * @param reference the samples of an update for which the rate was found; finite and &gt; 0
     * @return batch / reference, or its square root
     * @throws IllegalArgumentException if an argument is out of its range, or the factor is too large or too small for doubles
     */
    public double factor(double batch, double reference) {
        double quotient = Check.positive("batch", batch) / Check.positive("reference", reference);
        if (!(quotient > 0 && quotient < Double.POSITIVE_INFINITY)) {
            throw Check.broken("batch", "have a quotient by reference that doubles can tell", batch);
        }
        return this == LINEAR ? quotient : Math.sqrt(quotient);
    }

    /**
     * The word of the notation.
     *
     * @return {@code linear} or {@code sqrt}
     */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
