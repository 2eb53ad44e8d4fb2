package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Expression.Index;
import dev.anneal.notation.Expression.Link;
import dev.anneal.notation.Operator;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Lists and dictionaries in all the ways in which they are written. */
final class Items {

    private static final int MOST = 1_000_000;

    /** How many links of a chain may belong to a name. */
    private static final int LONGEST_NAME = 8;

    /** Calls that make a list of a list. */
    private static final List<String> LISTS = List.of(
            "list",
            "tuple",
            "sorted",
            "np.array",
            "numpy.array",
            "jnp.array",
            "torch.tensor",
            "Arrays.asList",
            "List.of");

    /** Java's calls that make a map of keys and values in turns, and those that make a map of a map. */
    private static final Set<String> PAIRS = Set.of("Map.of", "ImmutableMap.of", "Collections.singletonMap");

    private static final Set<String> COPIES =
            Set.of("HashMap", "LinkedHashMap", "TreeMap", "ConcurrentHashMap", "Map.copyOf");

    private Items() {}

    /** What a name and some links stand for, and how many links. */
    private record Held(Scope.Term term, int links) {}

    /** What {@code name.attribute} stands for, and what {@code name[index]} takes from a list or a dictionary, or null. */
    static Scope.@Nullable Term of(Scope scope, Chain chain, int line) {
        Held held = held(scope, chain, line);
        if (held == null) {
            return null;
        }
        Scope.Term term = held.term();
        for (int i = held.links(); i < chain.links().size(); i++) {
            Scope.Term whole = i == held.links() ? term : scope.resolved(term);
            Link link = chain.links().get(i);
            Scope.Term item = null;
            if (link instanceof Index index) {
                item = item(scope, whole, new Scope.Term(index.index(), line));
            } else if (link instanceof Attribute attribute) {
                Scope.Term got = asked(scope, chain, i, whole);
                item = got == null ? entry(scope, whole, attribute.name()) : got;
                i += got == null ? 0 : 1;
            }
            if (item == null) {
                return null;
            }
            term = item;
        }
        return term;
    }

    /** The longest dotted name of a chain that was assigned, unless a shorter one was assigned after it. */
    private static @Nullable Held held(Scope scope, Chain chain, int line) {
        if (!(chain.head() instanceof Expression.Name head)) {
            return literal(chain.head()) == null && !(chain.head() instanceof Expression.DictOf)
                    ? null
                    : new Held(new Scope.Term(chain.head(), line), 0);
        }
        String path = head.id();
        String found = path;
        int links = 0;
        int assigned = scope.assigned(path, line);
        for (int i = 0; i < Math.min(chain.links().size(), LONGEST_NAME); i++) {
            String wanted = wanted(chain, i);
            String key = wanted == null ? key(chain.links().get(i)) : wanted;
            if (key == null) {
                break;
            }
            i += wanted == null ? 0 : 1;
            path = path + "." + key;
            if (scope.assigned(path, line) >= Math.max(assigned, 0)) {
                assigned = scope.assigned(path, line);
                found = path;
                links = i + 1;
            }
        }
        boolean reaches =
                links == chain.links().size() || assigned > 0 && !(chain.links().get(links) instanceof Arguments);
        Scope.Term value = reaches ? scope.value(found, line) : null;
        return value == null ? null : new Held(value, links);
    }

    /** The last name of a dotted one, or the key in quotes, or null. */
    static @Nullable String key(Link link) {
        return link instanceof Attribute attribute
                ? attribute.name()
                : link instanceof Index index && index.index() instanceof Expression.Str key ? key.value() : null;
    }

    private static Scope.@Nullable Term item(Scope scope, Scope.Term whole, Scope.Term index) {
        if (index.expression() instanceof Expression.Str key) {
            return entry(scope, whole, key.value());
        }
        List<Expression> items = literal(whole.expression());
        Amount at = items == null ? null : new Numbers(scope, false).of(index.expression(), index.line());
        if (items == null || at == null || !at.integral()) {
            return null;
        }
        double position = at.value() < 0 ? at.value() + items.size() : at.value();
        return position >= 0 && position < items.size()
                ? new Scope.Term(items.get((int) position), whole.line())
                : null;
    }

    private static Scope.@Nullable Term entry(Scope scope, Scope.Term whole, String wanted) {
        List<Map.Entry<Expression, Expression>> entries = entries(whole.expression());
        scope.charge(whole.expression().span(), entries == null ? 1 : entries.size());
        Scope.Term found = null;
        for (Map.Entry<Expression, Expression> entry :
                entries == null ? List.<Map.Entry<Expression, Expression>>of() : entries) {
            if (entry.getKey() instanceof Expression.Str own && own.value().equals(wanted)) {
                found = new Scope.Term(entry.getValue(), whole.line());
            }
        }
        return found;
    }

