package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Expression.Link;
import dev.anneal.notation.Operator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists and dictionaries in all the ways in which they are written. */
final class Items {

    private static final int MOST = 1_000_000;

    /** Calls that make a list of a list. */
    private static final List<String> LISTS =
            List.of("list", "tuple", "sorted", "np.array", "numpy.array", "torch.tensor", "Arrays.asList", "List.of");

    /** Java's calls that make a map of keys and values in turns, and those that make a map of a map. */
    private static final Set<String> PAIRS = Set.of("Map.of", "ImmutableMap.of", "Collections.singletonMap");

    private static final Set<String> COPIES =
            Set.of("HashMap", "LinkedHashMap", "TreeMap", "ConcurrentHashMap", "Map.copyOf");

    private Items() {}

    /** The item that {@code name[index]} takes from a list or a dictionary, or null if it takes none. */
    static Scope.@Nullable Term of(Scope scope, Chain chain, int line) {
        if (!(chain.head() instanceof Expression.Name)
                || chain.links().size() != 1
                || !(chain.links().get(0) instanceof Expression.Index index)) {
            return null;
        }
        Scope.Term held = scope.resolved(new Scope.Term(chain.head(), line));
        if (index.index() instanceof Expression.Str key) {
            List<Map.Entry<Expression, Expression>> entries = entries(held.expression());
            for (Map.Entry<Expression, Expression> entry :
                    entries == null ? List.<Map.Entry<Expression, Expression>>of() : entries) {
                if (entry.getKey() instanceof Expression.Str own && own.value().equals(key.value())) {
                    return new Scope.Term(entry.getValue(), held.line());
                }
            }
            return null;
        }
        List<Expression> items = literal(held.expression());
        Amount at = items == null ? null : new Numbers(scope, false).of(index.index(), line);
        if (items == null || at == null || !at.integral()) {
            return null;
        }
        double position = at.value() < 0 ? at.value() + items.size() : at.value();
        return position >= 0 && position < items.size() ? new Scope.Term(items.get((int) position), held.line()) : null;
    }

    /** The items of a list or a tuple that stands there, or null. */
    static @Nullable List<Expression> literal(Expression expression) {
        return expression instanceof Expression.ListOf list
                ? list.items()
                : expression instanceof Expression.TupleOf tuple ? tuple.items() : null;
    }

    /** The items of whatever is a list, or null. */
    static @Nullable List<Expression> list(Scope scope, Scope.Term term) {
        Expression expression = term.expression();
        List<Expression> items = literal(expression);
        if (items != null) {
            return items;
        }
        if (expression instanceof Expression.Binary binary
                && (binary.operator() == Operator.ADD || binary.operator() == Operator.MULTIPLY)) {
            return combined(scope, binary, term.line());
        }
        if (!(expression instanceof Chain chain)) {
            return null;
        }
        String path = Registry.path(chain);
        Arguments arguments = path == null ? null : Registry.arguments(chain);
        if (arguments == null || path == null || chain.links().get(chain.links().size() - 1) != arguments) {
            return null;
        }
        List<Expression> values =
                arguments.arguments().stream().map(Expression.Argument::value).toList();
        if (path.equals("range")) {
            return range(scope, chain, values, term.line());
        }
        if (!LISTS.contains(path)) {
            return null;
        }
        return path.endsWith("List") || path.endsWith(".of")
                ? values
                : values.isEmpty() ? values : list(scope, scope.resolved(new Scope.Term(values.get(0), term.line())));
    }

