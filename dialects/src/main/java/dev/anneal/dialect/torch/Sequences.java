package dev.anneal.dialect.torch;

import dev.anneal.Schedule;
import dev.anneal.dialect.torch.Forms.Driven;
import dev.anneal.dialect.torch.Replay.Settings;
import dev.anneal.dialect.torch.Rule.Kind;
import dev.anneal.dialect.torch.Tree.Alone;
import dev.anneal.dialect.torch.Tree.Sequential;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Closed forms of {@code SequentialLR}. */
final class Sequences {

    private static final Pattern ENDS_FIXED = Pattern.compile("\\.then\\(constant\\([^()]*\\)\\)$");

    private Sequences() {}

    /** What the schedulers of a sequence start from: the rate there is, and the base rates that they know. */
    private record Bases(double rate, double early, double late, int from) {
        static Bases same(double base) {
            return new Bases(base, base, base, 0);
        }

        double of(int index) {
            return index < from ? early : late;
        }
    }

    /** The rate, for some time, when the constructors around it have stepped it so many times to 0. */
    static @Nullable Schedule of(Sequential all, double base, int again, double lasts) {
        return sequential(all, Bases.same(base), again, lasts);
    }

    private static @Nullable Schedule sequential(Sequential all, Bases bases, int again, double lasts) {
        double[] milestones = all.milestones();
        double start = all.begin() + again;
        if (!isRegular(milestones, all.begin())) {
            return null;
        }
        int index = Replay.indexAt(milestones, start);
        boolean enters = index > 0 && again > 0 && milestones[index - 1] == start;
        double now = start;
        Schedule part = enters
                ? entered(all, index, bases, bases.rate)
                : begun(all, index, bases, again, Math.min(lasts, stop(all, index) - now));
        Schedule whole = null;
        while (part != null && stop(all, index) - start < lasts) {
            double stop = stop(all, index);
            Schedule cut = cut(all.parts().get(index), part, stop - now);
            whole = whole == null ? cut : whole.then(cut);
            index = Replay.indexAt(milestones, stop);
            part = entered(all, index, bases, part.at(stop - now - 1));
            now = stop;
        }
        return part == null || whole == null ? part : whole.then(part);
    }

    /** The milestone at which a part is left; infinite for the last. */
    private static double stop(Sequential all, int index) {
        return index < all.marks().size() ? all.marks().get(index) : Double.POSITIVE_INFINITY;
    }

    /** Whether each part is entered at a milestone, and at none before the beginning. */
    private static boolean isRegular(double[] milestones, double begin) {
        boolean past = false;
        for (int i = 0; i < milestones.length; i++) {
            boolean rises = i == 0 || milestones[i] >= milestones[i - 1];
            boolean met = milestones[i] > begin && milestones[i] == Math.rint(milestones[i]);
            if (!rises || milestones[i] > 0 && !met) {
                return false;
            }
            past |= milestones[i] <= 0;
        }
        return !past || begin >= 0;
    }

    private static @Nullable Schedule begun(Sequential all, int index, Bases bases, int again, double lasts) {
        Tree part = all.parts().get(index);
        if (!(part instanceof Alone alone)) {
            return Forms.of(part, bases.rate, again + 1, lasts);
        }
        boolean differs = bases.rate != bases.of(index);
        return switch (alone.rule().kind()) {
            case VALUE, OVERWRITES -> Forms.of(part, bases.of(index), again, lasts);
            case COSINE -> differs ? null : Forms.of(part, bases.rate, again, lasts);
            default -> Forms.of(part, bases.rate, again, lasts);
        };
    }

    private static Schedule entered(Sequential all, int index, Bases bases, double left) {
        Tree part = all.parts().get(index);
        if (part instanceof Alone alone) {
            return alone.rule().entered().from(bases.of(index), left);
        }
        throw notFirst(part);
    }

    // ---------------------------------------------------------------------------------------------------- cycles

    /** A sequence in which one cycle changes what those made after it start from. */
    static @Nullable Driven overwritten(Sequential all, double base) {
        List<Alone> parts = all.parts().stream()
                .filter(part -> part instanceof Alone)
                .map(part -> (Alone) part)
                .toList();
        if (parts.size() < all.parts().size() || all.count(Kind.OVERWRITES) > 1 || !Forms.inOrder(parts)) {
            return null;
        }
        int cycle = 0;
        while (!parts.get(cycle).overwrites()) {
            cycle++;
        }
        Rule rule = parts.get(cycle).rule();
        Settings group = new Settings(base);
        group.initial = cycle > 0 ? base : Double.NaN;
        rule.model().prepares().accept(group);
        double start = Double.isNaN(group.initial) ? group.lr : group.initial;
        Schedule rate = sequential(all, new Bases(start, base, start, cycle), 0, Double.POSITIVE_INFINITY);
        Schedule momentum = rule.momentum();
        return rate == null ? null : new Driven(rate, momentum == null ? null : within(all, cycle, momentum));
    }

    /** What is driven while one part of a sequence lasts, and stays as it is before and after. */
    private static Schedule within(Sequential all, int index, Schedule driven) {
        double[] milestones = all.milestones();
        int first = Replay.indexAt(milestones, all.begin());
        double start = index == first ? all.begin() : index < first ? Double.NaN : milestones[index - 1];
        double stop = stop(all, index);
        if (!(start < stop)) {
            return Schedule.constant(driven.at(0));
        }
        double lasts = stop - start;
        Schedule part = stop < Double.POSITIVE_INFINITY
                ? driven.until(lasts).then(Schedule.constant(driven.at(lasts - 1)))
                : driven;
        return start > all.begin()
                ? Schedule.hold(driven.at(0), start - all.begin()).then(part)
                : part;
    }

    /** Torch has no way to start a composite at a milestone. */
    static RuntimeException notFirst(Tree part) {
        return part.call()
                .error(part.call().entry().name()
                        + " must be the first of its SequentialLR, because torch cannot start it" + " at a milestone");
    }

    /** A part for exactly so long. */
    private static Schedule cut(Tree tree, Schedule part, double lasts) {
        boolean smooth = tree instanceof Alone && part.nextKnot(0) >= lasts;
        if (smooth && isStepped(part)) {
            return Schedule.hold(part.at(0), lasts);
        }
        if (smooth && ((Alone) tree).rule().kind() == Kind.COSINE) {
            // of a wave only the way down is needed
            double knot = part.nextKnot(0);
            return whole(Schedule.cosine(part.at(0), part.before(knot), knot), lasts);
        }
        return whole(part, lasts);
    }

    private static Schedule whole(Schedule part, double lasts) {
        boolean fits = part.length() == lasts
                && !isStepped(part)
                && !ENDS_FIXED.matcher(part.toString()).find();
        return fits ? part : part.until(lasts);
    }

    /** Whether it goes from one fixed value to another. */
    private static boolean isStepped(Schedule part) {
        String text = part.toString();
        return part.length() == 0 || text.startsWith("piecewise(") || text.startsWith("multiStep(");
    }
}