    /** The key that {@code .get("key", otherwise)} asks for, or null if it is not that. */
    private static @Nullable String wanted(Chain chain, int at) {
        boolean asks = chain.links().get(at) instanceof Attribute attribute
                && attribute.name().equals("get")
                && at + 1 < chain.links().size();
        return asks
                        && chain.links().get(at + 1) instanceof Arguments arguments
                        && !arguments.arguments().isEmpty()
                        && arguments.arguments().get(0).value() instanceof Expression.Str key
                ? key.value()
                : null;
    }

    /** What {@code .get("key", otherwise)} answers, or null if it is not that. */
    private static Scope.@Nullable Term asked(Scope scope, Chain chain, int at, Scope.Term whole) {
        String wanted = wanted(chain, at);
        if (wanted == null || entries(whole.expression()) == null) {
            return null;
        }
        List<Expression.Argument> arguments = ((Arguments) chain.links().get(at + 1)).arguments();
        Scope.Term found = entry(scope, whole, wanted);
        return found == null && arguments.size() == 2
                ? new Scope.Term(arguments.get(1).value(), Scope.END)
                : found;
    }

    /** The items of a list or a tuple that stands there, or null. */
    static @Nullable List<Expression> literal(Expression expression) {
        return expression instanceof Expression.ListOf list
                ? list.items()
                : expression instanceof Expression.TupleOf tuple ? tuple.items() : null;
    }

    /** A list that is put together of others, as one; whatever else is left as it is. */
    static Scope.Term joined(Scope scope, Scope.Term term) {
        boolean together = term.expression() instanceof Expression.Binary
                || term.expression() instanceof Chain chain && LISTS.contains(String.valueOf(Registry.path(chain)));
        List<Expression> items = together ? list(scope, term) : null;
        return items == null
                ? term
                : new Scope.Term(new Expression.ListOf(items, term.expression().span()), term.line());
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
        if (expression instanceof Expression.Opaque opaque && opaque.kind().equals("a comprehension")) {
            return Comprehensions.items(scope, opaque, term.line());
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
        if (path.endsWith("List") || path.endsWith(".of") || values.isEmpty()) {
            return values;
        }
        List<Expression> inner = named(scope, values.get(0), term.line());
        return inner == null || !path.equals("sorted") ? inner : sorted(scope, inner, term.line());
    }

    /**
     * The items of what may be the name of a list. Lists that were put together are one list by the time they have a name, so
     * that this does not go from name to name.
     */
    static @Nullable List<Expression> named(Scope scope, Expression expression, int line) {
        Scope.Term meant = scope.resolved(new Scope.Term(expression, line));
        if (meant.expression() == expression) {
            scope.enter(expression.span());
            try {
                return list(scope, meant);
            } finally {
                scope.leave();
            }
        }
        List<Expression> items = literal(meant.expression());
        if (items == null) {
            boolean counts = meant.expression() instanceof Chain chain && "range".equals(Registry.path(chain));
            return counts ? list(scope, meant) : null;
        }
        List<Expression> closed = new ArrayList<>(items.size());
        for (Expression item : items) {
            closed.add(closed(scope, new Scope.Term(item, meant.line())));
        }
        return closed;
    }

    /** An item that may stand among items of other lines: a name of a number is that number. */
    private static Expression closed(Scope scope, Scope.Term item) {
        scope.charge(item.expression().span(), 1);
        if (item.expression() instanceof Expression.Name name) {
            Amount amount = scope.amount(name.id(), item.line());
            return amount == null ? item.expression() : amount.expression(name.span());
        }
        return item.expression();
    }

    private static List<Expression> sorted(Scope scope, List<Expression> items, int line) {
        List<Amount> amounts = new ArrayList<>();
        for (Expression item : items) {
            amounts.add(new Numbers(scope, false).of(item, line));
        }
        amounts.sort(Comparator.comparingDouble(Amount::value));
        return amounts.stream().map(a -> a.expression(items.get(0).span())).toList();
    }

    private static @Nullable List<Expression> combined(Scope scope, Expression.Binary binary, int line) {
        List<Expression> left = named(scope, binary.left(), line);
        List<Expression> right = named(scope, binary.right(), line);
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
        scope.charge(expression.span(), items.size());
        return items;
    }

    /** What a call that only keeps its arguments, or a dictionary, was given under a name, or null. */
    static @Nullable Expression kept(Expression holder, String name) {
        List<Map.Entry<Expression, Expression>> entries = entries(holder);
        Expression found = null;
        for (Map.Entry<Expression, Expression> entry :
                entries == null ? List.<Map.Entry<Expression, Expression>>of() : entries) {
            found = entry.getKey() instanceof Expression.Str key && key.value().equals(name) ? entry.getValue() : found;
        }
        Arguments arguments = holder instanceof Chain chain ? Registry.arguments(chain) : null;
        for (Expression.Argument argument :
                arguments == null ? List.<Expression.Argument>of() : arguments.arguments()) {
            found = name.equals(argument.name()) ? argument.value() : found;
        }
        return found;
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
        if (COPIES.contains(path) && arguments.size() <= 1) {
            return arguments.isEmpty() ? entries : entries(arguments.get(0).value());
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
