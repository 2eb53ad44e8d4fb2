package dev.anneal;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;
import java.util.List;

/** Reads the arguments that are neither numbers nor schedules: curves, and the evolution of cycles. */
final class Shapes {

    private static final Signature STRETCHING = Signature.of("stretching(factor)");
    private static final Signature SCALING = Signature.of("scaling(factor)");
    private static final Expression.Arguments NOTHING = new Expression.Arguments(List.of(), Span.NONE);

    private final Reader reader;

    Shapes(Reader reader) {
        this.reader = reader;
    }

    Curve curve(Expression expression) {
        if (expression instanceof Expression.Lambda) {
            return Shape.of(reader.lambda(expression));
        }
        if (expression instanceof Expression.Name name) {
            return named(name, NOTHING, name.span());
        }
        if (!(expression instanceof Chain chain)) {
            throw reader.error(expression.span(), "expected a curve, as cosine or power(2) or p -> p ** 2");
        }
        boolean called = chain.links().get(0) instanceof Expression.Arguments;
        Curve curve = chain.head() instanceof Expression.Name name
                ? named(name, called ? (Expression.Arguments) chain.links().get(0) : NOTHING, chain.span())
                : curve(chain.head());
        for (int i = called ? 1 : 0; i < chain.links().size(); i += 2) {
            if (!isCall(chain, i, "reversed")
                    || !arguments(chain, i).arguments().isEmpty()) {
                throw reader.error(chain.links().get(i).span(), "expected .reversed(), the one operator of curves");
            }
            curve = curve.reversed();
        }
        return curve;
    }

    private Curve named(Expression.Name name, Expression.Arguments arguments, Span span) {
        var entry = Vocabulary.CURVES.get(name.id());
        if (name.id().equals("custom")) {
            throw reader.error(name.span(), "a custom curve is Java code, and cannot be read");
        }
        if (entry == null) {
            String nearest = Nearest.to(name.id(), Vocabulary.CURVES.keySet());
            throw NotationException.at(reader.text(), name.span(), "unknown curve '" + name.id() + "'", nearest);
        }
        Call call = Call.bind(reader, entry.signature(), arguments, span);
        return reader.guarded(call::place, () -> entry.meaning().apply(call));
    }

    /** Whether this is meant as an evolution, right or wrong. */
    boolean isEvolution(Expression expression) {
        return expression instanceof Chain chain
                && chain.head() instanceof Expression.Name name
                && (name.id().equals(STRETCHING.name()) || name.id().equals(SCALING.name()));
    }

    Evolution evolution(Expression expression) {
        if (!isEvolution(expression) || !(expression instanceof Chain chain)) {
            throw reader.error(
                    expression.span(), "expected stretching(factor), scaling(factor), or stretching(…).scaling(…)");
        }
        if (!(chain.links().get(0) instanceof Expression.Arguments first)) {
            throw reader.error(chain.span(), "expected arguments, as stretching(2)");
        }
        boolean stretches = ((Expression.Name) chain.head()).id().equals(STRETCHING.name());
        double factor = factor(stretches ? STRETCHING : SCALING, first, chain.span());
        Evolution evolution = made(chain, stretches ? factor : 1, stretches ? 1 : factor);
        if (chain.links().size() == 1) {
            return evolution;
        }
        if (!stretches || chain.links().size() != 3 || !isCall(chain, 1, SCALING.name())) {
            throw reader.error(chain.links().get(1).span(), "expected stretching(…).scaling(…) and nothing more");
        }
        return made(chain, factor, factor(SCALING, arguments(chain, 1), chain.span()));
    }

    private Evolution made(Chain chain, double stretching, double scaling) {
        return reader.guarded(chain.span(), () -> new Evolution(stretching, scaling));
    }

    private double factor(Signature signature, Expression.Arguments arguments, Span span) {
        return Call.bind(reader, signature, arguments, span).number("factor");
    }

    private static boolean isCall(Chain chain, int at, String name) {
        return chain.links().get(at) instanceof Expression.Attribute attribute
                && attribute.name().equals(name)
                && at + 1 < chain.links().size()
                && chain.links().get(at + 1) instanceof Expression.Arguments;
    }

    private static Expression.Arguments arguments(Chain chain, int at) {
        return (Expression.Arguments) chain.links().get(at + 1);
    }
}
