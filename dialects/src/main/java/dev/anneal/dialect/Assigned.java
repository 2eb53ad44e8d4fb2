package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Line;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Configuration files that are Python give a name to settings, and call nothing: {@code param_scheduler = [dict(type='StepLR',
 * step_size=30)]} is what an entry of that name is called with.
 */
final class Assigned {

    private final Registry registry;
    private final Set<String> settings = new HashSet<>();

    private Assigned(Registry registry) {
        this.registry = registry;
    }

    /** The same lines, in which what is assigned to an entry's name is an argument of that entry. */
    static List<Line> called(List<Line> lines, Registry registry) {
        Assigned assigned = new Assigned(registry);
        return lines.stream().map(assigned::called).toList();
    }

    /**
     * The same lines, in which a dictionary with a scheduler of some type, with params, is the call of that: {@code config =
     * {"scheduler": {"type": "WarmupLR", "params": {}}}}. Null if there is none.
     */
    static @Nullable List<Line> typed(List<Line> lines, Registry registry) {
        boolean found = false;
        List<Line> typed = new ArrayList<>();
        for (Line line : lines) {
            Expression call = line instanceof Line.Assignment assignment
                            && assignment.targets().size() == 1
                    ? typed(assignment.value(), registry)
                    : null;
            found |= call != null;
            typed.add(
                    call == null
                            ? line
                            : new Line.Assignment(((Line.Assignment) line).targets(), "=", call, line.span()));
        }
        return found ? List.copyOf(typed) : null;
    }

    private static @Nullable Expression typed(Expression value, Registry registry) {
        Expression scheduler = entry(value, "scheduler");
        Expression own = scheduler == null ? value : scheduler;
        Expression params = entry(own, "params");
        List<Map.Entry<Expression, Expression>> given = params == null ? null : Items.entries(params);
        if (!(entry(own, "type") instanceof Expression.Str type) || given == null) {
            return null;
        }
        Dialect dialect = registry.dialects().stream()
                .filter(one -> !one.configs().isEmpty()
                        && !registry.entries(one.name(), type.value()).isEmpty())
                .findFirst()
                .orElse(null);
        if (dialect == null) {
            return null;
        }
        List<Argument> arguments = new ArrayList<>();
        for (Map.Entry<Expression, Expression> one : given) {
            if (!(one.getKey() instanceof Expression.Str key) || !Expression.Name.canBe(key.value())) {
                return null;
            }
            arguments.add(
                    new Argument(key.value(), one.getValue(), one.getValue().span()));
        }
        List<Expression.Link> links =
                List.of(new Attribute(type.value(), type.span()), new Arguments(arguments, type.span()));
        return new Chain(new Expression.Name(dialect.name(), type.span()), links, type.span());
    }

    private static @Nullable Expression entry(Expression value, String key) {
        List<Map.Entry<Expression, Expression>> entries = Items.entries(value);
        return entries == null
                ? null
                : entries.stream()
                        .filter(one -> one.getKey() instanceof Expression.Str word
                                && word.value().equals(key))
                        .map(Map.Entry::getValue)
                        .findFirst()
                        .orElse(null);
    }

    private Line called(Line line) {
        if (!(line instanceof Line.Assignment assignment)
                || assignment.targets().size() != 1
                || !assignment.operator().equals("=")) {
            return line;
        }
        Expression target = assignment.targets().get(0);
        Expression value = assignment.value();
        String path = target instanceof Expression.Name name
                ? name.id()
                : target instanceof Chain chain && Registry.arguments(chain) == null ? Registry.path(chain) : null;
        if (path == null) {
            return line;
        }
        boolean prefixed = path.indexOf('.') >= 0;
        if (prefixed || isOfSettings(value)) {
            Registry.Match match = registry.assignable(path);
            if (match != null && (prefixed || hasKey(value, match.entries().get(0)))) {
                Expression call = call(match, value);
                return new Line.Assignment(assignment.targets(), "=", call, assignment.span());
            }
        }
        if (Items.entries(value) != null) {
            settings.add(path);
        }
        return line;
    }

    /** Whether a value is a dictionary, or a list of some, as far as that can be seen. */
    private boolean isOfSettings(Expression value) {
        List<Expression> items = Items.literal(value);
        return items == null
                ? Items.entries(value) != null
                : !items.isEmpty()
                        && items.stream()
                                .allMatch(item -> Items.entries(item) != null
                                        || item instanceof Expression.Name name && settings.contains(name.id()));
    }

    private static boolean hasKey(Expression value, Entry entry) {
        List<Expression> items = Items.literal(value);
        Expression first = items == null ? value : items.get(0);
        List<Map.Entry<Expression, Expression>> entries = Items.entries(first);
        return first instanceof Expression.Name || entries != null && isTold(entries, entry.assigned());
    }

    private static boolean isTold(List<Map.Entry<Expression, Expression>> entries, List<String> keys) {
        return entries.stream()
                .anyMatch(one -> one.getKey() instanceof Expression.Str word && keys.contains(word.value()));
    }

    private static Expression call(Registry.Match match, Expression value) {
        Expression head = new Expression.Name(match.dialect().name(), value.span());
        Argument only = new Argument(null, value, value.span());
        return new Chain(
                head,
                List.of(new Attribute(match.name(), value.span()), new Arguments(List.of(only), value.span())),
                value.span());
    }
}
