package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Line;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the definition of a function into one expression: what is assigned on the way is put in, and what is chosen becomes
 * a conditional expression. Every way ends in what is returned.
 */
final class Definitions {

    /** Statements that change no number. */
    private static final Set<String> IDLE = Set.of("pass", "global", "nonlocal", "assert", "del");

    private static final int MOST_STATEMENTS = 10_000;
    private static final int DEEPEST = 200;

    private final Scope scope;
    private int statements;
    private int depth;

    private Definitions(Scope scope) {
        this.scope = scope;
    }

    /** What is left to be done when some lines are done. */
    record Rest(List<Line> lines, int at, @Nullable Rest next) {}

    /** How a way through the function ends: with a value, or, without one, with an exception of its own. */
    private record End(@Nullable Expression value) {}

    /** The function that a definition is. */
    static Expression.Lambda of(Scope scope, Line.Function definition) {
        Definitions reading = new Definitions(scope);
        Map<String, Expression> locals = new HashMap<>();
        parameters(definition)
                .forEach(parameter ->
                        locals.put(parameter.name(), new Expression.Name(parameter.name(), head(definition.span()))));
        End end = reading.run(new Rest(definition.body(), 0, null), locals, definition.span());
        if (end.value() == null) {
            throw scope.error(head(definition.span()), "the function " + definition.name() + " always fails");
        }
        List<String> parameters = parameters(definition).stream()
                .map(Line.Function.Parameter::name)
                .toList();
        return new Expression.Lambda(parameters, end.value(), head(definition.span()));
    }

    /** The parameters that a caller gives. */
    static List<Line.Function.Parameter> parameters(Line.Function definition) {
        List<Line.Function.Parameter> all = definition.parameters();
        boolean method =
                !all.isEmpty() && Set.of("self", "cls").contains(all.get(0).name());
        return all.subList(method ? 1 : 0, all.size()).stream()
                .filter(parameter -> !parameter.name().startsWith("*"))
                .toList();
    }

    private static Span head(Span span) {
        return new Span(span.start(), Math.min(span.end(), span.start() + 3));
    }

    private End run(Rest work, Map<String, Expression> locals, Span whole) {
        Rest rest = work;
        while (rest != null) {
            if (rest.at == rest.lines.size()) {
                rest = rest.next;
                continue;
            }
            Line line = rest.lines.get(rest.at);
            Rest after = new Rest(rest.lines, rest.at + 1, rest.next);
            count(line);
            if (line instanceof Line.Return end) {
                return returned(end, locals);
            } else if (line instanceof Line.Choice choice && !isPlain(choice)) {
                return chosen(choice, after, locals, whole);
            } else if (line instanceof Line.Skipped skipped) {
                if (skipped.word().equals("raise")) {
                    return new End(null);
                }
                Rest unrolled = skipped.word().equals("for") ? Loops.unrolled(scope, skipped, after) : null;
                if (unrolled != null) {
                    rest = unrolled;
                    continue;
                }
                rest = isContext(skipped) ? new Rest(skipped.body(), 0, after) : after;
                requireIdle(skipped);
                continue;
            }
            step(line, locals);
            rest = after;
        }
        throw scope.error(head(whole), "this function does not return a number on every way");
    }

    private void count(Line line) {
        scope.charge(line.span(), 1);
        if (++statements > MOST_STATEMENTS) {
            throw scope.error(head(line.span()), "this function has too many ways to go");
        }
    }

    private End returned(Line.Return line, Map<String, Expression> locals) {
        if (line.value() == null) {
            throw scope.error(line.span(), "nothing is returned here, where a number is needed");
        }
        return new End(put(line.value(), locals));
    }

    private static boolean isContext(Line.Skipped skipped) {
        return skipped.word().equals("with") || skipped.word().equals("try");
    }

    private void requireIdle(Line.Skipped skipped) {
        boolean skips = isContext(skipped)
                || Set.of("except", "finally").contains(skipped.word())
                || skipped.body().isEmpty() && !Set.of("break", "continue").contains(skipped.word());
        if (!skips && !IDLE.contains(skipped.word())) {
            throw scope.error(
                    new Span(
                            skipped.span().start(),
                            skipped.span().start() + skipped.word().length()),
                    "a function with '" + skipped.word() + "' is not read");
        }
    }

    /** One line that is not the last of its way. */
    private void step(Line line, Map<String, Expression> locals) {
        if (line instanceof Line.Assignment assignment) {
            assign(assignment, locals);
        } else if (line instanceof Line.Choice choice) {
            merge(choice, locals);
        } else if (line instanceof Line.Unread unread) {
            throw unread.problem();
        } else if (line instanceof Line.Function inner) {
            locals.remove(inner.name());
        }
    }

