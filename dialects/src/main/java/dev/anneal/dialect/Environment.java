package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a program asks its environment for: nothing is set there, so that it gets what it takes otherwise. */
final class Environment {

    private static final Set<String> QUESTIONS = Set.of("os.environ.get", "os.getenv", "environ.get", "getenv");

    private Environment() {}

    /** What a call of {@code os.environ.get("NAME", otherwise)} answers, or null if it is no such call. */
    static Scope.@Nullable Term of(Scope scope, Chain chain, int line) {
        Arguments arguments = Registry.arguments(chain);
        String path = arguments == null ? null : Registry.path(chain);
        if (arguments == null
                || path == null
                || !QUESTIONS.contains(path)
                || chain.links().get(chain.links().size() - 1) != arguments) {
            return null;
        }
        List<Argument> asked = arguments.arguments();
        if (asked.isEmpty() || asked.size() > 2 || !(asked.get(0).value() instanceof Expression.Str variable)) {
            return null;
        }
        scope.note(variable.value() + " is taken not to be set in the environment");
        Expression otherwise = asked.size() == 2
                ? asked.get(1).value()
                : new Expression.Constant(Expression.Constant.Kind.NONE, chain.span());
        return new Scope.Term(otherwise, line);
    }
}
