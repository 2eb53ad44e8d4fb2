package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Expression.Index;
import dev.anneal.notation.Line;
import java.util.List;
import java.util.Set;

/** Tells texts of the notation from blocks of programs. */
final class Notation {

    /** The schedules of the notation. */
    static final Set<String> SCHEDULES = Set.of(
            "constant",
            "hold",
            "linear",
            "cosine",
            "polynomial",
            "geometric",
            "ramp",
            "exponential",
            "inverseTime",
            "inverseSqrt",
            "multiStep",
            "piecewise",
            "interpolate",
            "formula",
            "iterate",
            "min",
            "max");

    /** The operators of the notation. */
    static final Set<String> OPERATORS = Set.of(
            "then",
            "until",
            "skip",
            "repeat",
            "stretched",
            "staircase",
            "times",
            "scaledFor",
            "plus",
            "atLeast",
            "atMost",
            "min",
            "max");

    private static final Set<String> HYPERPARAMETERS =
            Set.of("lr", "momentum", "beta1", "beta2", "weight_decay", "scale");

    private Notation() {}

    /** Whether lines that call schedulers are a text of the notation all the same. */
    static boolean isMeant(List<Line> lines) {
        return lines.size() == 1 && lines.get(0) instanceof Line.Alone alone
                ? isComposition(alone.value())
                : lines.stream().allMatch(Notation::isPlanned);
    }

    private static boolean isPlanned(Line line) {
        return line instanceof Line.Assignment assignment
                && assignment.targets().size() == 1
                && isHyperparameter(assignment.targets().get(0));
    }

    private static boolean isHyperparameter(Expression target) {
        return target instanceof Expression.Name name && HYPERPARAMETERS.contains(name.id())
                || target instanceof Chain chain
                        && chain.links().size() == 1
                        && chain.links().get(0) instanceof Index
                        && isHyperparameter(chain.head());
    }

    private static boolean isComposition(Expression expression) {
        if (expression instanceof Expression.Binary || expression instanceof Expression.Unary) {
            return true;
        }
        if (!(expression instanceof Chain chain)) {
            return false;
        }
        boolean begins = chain.head() instanceof Expression.Name name
                && SCHEDULES.contains(name.id())
                && chain.links().get(0) instanceof Arguments;
        boolean goesOn = chain.links().stream()
                .anyMatch(link -> link instanceof Attribute operator && OPERATORS.contains(operator.name()));
        return begins || goesOn || !(chain.head() instanceof Expression.Name);
    }
}