    private void assign(Line.Assignment line, Map<String, Expression> locals) {
        Expression value = put(Operators.applied(scope, line), locals);
        for (Expression target : line.targets()) {
            assign(target, value, locals);
        }
    }

    private void assign(Expression target, Expression value, Map<String, Expression> locals) {
        List<Expression> names = Items.literal(target);
        List<Expression> values = Items.literal(value);
        if (target instanceof Expression.Name name) {
            locals.put(name.id(), value);
        } else if (names != null && values != null && names.size() == values.size()) {
            for (int i = 0; i < names.size(); i++) {
                assign(names.get(i), values.get(i), locals);
            }
        } else {
            throw scope.error(target.span(), "what is assigned here is not read in a function");
        }
    }

    /** Whether a choice does nothing but assign. */
    private static boolean isPlain(Line.Choice choice) {
        return choice.branches().stream()
                .allMatch(branch -> branch.body().stream()
                        .allMatch(line -> line instanceof Line.Assignment
                                || line instanceof Line.Alone
                                || line instanceof Line.Skipped skipped && IDLE.contains(skipped.word())
                                || line instanceof Line.Choice inner && isPlain(inner)));
    }

    /** Every name that a branch assigns becomes a choice between what the branches assign. */
    private void merge(Line.Choice choice, Map<String, Expression> locals) {
        List<Expression> conditions = new ArrayList<>();
        List<Map<String, Expression>> ends = new ArrayList<>();
        Set<String> assigned = new LinkedHashSet<>();
        for (Line.Choice.Branch branch : choice.branches()) {
            if (branch.condition() != null) {
                conditions.add(put(branch.condition(), locals));
            }
            Map<String, Expression> end = new HashMap<>(locals);
            scope.charge(choice.span(), locals.size());
            for (Line line : branch.body()) {
                count(line);
                step(line, end);
            }
            end.forEach((name, value) -> {
                if (locals.get(name) != value) {
                    assigned.add(name);
                }
            });
            ends.add(end);
        }
        if (ends.size() == conditions.size()) {
            ends.add(new HashMap<>(locals));
        }
        for (String name : assigned) {
            Expression merged = null;
            for (int i = ends.size() - 1; i >= 0; i--) {
                Expression own = ends.get(i).get(name);
                merged = merged == null
                        ? own
                        : own == null || i >= conditions.size()
                                ? merged
                                : new Expression.Conditional(conditions.get(i), own, merged, choice.span());
            }
            if (merged != null) {
                locals.put(name, bounded(merged));
            }
        }
    }

    /** A choice of which some branches return. */
    private End chosen(Line.Choice choice, Rest after, Map<String, Expression> locals, Span whole) {
        if (++depth > DEEPEST) {
            throw scope.error(head(choice.span()), "this function has too many ways to go");
        }
        List<Expression> conditions = new ArrayList<>();
        List<End> ends = new ArrayList<>();
        for (Line.Choice.Branch branch : choice.branches()) {
            if (branch.condition() != null) {
                conditions.add(put(branch.condition(), locals));
            }
            scope.charge(choice.span(), locals.size());
            ends.add(run(new Rest(branch.body(), 0, after), new HashMap<>(locals), whole));
        }
        if (ends.size() == conditions.size()) {
            ends.add(run(after, locals, whole));
        }
        depth--;
        Expression value = null;
        for (int i = ends.size() - 1; i >= 0; i--) {
            Expression own = ends.get(i).value();
            value = own == null || value == null
                    ? value == null ? own : value
                    : new Expression.Conditional(conditions.get(i), own, value, choice.span());
        }
        return new End(value == null ? null : bounded(value));
    }

    private Expression put(Expression expression, Map<String, Expression> locals) {
        return bounded(new Substitution(scope, locals).of(expression));
    }

    private Expression bounded(Expression expression) {
        Substitution.requireSmall(scope, expression);
        return expression;
    }

    /** The terms of a definition's defaults, in the order of its parameters. */
    static List<Scope.@Nullable Term> defaults(Line.Function definition, int line) {
        List<Scope.@Nullable Term> defaults = new ArrayList<>();
        for (Line.Function.Parameter parameter : parameters(definition)) {
            Expression otherwise = parameter.otherwise();
            defaults.add(otherwise == null ? null : new Scope.Term(otherwise, line));
        }
        return Collections.unmodifiableList(defaults);
    }
}
