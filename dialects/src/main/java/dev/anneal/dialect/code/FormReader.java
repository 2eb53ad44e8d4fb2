package dev.anneal.dialect.code;

import dev.anneal.BatchScaling;
import dev.anneal.Evolution;
import dev.anneal.Schedule;
import dev.anneal.notation.Arithmetic;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.List;

/** Reads the canonical text of a schedule as a {@link Form}. */
final class FormReader {

    private FormReader() {}

    static Form read(Schedule schedule) {
        return read(Expression.parse(schedule.toString()));
    }

    private static Form read(Expression expression) {
        Chain chain = (Chain) expression;
        Form form = leaf(name(chain.head()), new Args(arguments(chain, 0)), chain);
        for (int i = 1; i < chain.links().size(); i += 2) {
            String operator = ((Expression.Attribute) chain.links().get(i)).name();
            form = operated(form, operator, new Args(arguments(chain, i + 1)));
        }
        return form;
    }

    private static String name(Expression head) {
        return head instanceof Expression.Name name ? name.id() : "";
    }

    private static Arguments arguments(Chain chain, int at) {
        return (Arguments) chain.links().get(at);
    }

    /** What stands in the brackets of a call. */
    private record Args(List<Expression> values) {

        Args(Arguments arguments) {
            this(arguments.arguments().stream().map(Expression.Argument::value).toList());
        }

        int count() {
            return values.size();
        }

        Expression value(int i) {
            return values.get(i);
        }

        double number(int i) {
            return FormReader.number(value(i));
        }

        double numberOr(int i, double otherwise) {
            return i < count() ? number(i) : otherwise;
        }

        double[] from(int i) {
            return values.subList(i, count()).stream()
                    .mapToDouble(FormReader::number)
                    .toArray();
        }

        Form form(int i) {
            return read(value(i));
        }

        Form.Way way(int i) {
            return i < count() ? FormReader.way(value(i)) : Form.Way.LINEAR;
        }

        private List<Expression.DictOf.Entry> table() {
            return ((Expression.DictOf) value(0)).entries();
        }

        double[] times() {
            return table().stream()
                    .mapToDouble(entry -> FormReader.number(entry.key()))
                    .toArray();
        }

        double[] given() {
            return table().stream()
                    .mapToDouble(entry -> FormReader.number(entry.value()))
                    .toArray();
        }

        Expression.Lambda lambda(int i) {
            return (Expression.Lambda) value(i);
        }
    }

    private static double number(Expression expression) {
        return Arithmetic.evaluate("", expression, name -> null);
    }

    private static Form leaf(String name, Args a, Chain chain) {
        if (name.equals("custom")) {
            throw new IllegalArgumentException(
                    "a schedule made of a Java function (custom) has no text that another program could run");
        }
        Schedule own = Schedule.parse(new Chain(chain.head(), chain.links().subList(0, 1), Span.NONE).toString());
        return switch (name) {
            case "constant", "hold" -> new Form.Level(own, a.number(0));
            case "linear", "cosine", "geometric" ->
                new Form.Ramp(own, a.number(0), a.number(1), new Form.Way(name, new double[0], null, false));
            case "polynomial" ->
                new Form.Ramp(
                        own, a.number(0), a.number(1), new Form.Way("power", new double[] {a.number(3)}, null, true));
            case "ramp" -> new Form.Ramp(own, a.number(0), a.number(1), a.way(3));
            case "exponential" -> new Form.Exponential(own, a.number(0), a.number(1), a.numberOr(2, 1));
            case "inverseTime" ->
                new Form.InverseTime(own, a.number(0), a.number(1), a.numberOr(2, 1), a.numberOr(3, 1));
            case "inverseSqrt" -> new Form.InverseTime(own, a.number(0), 1, a.numberOr(1, 1), 0.5);
            case "multiStep" -> new Form.MultiStep(own, a.number(0), a.number(1), a.from(2));
            case "piecewise" -> new Form.Steps(own, a.times(), a.given());
            case "interpolate" -> new Form.Points(own, a.times(), a.given(), a.way(1));
            case "formula" -> new Form.Formula(own, a.lambda(0), 1);
            case "iterate" -> new Form.Iteration(own, a.number(0), (int) a.number(1), a.lambda(2), 1);
            default -> throw new IllegalStateException("a schedule that no code can be written of: " + name);
        };
    }

