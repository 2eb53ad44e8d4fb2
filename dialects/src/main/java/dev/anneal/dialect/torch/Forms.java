package dev.anneal.dialect.torch;

import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.torch.Rule.Kind;
import dev.anneal.dialect.torch.Tree.Alone;
import dev.anneal.dialect.torch.Tree.Chained;
import dev.anneal.dialect.torch.Tree.Sequential;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Compositions of closed forms: what a composite is as long as its parts keep out of each other's way. */
final class Forms {

    private Forms() {}

    /** What a composite makes of the rate, and of the momentum unless it leaves that alone. */
    record Driven(Schedule rate, @Nullable Schedule momentum) {}

    /** What a composite does; null if it has no closed form. */
    static @Nullable Driven of(Tree tree, double base) {
        if (tree.count(Kind.COUNTS) > 1) {
            // each SWALR tells all others where to go
            return null;
        }
        if (tree.overwrites()) {
            return tree instanceof Sequential all ? Sequences.overwritten(all, base) : null;
        }
        Schedule rate = of(tree, base, 0, Double.POSITIVE_INFINITY);
        return rate == null ? null : new Driven(rate, null);
    }

    /** The rate, for some time, when the constructors around it have stepped it so many times to 0. */
    static @Nullable Schedule of(Tree tree, double base, int again, double lasts) {
        if (tree instanceof Alone alone) {
            return again > 1 && alone.rule().kind() == Kind.COUNTS ? null : begun(alone.rule(), base, again);
        }
        return tree instanceof Chained chain
                ? chained(chain, base, again)
                : Sequences.of((Sequential) tree, base, again, lasts);
    }

    private static Schedule begun(Rule rule, double base, int again) {
        return (again == 0 ? rule.alone() : rule.again()).apply(base);
    }

    // ---------------------------------------------------------------------------------------------------- chains

    private static @Nullable Schedule chained(Chained chain, double base, int again) {
        List<Tree> parts = chain.flat();
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

    static boolean inOrder(List<Alone> parts) {
        for (int i = 1; i < parts.size(); i++) {
            if (parts.get(i).call().line() < parts.get(i - 1).call().line()) {
                return false;
            }
        }
        return true;
    }

    private static Schedule product(List<Alone> parts, double base, int again) {
        double fixed = base;
        List<Rule> moving = new ArrayList<>();
        for (Alone part : parts) {
            Schedule factor = begun(part.rule(), 1, again);
            if (factor.length() == 0) {
                fixed *= factor.at(0);
            } else {
                moving.add(part.rule());
            }
        }
        Schedule product = moving.isEmpty() ? Schedule.constant(fixed) : begun(moving.get(0), fixed, again);
        for (Rule rule : moving.subList(Math.min(1, moving.size()), moving.size())) {
            product = product.times(begun(rule, 1, again));
        }
        return product;
    }

    private static Schedule times(Schedule product, Schedule factor) {
        boolean fixed = factor.length() == 0;
        return !fixed ? product.times(factor) : factor.at(0) == 1 ? product : product.times(factor.at(0));
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
            return down.then(Cosines.wave(0, base, half));
        }
        return chain.call().ticks() <= half ? down.until(half) : null;
    }
}
