package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Expression.Index;
import dev.anneal.notation.Expression.Link;
import dev.anneal.notation.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** {@code L(CosineParamScheduler)(1, 0)} with detectron2's {@code LazyCall} is what the call {@code CosineParamScheduler(1, 0)} is. */
final class Lazy {

    private static final String CALL = "LazyCall";

    private final Set<String> names = new HashSet<>(Set.of(CALL));

    private Lazy(List<Line> lines) {
        for (Line line : lines) {
            if (line instanceof Line.Import imported) {
                imported.names().forEach((name, path) -> {
                    if (path.endsWith("." + CALL)) {
                        names.add(name);
                    }
                });
            }
        }
    }

    /** The same lines, in which what would be called later is called. */
    static List<Line> called(List<Line> lines, String text) {
        if (!text.contains(CALL)) {
            return lines;
        }
        Lazy lazy = new Lazy(lines);
        return lines.stream().map(lazy::called).toList();
    }

    private Line called(Line line) {
        if (line instanceof Line.Assignment assignment) {
            return new Line.Assignment(
                    assignment.targets(), assignment.operator(), called(assignment.value()), assignment.span());
        }
        return line;
    }

    private Expression called(Expression expression) {
        if (expression instanceof Expression.ListOf list) {
            return new Expression.ListOf(list.items().stream().map(this::called).toList(), list.span());
        }
        if (!(expression instanceof Chain chain)) {
            return expression;
        }
        List<Link> links = new ArrayList<>();
        chain.links().forEach(link -> links.add(link instanceof Arguments arguments ? called(arguments) : link));
        Expression made = isLater(chain)
                ? ((Arguments) links.remove(0)).arguments().get(0).value()
                : null;
        if (made instanceof Chain path) {
            links.addAll(0, path.links());
            return new Chain(path.head(), links, chain.span());
        }
        return new Chain(made == null ? chain.head() : made, links, chain.span());
    }

    private Arguments called(Arguments arguments) {
        List<Argument> called = arguments.arguments().stream()
                .map(argument -> new Argument(argument.name(), called(argument.value()), argument.span()))
                .toList();
        return new Arguments(called, arguments.span());
    }

    /** Whether a chain is {@code L(name)(...)}. */
    private boolean isLater(Chain chain) {
        List<Link> links = chain.links();
        boolean twice = links.size() > 1 && links.get(1) instanceof Arguments;
        if (!twice || !(chain.head() instanceof Expression.Name head) || !names.contains(head.id())) {
            return false;
        }
        List<Argument> only = links.get(0) instanceof Arguments first ? first.arguments() : List.of();
        return only.size() == 1
                && only.get(0).name() == null
                && isName(only.get(0).value());
    }

    private static boolean isName(Expression expression) {
        return expression instanceof Expression.Name
                || expression instanceof Chain chain
                        && chain.links().stream().noneMatch(link -> link instanceof Arguments || link instanceof Index);
    }
}
