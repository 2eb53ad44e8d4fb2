package dev.anneal;

import dev.anneal.notation.Arithmetic;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Expression.Link;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.NumericFunction;
import dev.anneal.notation.Operator;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gives expressions their meaning: numbers, schedules, curves. Nothing is evaluated but arithmetic. */
final class Reader {

    /** How many parts may be rebuilt, and how many values iterated, while one text is read. */
    private static final long MAX_WORK = 20_000_000;

    private static final List<String> CONSTANTS = List.of("pi", "e", "tau", "inf", "nan");
    private static final List<String> MODULES = List.of("math", "np", "numpy");

    private final String text;
    private final Map<String, Double> numbers;
    private final Plan.Extension extension;
    private final Map<String, Schedule> schedules = new HashMap<>();
    private final Shapes shapes = new Shapes(this);
    private final Operations operations = new Operations(this);
    private long work;

    private Reader(String text, Horizon horizon, Plan.Extension extension) {
        this.text = text;
        this.numbers = horizon.names();
        this.extension = extension;
    }

    static Reader of(String text, Horizon horizon) {
        return of(text, horizon, Plan.Extension.NONE);
    }

    static Reader of(String text, Horizon horizon, Plan.Extension extension) {
        return new Reader(text, horizon, extension);
    }

    Schedule schedule() {
        return schedule(Expression.parse(text));
    }

