package dev.anneal;

import dev.anneal.notation.NumericFunction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** The words of the notation: what can be called, with which arguments, and what it means. The one place that lists them. */
final class Vocabulary {

    /** A call in the making: arguments by their names, read as what is asked for. */
    interface Arguments {
        double number(String parameter);

        Schedule schedule(String parameter);

        Curve curve(String parameter);

        /** The numbers of a parameter written {@code *name}. */
        double[] numbers(String parameter);

        /** What is made of the times and values of a dictionary. */
        Schedule table(String parameter, BiFunction<double[], double[], Schedule> making);

        /** The schedule that a lambda of one or two parameters makes. */
        NumericFunction lambda(String parameter);

        /** A word, in quotes or not, that is one of some choices. */
        <E extends Enum<E>> E choice(String parameter, Class<E> choices);

        boolean has(String parameter);

        /** How often to repeat, and how each cycle evolves, given in either order or not at all. */
        Schedule repeated(Schedule cycle);

        /** Counts work that is not proportional to the text. */
        void charge(long work);
    }

    /** Something that can be called: its signature, and the meaning of a call. */
    record Entry<T>(Signature signature, T meaning) {}

    interface Method {
        Schedule apply(Schedule receiver, Arguments arguments);
    }

    static final Map<String, Entry<Function<Arguments, Schedule>>> FACTORIES = index(
            factory("constant(value)", a -> Schedule.constant(a.number("value"))),
            factory("hold(value, length)", a -> Schedule.hold(a.number("value"), a.number("length"))),
            factory(
                    "linear(from, to, length)",
                    a -> Schedule.linear(a.number("from"), a.number("to"), a.number("length"))),
            factory(
                    "cosine(from, to, length)",
                    a -> Schedule.cosine(a.number("from"), a.number("to"), a.number("length"))),
            factory(
                    "polynomial(from, to, length, power)",
                    a -> Schedule.polynomial(a.number("from"), a.number("to"), a.number("length"), a.number("power"))),
            factory(
                    "geometric(from, to, length)",
                    a -> Schedule.geometric(a.number("from"), a.number("to"), a.number("length"))),
            factory(
                    "ramp(from, to, length, curve)",
                    a -> Schedule.ramp(a.number("from"), a.number("to"), a.number("length"), a.curve("curve"))),
            factory(
                    "exponential(initial, gamma, unit=1)",
                    a -> Schedule.exponential(a.number("initial"), a.number("gamma"), a.number("unit"))),
            factory(
                    "inverseTime(initial, rate, unit=1, power=1)",
                    a -> Schedule.inverseTime(
                            a.number("initial"), a.number("rate"), a.number("unit"), a.number("power"))),
            factory("inverseSqrt(initial, unit=1)", a -> Schedule.inverseSqrt(a.number("initial"), a.number("unit"))),
            factory(
                    "multiStep(initial, gamma, *milestones)",
                    a -> Schedule.multiStep(a.number("initial"), a.number("gamma"), a.numbers("milestones"))),
            factory("piecewise(values)", a -> a.table("values", Schedule::piecewise)),
            factory("interpolate(values, curve=linear)", a -> {
                Curve curve = a.curve("curve");
                return a.table("values", (times, values) -> Schedule.interpolate(times, values, curve));
            }),
            factory(
                    "formula(function, length=inf)",
                    a -> Formula.of(
                            a.lambda("function"),
                            a.has("length") ? Check.length("length", a.number("length")) : Double.POSITIVE_INFINITY)),
            factory("iterate(seed, n, next)", Vocabulary::iterate));