    private static @Nullable List<Expression> combined(Scope scope, Expression.Binary binary, int line) {
        List<Expression> left = list(scope, scope.resolved(new Scope.Term(binary.left(), line)));
        List<Expression> right = list(scope, scope.resolved(new Scope.Term(binary.right(), line)));
        if (binary.operator() == Operator.ADD) {
            if (left == null || right == null) {
                return null;
            }
            List<Expression> joined = new ArrayList<>(left);
            joined.addAll(right);
            return checked(scope, binary, joined);
        }
        List<Expression> items = left == null ? right : left;
        if (items == null || left != null && right != null) {
            return null;
        }
        Amount times = new Numbers(scope, false).of(left == null ? binary.left() : binary.right(), line);
        List<Expression> repeated = new ArrayList<>();
        for (int i = 0; times.integral() && i < times.value() && repeated.size() <= MOST && !items.isEmpty(); i++) {
            repeated.addAll(items);
        }
        return checked(scope, binary, repeated);
    }

    private static @Nullable List<Expression> range(Scope scope, Chain call, List<Expression> values, int line) {
        List<Amount> bounds = new ArrayList<>();
        for (Expression value : values) {
            bounds.add(new Numbers(scope, false).of(value, line));
        }
        if (bounds.isEmpty() || bounds.size() > 3 || !bounds.stream().allMatch(Amount::integral)) {
            return null;
        }
        double from = bounds.size() == 1 ? 0 : bounds.get(0).value();
        double to = bounds.get(bounds.size() == 1 ? 0 : 1).value();
        double by = bounds.size() < 3 ? 1 : bounds.get(2).value();
        List<Expression> items = new ArrayList<>();
        for (double x = from; by != 0 && (by > 0 ? x < to : x > to) && items.size() <= MOST; x += by) {
            items.add(Expression.number(x));
        }
        return checked(scope, call, items);
    }

    private static List<Expression> checked(Scope scope, Expression expression, List<Expression> items) {
        if (items.size() > MOST) {
            throw scope.error(expression.span(), "a list may have " + MOST + " items here");
        }
        return items;
    }

    /** The entries of whatever is a dictionary, or null. */
    static @Nullable List<Map.Entry<Expression, Expression>> entries(Expression expression) {
        List<Map.Entry<Expression, Expression>> entries = new ArrayList<>();
        if (expression instanceof Expression.DictOf dict) {
            dict.entries().forEach(entry -> entries.add(Map.entry(entry.key(), entry.value())));
            return entries;
        }
        String path = expression instanceof Chain chain
                        && chain.links().get(chain.links().size() - 1) instanceof Arguments
                ? Registry.path(chain)
                : null;
        if (path == null) {
            return null;
        }
        List<Expression.Argument> arguments = arguments((Chain) expression);
        if (path.equals("dict") && arguments.stream().allMatch(a -> a.name() != null)) {
            arguments.forEach(a ->
                    entries.add(Map.entry(new Expression.Str(String.valueOf(a.name()), a.span()), a.value())));
            return entries;
        }
        if (path.startsWith("java.util.")) {
            path = path.substring("java.util.".length());
        }
        if (COPIES.contains(path) && arguments.size() == 1) {
            return entries(arguments.get(0).value());
        }
        if (path.equals("Map.ofEntries")) {
            return ofEntries(arguments);
        }
        if (PAIRS.contains(path) && arguments.size() % 2 == 0) {
            for (int i = 0; i < arguments.size(); i += 2) {
                entries.add(
                        Map.entry(arguments.get(i).value(), arguments.get(i + 1).value()));
            }
            return entries;
        }
        return null;
    }

    private static @Nullable List<Map.Entry<Expression, Expression>> ofEntries(List<Expression.Argument> arguments) {
        List<Map.Entry<Expression, Expression>> entries = new ArrayList<>();
        for (Expression.Argument argument : arguments) {
            List<Expression.Argument> pair =
                    argument.value() instanceof Chain chain && "Map.entry".equals(Registry.path(chain))
                            ? arguments(chain)
                            : List.of();
            if (pair.size() != 2) {
                return null;
            }
            entries.add(Map.entry(pair.get(0).value(), pair.get(1).value()));
        }
        return entries;
    }

    private static List<Expression.Argument> arguments(Chain chain) {
        Link last = chain.links().get(chain.links().size() - 1);
        return last instanceof Arguments arguments ? arguments.arguments() : List.of();
    }
}
