package dev.anneal.notation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A chain read as arithmetic does: a dotted name, which may be called.
 *
 * @param name the dotted name, without {@code math.}, {@code np.} or {@code numpy.}
 * @param full the dotted name as written
 * @param call its arguments, or null when it is not called
 */
record Path(String name, String full, Expression.@Nullable Arguments call) {
    private static final List<String> MODULES = List.of("math.", "np.", "numpy.");

    /** The path that a chain is, or null when it is something else. */
    static @Nullable Path of(Expression.Chain chain) {
        if (!(chain.head() instanceof Expression.Name head)) {
            return null;
        }
        List<Expression.Link> links = chain.links();
        int last = links.size() - 1;
        Expression.Arguments call = links.get(last) instanceof Expression.Arguments arguments ? arguments : null;
        StringBuilder name = new StringBuilder(head.id());
        for (Expression.Link link : call == null ? links : links.subList(0, last)) {
            if (!(link instanceof Expression.Attribute attribute)) {
                return null;
            }
            name.append('.').append(attribute.name());
        }
        String full = name.toString();
        return new Path(plain(full), full, call);
    }

    private static String plain(String full) {
        for (String module : MODULES) {
            if (full.startsWith(module)) {
                return full.substring(module.length());
            }
        }
        return full;
    }
}
