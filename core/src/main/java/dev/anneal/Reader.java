package dev.anneal;

import dev.anneal.notation.Arithmetic;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Expression.Link;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.NumericFunction;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Gives expressions their meaning: numbers, schedules, curves. Nothing is evaluated but arithmetic. */
final class Reader {

    /** How many parts may be rebuilt, and how many values iterated, while one text is read. */
    private static final long MAX_WORK = 20_000_000;

    private static final List<String> CONSTANTS = List.of("pi", "e", "tau", "inf", "nan");
    private static final List<String> MODULES = List.of("math", "np", "numpy");

    private final String text;
    private final Map<String, Double> numbers;
    private final Map<String, Schedule> schedules = new HashMap<>();
    private final Shapes shapes = new Shapes(this);
    private long work;

    private Reader(String text, Horizon horizon) {
        this.text = text;
        this.numbers = horizon.names();
    }

    static Reader of(String text, Horizon horizon) {
        return new Reader(text, horizon);
    }

    Schedule schedule() {
        return schedule(Expression.parse(text));
    }

    /** Makes a name stand for a schedule, from here on. */
    void bind(String name, Schedule schedule) {
        schedules.put(name, schedule);
    }

    Schedule schedule(Expression expression) {
        Object value = value(expression);
        return value instanceof Schedule schedule
                ? schedule
                : guarded(expression.span(), () -> Schedule.constant((Double) value));
    }

    double number(Expression expression) {
        Object value = value(expression);
        if (value instanceof Double number) {
            return number;
        }
        throw error(expression.span(), "expected a number, got a schedule");
    }

    NumericFunction lambda(Expression expression) {
        if (expression instanceof Expression.Lambda lambda) {
            return NumericFunction.of(text, lambda, numbers::get);
        }
        throw error(expression.span(), "expected a lambda, as t -> 0.1 / (1 + t)");
    }

    Curve curve(Expression expression) {
        return shapes.curve(expression);
    }

    boolean isEvolution(Expression expression) {
        return shapes.isEvolution(expression);
    }

    Evolution evolution(Expression expression) {
        return shapes.evolution(expression);
    }

    String text() {
        return text;
    }

    NotationException error(Span span, String problem) {
        return NotationException.at(text, span, problem);
    }

    void charge(Span span, long amount) {
        work += amount;
        if (work > MAX_WORK) {
            throw error(span, "reading this text takes too much work");
        }
    }

    /** A number as {@link Double}, or a {@link Schedule}. */
    private Object value(Expression expression) {
        if (expression instanceof Expression.Name name) {
            return named(name);
        }
        if (expression instanceof Chain chain) {
            return chain(chain);
        }
        if (expression instanceof Expression.Unary unary && unary.operator() != Operator.NOT) {
            Object operand = value(unary.operand());
            boolean minus = unary.operator() == Operator.NEGATE;
            if (operand instanceof Schedule schedule) {
                return minus ? guarded(unary.span(), () -> schedule.times(-1)) : schedule;
            }
            return minus ? -(Double) operand : operand;
        }
        if (expression instanceof Expression.Binary binary) {
            return binary(binary);
        }
        if (expression instanceof Expression.Conditional choice) {
            return value(number(choice.condition()) != 0 ? choice.then() : choice.otherwise());
        }
        if (expression instanceof Expression.Lambda) {
            throw error(
                    expression.span(),
                    "expected a schedule or a number, got a lambda; formula(t -> …) makes a schedule of one");
        }
        return arithmetic(expression);
    }

    private double arithmetic(Expression expression) {
        try {
            return Arithmetic.evaluate(text, expression, this::numberNamed);
        } catch (NotationException e) {
            String word = e.span().start() < 0
                    ? ""
                    : text.substring(e.span().start(), e.span().end());
            throw schedules.containsKey(word) || Vocabulary.FACTORIES.containsKey(word)
                    ? error(e.span(), "expected a number, got a schedule")
                    : e;
        }
    }

    private @Nullable Double numberNamed(String name) {
        return schedules.containsKey(name) ? null : numbers.get(name);
    }

    private Object named(Expression.Name name) {
        String id = name.id();
        Schedule schedule = schedules.get(id);
        if (schedule != null) {
            return schedule;
        }
        Double number = numbers.get(id);
        if (number != null) {
            return number;
        }
        if (CONSTANTS.contains(id)) {
            return arithmetic(name);
        }
        var entry = Vocabulary.FACTORIES.get(id);
        if (entry != null) {
            throw error(
                    name.span(),
                    "'" + id + "' is called with arguments: "
                            + entry.signature().text());
        }
        if (Vocabulary.BOUND_BY_RUNS.contains(id)) {
            throw error(name.span(), "'" + id + "' is known only where the run is: this one has not said it");
        }
        throw unknown(name, "name", known(List.of()));
    }

    private NotationException unknown(Expression.Name name, String what, List<String> known) {
        return NotationException.at(
                text, name.span(), "unknown " + what + " '" + name.id() + "'", Nearest.to(name.id(), known));
    }

    private List<String> known(List<String> more) {
        List<String> known = new ArrayList<>(more);
        known.addAll(schedules.keySet());
        known.addAll(numbers.keySet());
        known.addAll(Vocabulary.FACTORIES.keySet());
        known.addAll(Vocabulary.BOUND_BY_RUNS);
        known.addAll(CONSTANTS);
        known.addAll(Arithmetic.functions());
        return known;
    }

