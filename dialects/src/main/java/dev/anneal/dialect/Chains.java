package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Expression.Index;
import dev.anneal.notation.Expression.Link;
import java.util.ArrayList;
import java.util.List;

/** What chains are put together of. */
final class Chains {

    private Chains() {}

    /** The head, all arguments and all indices. */
    static List<Expression> parts(Chain chain) {
        List<Expression> parts = new ArrayList<>();
        parts.add(chain.head());
        for (Link link : chain.links()) {
            if (link instanceof Arguments arguments) {
                arguments.arguments().forEach(argument -> parts.add(argument.value()));
            } else if (link instanceof Index index) {
                parts.add(index.index());
            }
        }
        return parts;
    }

    static List<Expression> joined(List<Expression> first, List<Expression> second) {
        List<Expression> joined = new ArrayList<>(first);
        joined.addAll(second);
        return joined;
    }
}
