package dev.anneal.feedback;

import dev.anneal.notation.Numerals;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers in a row, as a value: equal by content. */
final class Numbers {

    static final Numbers NONE = new Numbers();

    private final double[] all;

    private Numbers(double... all) {
        this.all = all;
    }

    static Numbers of(double... all) {
        return new Numbers(all.clone());
    }

    static Numbers repeated(double value, int times) {
        double[] all = new double[times];
        Arrays.fill(all, value);
        return new Numbers(all);
    }

    int size() {
        return all.length;
    }

    double at(int index) {
        return all[index];
    }

    /** With one more at the end. */
    Numbers and(double next) {
        double[] more = Arrays.copyOf(all, all.length + 1);
        more[all.length] = next;
        return new Numbers(more);
    }

    /** With one more at the end, and without the first. */
    Numbers shifted(double next) {
        double[] others = Arrays.copyOfRange(all, 1, all.length + 1);
        others[all.length - 1] = next;
        return new Numbers(others);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Numbers that && Arrays.equals(all, that.all);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(all);
    }

    /** The numbers, parted by commas. */
    @Override
    public String toString() {
        return Arrays.stream(all).mapToObj(Numerals::text).collect(Collectors.joining(","));
    }
}