    private Object chain(Chain chain) {
        Object receiver;
        int next = 0;
        if (chain.head() instanceof Expression.Name name
                && chain.links().get(0) instanceof Expression.Arguments arguments) {
            var entry = Vocabulary.FACTORIES.get(name.id());
            var operation = Vocabulary.EXTREMES.get(name.id());
            if (entry != null) {
                Span span = new Span(name.span().start(), arguments.span().end());
                Call call = Call.bind(this, entry.signature(), arguments, span);
                receiver = guarded(call, () -> entry.meaning().apply(call));
            } else if (operation != null) {
                receiver = extreme(name.id(), operation, arguments);
            } else if (Arithmetic.functions().contains(name.id())) {
                return arithmetic(chain);
            } else if (name.id().equals("custom")) {
                throw error(chain.span(), "a custom schedule is a Java function, and cannot be read");
            } else {
                throw unknown(name, "function", known(List.copyOf(Vocabulary.EXTREMES.keySet())));
            }
            next = 1;
        } else if (chain.head() instanceof Expression.Name name && MODULES.contains(name.id())) {
            return arithmetic(chain);
        } else {
            receiver = value(chain.head());
        }
        while (next < chain.links().size()) {
            receiver = method(receiver, chain, next);
            next += 2;
        }
        return receiver;
    }

    private Schedule method(Object receiver, Chain chain, int at) {
        Link link = chain.links().get(at);
        if (!(link instanceof Expression.Attribute attribute)) {
            throw error(link.span(), "expected an operator, as .then(…)");
        }
        if (!(receiver instanceof Schedule schedule)) {
            throw error(link.span(), "a number has no operators; constant(value) is a schedule");
        }
        var entry = Vocabulary.METHODS.get(attribute.name());
        if (entry == null) {
            String nearest = Nearest.to(attribute.name(), Vocabulary.METHODS.keySet());
            throw NotationException.at(text, link.span(), "unknown operator '" + attribute.name() + "'", nearest);
        }
        Link after = at + 1 < chain.links().size() ? chain.links().get(at + 1) : null;
        if (!(after instanceof Expression.Arguments arguments)) {
            throw error(link.span(), "expected arguments: ." + entry.signature().text());
        }
        // then() counts its work itself: it seldom touches its receiver
        charge(link.span(), attribute.name().equals("then") ? 1 : ((Node) schedule).size());
        Call call = Call.bind(
                this,
                entry.signature(),
                arguments,
                new Span(link.span().start(), after.span().end()));
        return guarded(call, () -> entry.meaning().apply(schedule, call));
    }

    private Object extreme(String name, Pointwise.Operation operation, Expression.Arguments arguments) {
        Object extreme = null;
        for (Expression operand : operands(name, arguments)) {
            Object value = value(operand);
            extreme = extreme == null ? value : combined(operation, extreme, value, arguments.span());
        }
        if (extreme == null) {
            throw error(arguments.span(), name + " needs at least one argument");
        }
        return extreme;
    }

    /** What is compared: the arguments, or the items of the one list that is given. */
    private List<Expression> operands(String name, Expression.Arguments arguments) {
        for (Argument argument : arguments.arguments()) {
            if (argument.name() != null) {
                throw error(argument.span(), name + " takes no keywords");
            }
        }
        List<Expression> operands =
                arguments.arguments().stream().map(Argument::value).toList();
        Expression only = operands.size() == 1 ? operands.get(0) : null;
        return only instanceof Expression.ListOf list
                ? list.items()
                : only instanceof Expression.TupleOf tuple ? tuple.items() : operands;
    }

    private Object combined(Pointwise.Operation operation, Object left, Object right, Span span) {
        if (left instanceof Double a && right instanceof Double b) {
            return operation.of(a, b);
        }
        return guarded(span, () -> Pointwise.of(operation, asNode(left), asNode(right)));
    }

    private static Node asNode(Object value) {
        return (Node) (value instanceof Schedule schedule ? schedule : Schedule.constant((Double) value));
    }

    private Object binary(Expression.Binary binary) {
        Object left = value(binary.left());
        Object right = value(binary.right());
        Span span = binary.span();
        if (left instanceof Double a && right instanceof Double b) {
            double result = Arithmetic.apply(binary.operator(), a, b);
            // evaluated once more where it went wrong, for the message
            return Double.isFinite(result) ? result : arithmetic(binary);
        }
        // the number goes to the right, where it prints as .times(2)
        boolean swapped = left instanceof Double;
        Object first = swapped ? right : left;
        Object second = swapped ? left : right;
        return switch (binary.operator()) {
            case MULTIPLY -> combined(Pointwise.Operation.TIMES, first, second, span);
            case ADD -> combined(Pointwise.Operation.PLUS, first, second, span);
            case SUBTRACT ->
                guarded(
                        span,
                        () -> Pointwise.of(Pointwise.Operation.PLUS, asNode(left), (Node)
                                asNode(right).times(-1)));
            case DIVIDE -> {
                if (!(right instanceof Double divisor) || divisor == 0) {
                    throw error(span, "a schedule is divided by a number that is not 0");
                }
                yield guarded(span, () -> asNode(left).times(1 / divisor));
            }
            default ->
                throw error(
                        span,
                        "'" + binary.operator().symbol() + "' takes numbers; schedules have + - * and / by a number");
        };
    }

    interface Making<T> {
        T make();
    }

    <T> T guarded(Span span, Making<T> making) {
        try {
            return making.make();
        } catch (NotationException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            throw error(span, String.valueOf(e.getMessage()));
        }
    }

    <T> T guarded(Call call, Making<T> making) {
        try {
            return making.make();
        } catch (NotationException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            String problem = String.valueOf(e.getMessage());
            throw error(call.place(problem), problem);
        }
    }
}
