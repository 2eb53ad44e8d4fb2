package dev.anneal.dialect;

import dev.anneal.dialect.Scope.Term;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** {@code functools.partial}: a function some of whose parameters are given. */
final class Partial {

    private Partial() {}

    /** The function that a chain makes of one of the text's own, or null if it makes none. */
    static @Nullable Term of(Scope scope, Chain chain, int line) {
        Arguments arguments = Registry.arguments(chain);
        String path = arguments == null || chain.links().get(chain.links().size() - 1) != arguments
                ? null
                : Registry.path(chain);
        if (arguments == null
                || path == null
                || !path.endsWith("partial")
                || !scope.imports().meanings(path).stream().anyMatch(Partial::isPartial)
                || arguments.arguments().isEmpty()) {
            return null;
        }
        Term whole = scope.resolved(new Term(arguments.arguments().get(0).value(), line));
        return whole.expression() instanceof Expression.Lambda
                ? given(scope, whole, arguments, new Term(chain, line))
                : null;
    }

    private static boolean isPartial(String path) {
        return path.equals("partial") || path.equals("functools.partial");
    }

    private static Term given(Scope scope, Term whole, Arguments arguments, Term call) {
        Expression.Lambda function = (Expression.Lambda) whole.expression();
        Map<String, Term> given = new HashMap<>();
        int position = 0;
        for (Argument argument :
                arguments.arguments().subList(1, arguments.arguments().size())) {
            String name = argument.name();
            if (name == null && position < function.parameters().size()) {
                name = function.parameters().get(position++);
            }
            if (name == null || !function.parameters().contains(name)) {
                throw scope.error(
                        argument.span(), "the function has no such parameter: it takes " + function.parameters());
            }
            given.put(name, new Term(argument.value(), call.line()));
        }
        return rest(scope, whole, given, call.expression().span());
    }

    /** A function of the same body: what is given becomes a default, and stands after what is not. */
    private static Term rest(Scope scope, Term whole, Map<String, Term> given, Span span) {
        Expression.Lambda function = (Expression.Lambda) whole.expression();
        List<@Nullable Term> otherwise = scope.defaults(function);
        List<String> names = new ArrayList<>();
        List<@Nullable Term> defaults = new ArrayList<>();
        List<String> last = new ArrayList<>();
        for (int i = 0; i < function.parameters().size(); i++) {
            String name = function.parameters().get(i);
            Term own = i < otherwise.size() ? otherwise.get(i) : null;
            if (given.containsKey(name) || own != null) {
                last.add(name);
                given.putIfAbsent(name, own == null ? whole : own);
            } else {
                names.add(name);
                defaults.add(null);
            }
        }
        last.forEach(name -> defaults.add(given.get(name)));
        names.addAll(last);
        Expression.Lambda rest = new Expression.Lambda(names, function.body(), span);
        scope.defaults(rest, defaults);
        return new Term(rest, whole.line());
    }
}
