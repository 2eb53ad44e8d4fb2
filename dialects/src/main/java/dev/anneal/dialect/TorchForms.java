package dev.anneal.dialect;

import dev.anneal.Schedule;
import dev.anneal.dialect.TorchRule.Kind;
import dev.anneal.dialect.TorchTree.Alone;
import dev.anneal.dialect.TorchTree.Chained;
import dev.anneal.dialect.TorchTree.Sequential;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Compositions of closed forms: what a composite is as long as its parts keep out of each other's way. */
final class TorchForms {

    private static final Pattern ENDS_FIXED = Pattern.compile("\\.then\\(constant\\([^()]*\\)\\)$");

    private TorchForms() {}

    /** The rate of a composite; null if it has no closed form. */
    static @Nullable Schedule of(TorchTree tree, double base) {
        // each SWALR tells all others where to go
        boolean disturbed = tree.overwrites() || tree.count(Kind.COUNTS) > 1;
        return disturbed ? null : of(tree, base, 0, Double.POSITIVE_INFINITY);
    }

    /** The rate, for some time, when the constructors around it have stepped it so many times to 0. */
    private static @Nullable Schedule of(TorchTree tree, double base, int again, double lasts) {
        if (tree instanceof Alone alone) {
            return again > 1 && alone.rule().kind() == Kind.COUNTS ? null : begun(alone.rule(), base, again);
        }
        return tree instanceof Chained chain
                ? chained(chain, base, again)
                : sequential((Sequential) tree, base, again, lasts);
    }

    private static Schedule begun(TorchRule rule, double base, int again) {
        return (again == 0 ? rule.alone() : rule.again()).apply(base);
    }

    // ---------------------------------------------------------------------------------------------------- chains

    private static @Nullable Schedule chained(Chained chain, double base, int again) {
        List<TorchTree> parts = chain.flat();
        if (!parts.stream().allMatch(part -> part instanceof Alone)) {
            return null;
        }
        List<Alone> all = parts.stream().map(part -> (Alone) part).toList();
        Alone last = all.get(all.size() - 1);
        if (last.rule().kind() == Kind.VALUE && inOrder(all)) {
            // what the others do is overwritten
            return begun(last.rule(), base, again);
        }
        if (all.stream().allMatch(part -> part.rule().kind().multiplies())) {
            return product(all, base, again);
        }
        return again == 0 ? withCosine(chain, all, base) : null;
    }

    private static boolean inOrder(List<Alone> parts) {
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).call().place().line() < parts.get(i - 1).call().place().line()) {
                return false;
            }
        }
        return true;
    }

    private static Schedule product(List<Alone> parts, double base, int again) {
        double fixed = base;
        List<TorchRule> moving = new ArrayList<>();
        for (Alone part : parts) {
            Schedule factor = begun(part.rule(), 1, again);
            if (factor.length() == 0) {
                fixed *= factor.at(0);
            } else {
                moving.add(part.rule());
            }
        }
        Schedule product = moving.isEmpty() ? Schedule.constant(fixed) : begun(moving.get(0), fixed, again);
        for (TorchRule rule : moving.subList(Math.min(1, moving.size()), moving.size())) {
            product = product.times(begun(rule, 1, again));
        }
        return product;
    }

    private static Schedule times(Schedule product, Schedule factor) {
        return factor.length() == 0 ? product.times(factor.at(0)) : product.times(factor);
    }

    /**
     * One cosine down to 0, among factors. From the bottom on it rises to the base rate without them; so that is a closed form
     * where they are done by then, and while it lasts.
     */
    private static @Nullable Schedule withCosine(Chained chain, List<Alone> parts, double base) {
        List<Alone> cosines =
                parts.stream().filter(part -> part.rule().kind() == Kind.COSINE).toList();
        List<Alone> others =
                parts.stream().filter(part -> part.rule().kind().multiplies()).toList();
        if (cosines.size() != 1 || others.size() != parts.size() - 1) {
            return null;
        }
        Call cosine = cosines.get(0).call();
        double half = Math.abs(cosine.number("T_max"));
        if (cosine.number("eta_min") != 0) {
            return null;
        }
        Schedule factors = product(others, 1, 0);
        if (half != Math.rint(half)) {
            return times(cosines.get(0).rule().alone().apply(base), factors);
        }
        Schedule down = times(Schedule.cosine(base, 0, half), factors);
        if (factors.length() <= half) {
            return down.then(TorchCosines.wave(0, base, half));
        }
        return chain.call().ticks() <= half ? down.until(half) : null;
    }

    // ---------------------------------------------------------------------------------------------------- sequences

    private static @Nullable Schedule sequential(Sequential all, double base, int again, double lasts) {
        double[] milestones = all.milestones();
        double start = all.begin() + again;
        if (!isRegular(milestones, all.begin())) {
            return null;
        }
        int index = TorchReplay.indexAt(milestones, start);
        boolean enters = index > 0 && again > 0 && milestones[index - 1] == start;
        double now = start;
        Schedule part =
                enters ? entered(all, index, base, base) : begun(all, index, base, again, Math.min(lasts, stop(all, index) - now));
        Schedule whole = null;
        while (part != null && stop(all, index) - start < lasts) {
            double stop = stop(all, index);
            Schedule cut = cut(all.parts().get(index), part, stop - now);
            whole = whole == null ? cut : whole.then(cut);
            index = TorchReplay.indexAt(milestones, stop);
            part = entered(all, index, base, part.at(stop - now - 1));
            now = stop;
        }
        return part == null || whole == null ? part : whole.then(part);
    }

    /** The milestone at which a part is left; infinite for the last. */
    private static double stop(Sequential all, int index) {
        return index < all.milestones().length ? all.milestones()[index] : Double.POSITIVE_INFINITY;
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

    private static @Nullable Schedule begun(
            Sequential all, int index, double base, int again, double lasts) {
        TorchTree part = all.parts().get(index);
        return of(part, base, part instanceof Alone ? again : again + 1, lasts);
    }

    private static Schedule entered(Sequential all, int index, double base, double left) {
        TorchTree part = all.parts().get(index);
        if (part instanceof Alone alone) {
            return alone.rule().entered().from(base, left);
        }
        throw notFirst(part);
    }

    /** Torch has no way to start a composite at a milestone. */
    static RuntimeException notFirst(TorchTree part) {
        return part.call()
                .error(part.call().entry().name() + " must be the first of its SequentialLR, because torch cannot start it"
                        + " at a milestone");
    }

    /** A part for exactly so long. */
    private static Schedule cut(TorchTree tree, Schedule part, double lasts) {
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