    private static Form operated(Form form, String operator, Args a) {
        Schedule s = form.schedule();
        return switch (operator) {
            case "then" -> then(form, a.form(0));
            case "until" -> new Form.Until(s.until(a.number(0)), form);
            case "skip" -> new Form.Skip(s.skip(a.number(0)), form, a.number(0));
            case "repeat" -> repeated(form, a);
            case "stretched" -> stretched(form, a.number(0));
            case "staircase" -> new Form.Stairs(s.staircase(a.number(0)), form, a.number(0), 1);
            case "scaledFor" -> scaled(form, a);
            case "times", "plus", "min", "max", "atMost", "atLeast" -> both(form, operator, a);
            default -> throw new IllegalStateException("an operator that no code can be written of: " + operator);
        };
    }

    private static Form then(Form first, Form next) {
        Schedule joined = first.schedule().then(next.schedule());
        List<Form> parts = new ArrayList<>();
        List<Double> starts = new ArrayList<>();
        if (first instanceof Form.Sequence sequence) {
            // it grows in place: it was made for this chain, and is used no more
            parts = sequence.parts();
            starts = sequence.starts();
        } else {
            parts.add(first);
            starts.add(0.0);
        }
        starts.add(first.length());
        parts.add(next);
        return new Form.Sequence(joined, parts, starts);
    }

    private static Form repeated(Form cycle, Args a) {
        double count = Double.POSITIVE_INFINITY;
        double stretching = 1;
        double scaling = 1;
        for (Expression argument : a.values()) {
            if (argument instanceof Chain chain && chain.head() instanceof Expression.Name) {
                double first = new Args(arguments(chain, 0)).number(0);
                boolean stretches = name(chain.head()).equals("stretching");
                stretching = stretches ? first : 1;
                scaling = !stretches ? first : chain.links().size() > 1 ? new Args(arguments(chain, 2)).number(0) : 1;
            } else {
                count = number(argument);
            }
        }
        Evolution evolution = new Evolution(stretching, scaling);
        Schedule repeated = count < Double.POSITIVE_INFINITY
                ? cycle.schedule().repeat((int) count, evolution)
                : cycle.schedule().repeat(evolution);
        return new Form.Repeat(repeated, cycle, count, stretching, scaling);
    }

    private static Form stretched(Form form, double factor) {
        Schedule stretched = form.schedule().stretched(factor);
        if (form instanceof Form.Formula formula) {
            return new Form.Formula(stretched, formula.function(), factor);
        } else if (form instanceof Form.Iteration iteration) {
            return new Form.Iteration(stretched, iteration.seed(), iteration.n(), iteration.next(), factor);
        } else if (form instanceof Form.Stairs stairs) {
            return new Form.Stairs(stretched, stairs.steps(), stairs.period(), factor);
        }
        // no other text has this operator
        return read(stretched);
    }

    private static Form scaled(Form form, Args a) {
        boolean sqrt = a.count() > 2 && a.value(2).toString().contains("sqrt");
        BatchScaling scaling = sqrt ? BatchScaling.SQRT : BatchScaling.LINEAR;
        Schedule whole = form.schedule().scaledFor(a.number(0), a.number(1), scaling);
        double factor = scaling.factor(a.number(0), a.number(1));
        return new Form.Both(whole, "times", form, new Form.Level(Schedule.constant(factor), factor));
    }

    private static Form both(Form left, String operator, Args a) {
        boolean numeric = !(a.value(0) instanceof Chain);
        Form right = numeric ? new Form.Level(Schedule.constant(a.number(0)), a.number(0)) : a.form(0);
        Schedule s = left.schedule();
        Schedule other = right.schedule();
        return switch (operator) {
            case "times" -> new Form.Both(s.times(other), "times", left, right);
            case "plus" -> new Form.Both(s.plus(other), "plus", left, right);
            case "min", "atMost" -> new Form.Both(s.min(other), "min", left, right);
            default -> new Form.Both(s.max(other), "max", left, right);
        };
    }

    private static Form.Way way(Expression expression) {
        if (expression instanceof Expression.Lambda weight) {
            return new Form.Way("", new double[0], weight, false);
        }
        if (expression instanceof Expression.Name name) {
            return new Form.Way(name.id(), new double[0], null, false);
        }
        Chain chain = (Chain) expression;
        boolean called = chain.links().get(0) instanceof Arguments;
        Form.Way own = called
                ? new Form.Way(name(chain.head()), new Args(arguments(chain, 0)).from(0), null, false)
                : way(chain.head());
        boolean reversed = chain.links().size() > (called ? 1 : 0);
        return reversed ? new Form.Way(own.name(), own.numbers(), own.weight(), true) : own;
    }
}
