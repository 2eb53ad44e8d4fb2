package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import java.util.List;

/** How large the tree of an expression is, where parts that are put in several times count each time. */
record Size(int nodes, int height) {

    /** Beyond that all trees count as equally high. */
    private static final int DEEPEST = 1_000;

    /** Counts up to a number of nodes; of a larger tree no more is told than that. */
    static Size of(Expression expression, int most) {
        return new Counter(most).of(expression, 0);
    }

    /** What an expression is put together of. */
    static List<Expression> parts(Expression e) {
        if (e instanceof Expression.Unary unary) {
            return List.of(unary.operand());
        } else if (e instanceof Expression.Binary binary) {
            return List.of(binary.left(), binary.right());
        } else if (e instanceof Expression.Logical logical) {
            return List.of(logical.left(), logical.right());
        } else if (e instanceof Expression.Conditional choice) {
            return List.of(choice.condition(), choice.then(), choice.otherwise());
        } else if (e instanceof Expression.Lambda lambda) {
            return List.of(lambda.body());
        } else if (e instanceof Expression.ListOf list) {
            return list.items();
        } else if (e instanceof Expression.TupleOf tuple) {
            return tuple.items();
        } else if (e instanceof Expression.Comparison comparison) {
            return Chains.joined(
                    List.of(comparison.first()),
                    comparison.rest().stream()
                            .map(Expression.Comparison.Step::operand)
                            .toList());
        } else if (e instanceof Expression.DictOf dict) {
            return dict.entries().stream()
                    .flatMap(entry -> List.of(entry.key(), entry.value()).stream())
                    .toList();
        }
        return e instanceof Chain chain ? Chains.parts(chain) : List.of();
    }

    private static final class Counter {
        private final int most;
        private int nodes;

        Counter(int most) {
            this.most = most;
        }

        Size of(Expression e, int depth) {
            nodes++;
            int highest = 0;
            for (Expression part : depth < DEEPEST ? parts(e) : List.<Expression>of()) {
                if (nodes > most) {
                    break;
                }
                highest = Math.max(highest, of(part, depth + 1).height());
            }
            return new Size(nodes, highest + 1);
        }
    }
}