    /** Makes a target stand for a schedule, from here on. */
    void bind(Plan.Target target, Schedule schedule) {
        schedules.put(target.toString(), schedule);
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
            try {
                return NumericFunction.of(text, lambda, numbers::get);
            } catch (NotationException e) {
                throw explained(e);
            }
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
            return operations.binary(binary, value(binary.left()), value(binary.right()));
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

    double arithmetic(Expression expression) {
        try {
            return Arithmetic.evaluate(text, expression, this::numberNamed);
        } catch (NotationException e) {
            throw explained(e);
        }
    }

    /** Arithmetic knows nothing of schedules and runs. */
    private NotationException explained(NotationException e) {
        Span span = e.span();
        String word = span.start() < 0 ? "" : text.substring(span.start(), span.end());
        if (schedules.containsKey(word) || Vocabulary.FACTORIES.containsKey(word)) {
            return error(span, "expected a number, got a schedule");
        }
        return Vocabulary.BOUND_BY_RUNS.contains(word) ? Unknown.name(text, span, word, List.of()) : e;
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
        throw Unknown.name(text, name.span(), id, known());
    }

    private List<String> known() {
        List<String> known = new ArrayList<>(schedules.keySet());
        known.addAll(numbers.keySet());
        known.addAll(Vocabulary.FACTORIES.keySet());
        known.addAll(CONSTANTS);
        known.addAll(Arithmetic.functions());
        return known;
    }

    /** The parameter group that an index names. */
    String group(Expression index) {
        @Nullable String group = null;
        if (index instanceof Expression.Name name) {
            group = name.id();
        } else if (index instanceof Expression.Str string) {
            group = string.value();
        } else if (index instanceof Expression.Num number && number.integral()) {
            group = number.toString();
        }
        if (group == null || group.isEmpty()) {
            throw error(index.span(), "expected the name or the number of a parameter group; other names are quoted");
        }
        return group;
    }

    /** What a group follows: its own schedule, else that of all groups. */
    private Schedule ofGroup(Expression.Name name, Expression.Index index) {
        Span span = new Span(name.span().start(), index.span().end());
        Plan.Target target =
                new Plan.Target(guarded(name.span(), () -> new Hyperparameter(name.id())), group(index.index()));
        Schedule own = schedules.get(target.toString());
        Schedule schedule = own == null ? schedules.get(name.id()) : own;
        if (schedule == null) {
            throw error(span, target + " has not been assigned yet");
        }
        return schedule;
    }

    /** Whether a call of a name is read here, and no extension is asked. */
    static boolean isFunction(String name) {
        return Vocabulary.FACTORIES.containsKey(name)
                || Vocabulary.EXTREMES.containsKey(name)
                || Arithmetic.functions().contains(name)
                || name.equals("custom");
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
                receiver = guarded(call::place, () -> entry.meaning().apply(call));
            } else if (operation != null) {
                receiver = extreme(name.id(), operation, arguments);
            } else if (Arithmetic.functions().contains(name.id())) {
                return arithmetic(chain);
            } else if (name.id().equals("custom")) {
                throw error(chain.span(), "a custom schedule is a Java function, and cannot be read");
            } else {
                Plan.Extended extended = extension.read(chain);
                if (extended == null) {
                    throw Unknown.function(text, name.span(), name.id());
                }
                receiver = extended.schedule();
                next = extended.links();
            }
            next = Math.max(next, 1);
        } else if (chain.head() instanceof Expression.Name name && MODULES.contains(name.id())) {
            return arithmetic(chain);
        } else if (chain.head() instanceof Expression.Name name
                && chain.links().get(0) instanceof Expression.Index index) {
            receiver = ofGroup(name, index);
            next = 1;
        } else {
            Plan.Extended extended = extension.read(chain);
            if (extended == null) {
                checkOrigin(chain);
            }
            receiver = extended == null ? value(chain.head()) : extended.schedule();
            next = extended == null ? 0 : extended.links();
        }
        while (next < chain.links().size()) {
            receiver = method(receiver, chain, next);
            next += 2;
        }
        return receiver;
    }

    /** Refuses {@code torch.StepLR(…)} as a function, and not for the name of its module. */
    private void checkOrigin(Chain chain) {
        String path = Unknown.path(chain);
        if (path != null && path.indexOf('.') > 0 && !isKnown(path.substring(0, path.indexOf('.')))) {
            int start = chain.head().span().start();
            throw Unknown.function(text, new Span(start, start + path.length()), path);
        }
    }

    private boolean isKnown(String name) {
        return schedules.containsKey(name)
                || numbers.containsKey(name)
                || Vocabulary.FACTORIES.containsKey(name)
                || Vocabulary.BOUND_BY_RUNS.contains(name)
                || CONSTANTS.contains(name);
    }

    /** The rule that a call means. */
    Feedback feedback(Chain chain) {
        Expression.Name name = (Expression.Name) chain.head();
        if (chain.links().size() > 1) {
            throw error(chain.links().get(1).span(), "a rule has no operators");
        }
        FeedbackFunction function = FeedbackFunctions.named(name.id());
        Signature signature = Signature.of(function.signature());
        Call call =
                Call.bind(this, signature, (Expression.Arguments) chain.links().get(0), chain.span());
        return guarded(call::place, () -> function.of(call));
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
            throw Unknown.operator(text, link.span(), attribute.name());
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
        return guarded(call::place, () -> entry.meaning().apply(schedule, call));
    }

    private Object extreme(String name, Pointwise.Operation operation, Expression.Arguments arguments) {
        Object extreme = null;
        for (Expression operand : operands(name, arguments)) {
            Object value = value(operand);
            extreme = extreme == null ? value : operations.combined(operation, extreme, value, arguments.span());
        }
        if (extreme == null) {
            throw error(arguments.span(), name + " needs at least one argument");
        }
        return extreme;
    }

    private List<Expression> operands(String name, Expression.Arguments arguments) {
        for (Argument argument : arguments.arguments()) {
            if (argument.name() != null) {
                throw error(argument.span(), name + " takes no keywords");
            }
        }
        return listed(arguments.arguments().stream().map(Argument::value).toList());
    }

    /** Arguments, or the items of the one list that is given. */
    static List<Expression> listed(List<Expression> arguments) {
        Expression only = arguments.size() == 1 ? arguments.get(0) : null;
        return only instanceof Expression.ListOf list
                ? list.items()
                : only instanceof Expression.TupleOf tuple ? tuple.items() : arguments;
    }

    <T> T guarded(Span span, Supplier<T> making) {
        return guarded(problem -> span, making);
    }

    /** Gives what is wrong with an argument its place in the text. */
    <T> T guarded(Function<String, Span> place, Supplier<T> making) {
        try {
            return making.get();
        } catch (NotationException e) {
            throw e;
        } catch (IllegalArgumentException e) {
            String problem = String.valueOf(e.getMessage());
            throw error(place.apply(problem), problem);
        }
    }
}
