package dev.anneal.dialect.mmengine;

import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import org.jspecify.annotations.Nullable;

/**
 * When a scheduler acts.
 *
 * @param begin from which step on
 * @param end before which step
 * @param scale how many of its steps one of the text makes, where epochs are converted to iterations
 * @param byEpoch whether it is stepped after each epoch, and not after each iteration
 */
record Times(double begin, double end, double scale, boolean byEpoch) {

    /** What counts as infinite there. */
    static final double INF = 1e9;

    /** The times of a scheduler that somebody makes and steps; of one that is built from epochs if it has an epoch_length. */
    static Times of(Call call) {
        boolean converts = call.entry().signatureText().contains("epoch_length");
        return of(call, null, converts ? length(call.value("epoch_length")) : 0);
    }

    /**
     * The times of a scheduler.
     *
     * @param run tells how long the run is; null if nobody runs it
     * @param epochLength how many iterations an epoch has where they are converted; 0 where they are not
     */
    static Times of(Call call, @Nullable Run run, double epochLength) {
        boolean byEpoch = call.flag("by_epoch");
        double begin = call.number("begin");
        double end = call.isGiven("end") || run == null ? call.number("end") : run.end(call, byEpoch);
        if (epochLength > 0) {
            if (!byEpoch) {
                throw call.value("by_epoch").refused("be True where epochs are converted to iterations");
            }
            begin = whole(begin * epochLength);
            end = end == INF ? INF : whole(end * epochLength);
        }
        if (!(end > begin)) {
            throw call.value(call.isGiven("end") ? "end" : "begin")
                    .refused(call.isGiven("end") ? "be greater than begin" : "be less than end");
        }
        return new Times(begin, end, Math.max(1, epochLength), byEpoch && epochLength == 0);
    }

    /** The length of an epoch as it stands in the text. */
    static double length(Value value) {
        if (value.isNone() || !(value.number() > 0)) {
            throw value.refused("be a positive integer");
        }
        return value.number();
    }

    private static double whole(double value) {
        return value < 0 ? Math.ceil(value) : Math.floor(value);
    }

    /** The first step on which it acts. */
    double first() {
        return Math.max(0, Math.ceil(begin));
    }

    /** How many steps it makes after the first. */
    double steps() {
        return Math.ceil(end) - 1 - first();
    }

    /** The steps over which a change is spread. */
    double total() {
        return end - begin - 1;
    }

    /** Whether it acts on every whole step of its interval, and begins with the first. */
    boolean isRegular() {
        return begin >= 0 && begin == Math.rint(begin) && end == Math.rint(end);
    }

    /** Whether nothing tells where it ends. */
    boolean isEndless() {
        return end >= INF;
    }
}
