package dev.anneal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/**
 * How samples become updates. Workers share the samples, a micro-batch is what one of them sees at a time, and an update
 * takes {@code accumulation} micro-batches of each.
 *
 * <p>It is what PyTorch's {@code DataLoader} counts under a {@code DistributedSampler}, both with the same {@code drop_last},
 * and what the trainers of Hugging Face and Lightning make of that: micro-batches that are left when the epoch ends are
 * applied.
 */
record EpochLength(long samples, long batch, long workers, long accumulation, boolean dropsLast) {

    private static final int MOST_DIGITS = 12;

    /** A smaller last batch counts, or is dropped. */
    long microBatches() {
        long together = together();
        return dropsLast ? samples / together : (samples - 1) / together + 1;
    }

    long updates() {
        return microBatches() == 0 ? 0 : (microBatches() - 1) / accumulation + 1;
    }

    /** The samples that all workers see at a time; facts are at most 1e15, so beyond a long it is more than there are. */
    private long together() {
        return batch > Long.MAX_VALUE / workers ? Long.MAX_VALUE : batch * workers;
    }

    /** For example {@code 50,000 samples / (128 batch × 4 workers) = 97.66 → 98 micro-batches an epoch (…)}. */
    String microBatchesLine() {
        String divisor = workers == 1
                ? count(batch) + " batch"
                : "(%s batch × %s workers)".formatted(count(batch), count(workers));
        String what = accumulation > 1 ? "micro-batch" : "update";
        String last = "";
        if (samples % together() != 0) {
            last = dropsLast ? " (the last one is dropped)" : " (the last one is smaller)";
        }
        return "%s / %s = %s an epoch%s"
                .formatted(
                        counted(samples, "sample"),
                        divisor,
                        rounded(samples, together(), counted(microBatches(), what)),
                        last);
    }

    /** For example {@code 98 / 2 accumulation = 49 updates an epoch}; only where something accumulates. */
    String updatesLine() {
        String last = microBatches() % accumulation == 0 ? "" : " (the last one takes what is left)";
        return "%s / %s accumulation = %s an epoch%s"
                .formatted(
                        count(microBatches()),
                        count(accumulation),
                        rounded(microBatches(), accumulation, counted(updates(), "update")),
                        last);
    }

    /** For example {@code 49 × 90 epochs = 4,410 updates}. */
    String epochsLine(BigDecimal epochs) {
        BigDecimal product = epochs.multiply(new BigDecimal(updates()));
        double whole = Math.ceil(Time.snap(epochs.doubleValue() * updates()));
        String exact = quotient(product, BigDecimal.ONE);
        String rounded = plural(count(whole), "update");
        return "%s × %s = %s"
                .formatted(
                        count(updates()),
                        plural(quotient(epochs, BigDecimal.ONE), "epoch"),
                        exact.equals(count(whole)) ? rounded : exact + " → " + rounded);
    }

    /** For example {@code 1,000 updates / 49 = 20.41 epochs}. */
    String stepsLine(long steps) {
        String epochs = quotient(new BigDecimal(steps), new BigDecimal(updates()));
        return "%s / %s = %s".formatted(counted(steps, "update"), count(updates()), plural(epochs, "epoch"));
    }

    private static String rounded(long dividend, long divisor, String whole) {
        return dividend % divisor == 0
                ? whole
                : quotient(new BigDecimal(dividend), new BigDecimal(divisor)) + " → " + whole;
    }

    /** Two digits after the point, or as many as tell it from a whole number. */
    private static String quotient(BigDecimal dividend, BigDecimal divisor) {
        BigDecimal shown = dividend.divide(divisor, 2, RoundingMode.HALF_EVEN);
        boolean whole = dividend.remainder(divisor).signum() == 0;
        for (int digits = 3; !whole && isWhole(shown) && digits <= MOST_DIGITS; digits++) {
            shown = dividend.divide(divisor, digits, RoundingMode.HALF_EVEN);
        }
        BigDecimal plain = shown.stripTrailingZeros();
        return String.format(Locale.ROOT, "%,." + Math.max(0, plain.scale()) + "f", plain);
    }

    private static boolean isWhole(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0;
    }

    private static String count(double whole) {
        return String.format(Locale.ROOT, "%,.0f", whole);
    }

    private static String counted(long number, String what) {
        return plural(count(number), what);
    }

    private static String plural(String number, String what) {
        String several = what.endsWith("ch") && !what.equals("epoch") ? what + "es" : what + "s";
        return number + " " + (number.equals("1") ? what : several);
    }
}
