package dev.anneal;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Parts one after another. It is flat, so that {@code then} is associative bit for bit, and its starts are computed once,
 * left to right.
 *
 * <p>A sequence grows by sharing: the arrays may be longer than {@code count}, and whoever first claims the free places
 * behind a prefix may write them. So n calls of {@code then} cost O(n) together, and no sequence ever sees another's parts.
 */
final class Sequence implements Node {

    private final Node[] parts;
    private final double[] starts;
    private final int count;
    private final AtomicInteger claimed;
    private final int depth;
    private final long size;

    private Sequence(Node[] parts, double[] starts, int count, AtomicInteger claimed, Sizes sizes) {
        this.parts = parts;
        this.starts = starts;
        this.count = count;
        this.claimed = claimed;
        this.depth = Node.checkedDepth(sizes.depth, sizes.size);
        this.size = sizes.size;
    }

    private record Sizes(int depth, long size) {
        Sizes with(Node part) {
            return new Sizes(Math.max(depth, 1 + part.depth()), size + part.size());
        }
    }

    /** {@code left} and then {@code right}, neither of which is a constant on the left or endless on the left. */
    static Node join(Node left, Node right) {
        Node kept = withoutEmptyEnd(left);
        if (kept.length() == 0 && !(kept instanceof Sequence)) {
            return right;
        }
        Sequence sequence = kept instanceof Sequence already ? already : single(kept);
        if (right instanceof Sequence more) {
            for (int i = 0; i < more.count; i++) {
                sequence = sequence.plus(more.parts[i]);
            }
            return sequence;
        }
        return sequence.plus(right);
    }

    /** How many parts a join touches: those of the right, and of the left only if they cannot be shared. */
    static long costOfJoining(Node left, Node right) {
        boolean copies = left instanceof Sequence all
                && (all.claimed.get() > all.count || all.last().length() == 0);
        return right.size() + (copies ? left.size() : 0L);
    }

    /** A last part of length 0 is only there to be held; with something behind it, it goes. */
    private static Node withoutEmptyEnd(Node left) {
        if (!(left instanceof Sequence all) || all.last().length() > 0) {
            return left;
        }
        Sequence shorter = single(all.parts[0]);
        for (int i = 1; i < all.count - 1; i++) {
            shorter = shorter.plus(all.parts[i]);
        }
        return shorter;
    }

    private static Sequence single(Node part) {
        Node[] parts = {part, part};
        double[] starts = {0, part.length(), 0};
        return new Sequence(parts, starts, 1, new AtomicInteger(1), new Sizes(1, 0).with(part));
    }

    private Sequence plus(Node part) {
        double start = starts[count];
        double stop = Time.snap(start + part.length());
        if (stop == Double.POSITIVE_INFINITY && part.length() < stop) {
            throw Check.broken("length of a sequence", "stay finite", stop);
        }
        Sizes sizes = new Sizes(depth, size).with(part);
        if (claimed.compareAndSet(count, count + 1) && count < parts.length) {
            parts[count] = part;
            starts[count + 1] = stop;
            return new Sequence(parts, starts, count + 1, claimed, sizes);
        }
        int room = count + (count >> 1) + 2;
        Node[] moreParts = Arrays.copyOf(parts, room);
        double[] moreStarts = Arrays.copyOf(starts, room + 1);
        moreParts[count] = part;
        moreStarts[count + 1] = stop;
        return new Sequence(moreParts, moreStarts, count + 1, new AtomicInteger(count + 1), sizes);
    }

    Node last() {
        return parts[count - 1];
    }

    private int indexAt(double t) {
        return Time.indexAt(starts, count, t);
    }

    @Override
    public double value(double t) {
        if (t >= starts[count]) {
            return end();
        }
        int i = indexAt(t);
        return parts[i].value(t - starts[i]);
    }

    @Override
    public double valueBefore(double t) {
        if (t > starts[count]) {
            return end();
        }
        int i = Math.max(0, Time.firstAtOrAfter(starts, 0, count, t) - 1);
        // where the next part starts this one has reached its length, however the subtraction rounds
        double length = parts[i].length();
        double local = t == starts[i + 1] ? length : Math.min(t - starts[i], length);
        return Node.before(parts[i], Math.max(0, Math.nextDown(t) - starts[i]), local);
    }

    @Override
    public double end() {
        return last().end();
    }

    @Override
    public double length() {
        return starts[count];
    }

    @Override
    public double knotAfter(double t) {
        if (t >= starts[count]) {
            return Double.POSITIVE_INFINITY;
        }
        int i = indexAt(t);
        double local = parts[i].knotAfter(t - starts[i]);
        double inner = local < Double.POSITIVE_INFINITY ? Time.reaching(starts[i], local) : local;
        return Math.min(inner, starts[i + 1]);
    }

    @Override
    public String name(double t) {
        if (t >= starts[count]) {
            return last().name(Math.max(last().length(), t - starts[count - 1]));
        }
        int i = indexAt(t);
        boolean rises = i == 0 && count > 1 && !(parts[0] instanceof Repeat) && parts[0].value(0) < parts[0].end();
        return rises ? "warmup" : parts[i].name(t - starts[i]);
    }

    @Override
    public Node stretched(double factor) {
        Sequence stretched = single(parts[0].stretched(factor));
        for (int i = 1; i < count; i++) {
            stretched = stretched.plus(parts[i].stretched(factor));
        }
        return stretched;
    }

    @Override
    public void apply(double[] x, int from, int to) {
        int over = Time.firstAtOrAfter(x, from, to, starts[count]);
        int at = from;
        while (at < over) {
            int i = indexAt(x[at]);
            int stop = Time.firstAtOrAfter(x, at, over, starts[i + 1]);
            double start = starts[i];
            for (int j = at; j < stop; j++) {
                x[j] -= start;
            }
            parts[i].apply(x, at, stop);
            at = stop;
        }
        if (over < to) {
            Arrays.fill(x, over, to, end());
        }
    }

    @Override
    public int depth() {
        return depth;
    }

    @Override
    public int size() {
        return (int) size;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sequence that && Arrays.equals(parts, 0, count, that.parts, 0, that.count);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < count; i++) {
            hash = 31 * hash + parts[i].hashCode();
        }
        return hash;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(parts[0].toString());
        for (int i = 1; i < count; i++) {
            text.append(".then(").append(parts[i]).append(')');
        }
        return text.toString();
    }
}