    static final Map<String, Entry<Method>> METHODS = index(
            method("then(next)", Vocabulary::then),
            method("until(n)", (s, a) -> s.until(a.number("n"))),
            method("skip(n)", (s, a) -> s.skip(a.number("n"))),
            method("repeat(n=inf, evolution=stretching(1))", (s, a) -> a.repeated(s)),
            method("stretched(factor)", (s, a) -> s.stretched(a.number("factor"))),
            method("staircase(period)", (s, a) -> s.staircase(a.number("period"))),
            method("times(factor)", (s, a) -> s.times(a.schedule("factor"))),
            method(
                    "scaledFor(batch, reference, scaling=linear)",
                    (s, a) -> s.scaledFor(
                            a.number("batch"), a.number("reference"), a.choice("scaling", BatchScaling.class))),
            method("plus(summand)", (s, a) -> s.plus(a.schedule("summand"))),
            method("atLeast(floor)", (s, a) -> s.atLeast(a.number("floor"))),
            method("atMost(ceiling)", (s, a) -> s.atMost(a.number("ceiling"))),
            method("min(other)", (s, a) -> s.min(a.schedule("other"))),
            method("max(other)", (s, a) -> s.max(a.schedule("other"))));

    static final Map<String, Entry<Function<Arguments, Curve>>> CURVES = index(
            curve("linear()", a -> Curve.linear()),
            curve("cosine()", a -> Curve.cosine()),
            curve("geometric()", a -> Curve.geometric()),
            curve("oneMinusSqrt()", a -> Curve.oneMinusSqrt()),
            curve("power(k)", a -> Curve.power(a.number("k"))),
            curve("exponential(k)", a -> Curve.exponential(a.number("k"))),
            curve("sigmoid(k)", a -> Curve.sigmoid(a.number("k"))),
            curve("tanh(lower, upper)", a -> Curve.tanh(a.number("lower"), a.number("upper"))),
            curve("rex(a=0.5)", a -> Curve.rex(a.number("a"))),
            curve("kDecay(k)", a -> Curve.kDecay(a.number("k"))),
            curve("hyperbolic(u)", a -> Curve.hyperbolic(a.number("u"))));

    /** Functions of any number of numbers and schedules. */
    static final Map<String, Pointwise.Operation> EXTREMES =
            Map.of("min", Pointwise.Operation.MIN, "max", Pointwise.Operation.MAX);

    /** Names that have a meaning only where a run is known. */
    static final List<String> BOUND_BY_RUNS = List.of(
            "total", "epoch", "steps", "epochs", "steps_per_epoch", "samples", "batch", "workers", "accumulation");

    private Vocabulary() {}

    private static Schedule then(Schedule first, Arguments a) {
        Schedule next = a.schedule("next");
        a.charge(Sequence.costOfJoining((Node) first, (Node) next));
        return first.then(next);
    }

    private static Schedule iterate(Arguments a) {
        double n = a.number("n");
        if (n != Math.rint(n) || !(n >= 1 && n <= Iteration.MAX_LENGTH)) {
            throw Check.broken("n", "be a whole number in 1.." + Iteration.MAX_LENGTH, n);
        }
        var next = a.lambda("next");
        if (next.parameters() != 2) {
            throw Check.broken("next", "have two parameters, the time and the value before", next);
        }
        // a value costs what its expression does, and that is in proportion to the text
        a.charge(((long) n) * (1 + next.toString().length() / 64));
        return Iteration.of(a.number("seed"), (int) n, next::at, next);
    }

    private static Entry<Function<Arguments, Schedule>> factory(
            String signature, Function<Arguments, Schedule> meaning) {
        return new Entry<>(Signature.of(signature), meaning);
    }

    private static Entry<Method> method(String signature, Method meaning) {
        return new Entry<>(Signature.of(signature), meaning);
    }

    private static Entry<Function<Arguments, Curve>> curve(String signature, Function<Arguments, Curve> meaning) {
        return new Entry<>(Signature.of(signature), meaning);
    }

    @SafeVarargs
    private static <T> Map<String, Entry<T>> index(Entry<T>... entries) {
        Map<String, Entry<T>> index = new LinkedHashMap<>();
        for (Entry<T> entry : entries) {
            index.put(entry.signature().name(), entry);
        }
        return index;
    }
}
