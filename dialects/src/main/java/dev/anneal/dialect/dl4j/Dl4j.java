package dev.anneal.dialect.dl4j;

import static dev.anneal.dialect.Condition.javaInt;
import static dev.anneal.dialect.Condition.nonZero;
import static dev.anneal.dialect.Condition.oneOf;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Config;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Reading;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Numerals;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.function.Function;

/** {@code org.nd4j.linalg.schedule}. Each schedule is asked with the iteration and the epoch, both counted from 0. */
public final class Dl4j implements Dialect {

    private static final String MODULE = "org.nd4j.linalg.schedule, ND4J 1.0.0-M2.1";
    private static final String TYPE = "scheduleType";

    /** Made by the service loader. */
    public Dl4j() {}

    @Override
    public String name() {
        return "dl4j";
    }

    @Override
    public String title() {
        return "Deeplearning4j";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are the schedules of org.nd4j.linalg.schedule, as ND4J 1.0.0-M2.1 has them, in Java: by their constructors and builders.");
    }

    @Override
    public List<String> prefixes() {
        return List.of("org.nd4j.linalg.schedule", "nd4j");
    }

    @Override
    public boolean java() {
        return true;
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                fixed(),
                exponential(),
                inverse(),
                map(),
                mapBuilder(),
                poly(),
                ramp(),
                sigmoid(),
                step(),
                shortCycle(),
                cycle());
    }

    @Override
    public List<Config> configs() {
        return Files.all();
    }

    /** An entry whose first parameter decides what is counted. */
    private static Entry.Draft typed(String signature) {
        return Entry.of(signature)
                .where(TYPE, oneOf("ITERATION", "EPOCH"))
                .clock(call -> call.word(TYPE).equals("EPOCH") ? Clock.EPOCH : Clock.STEP);
    }

    private static Function<Call, Plan> plan(Function<Call, Schedule> meaning) {
        return meaning.andThen(Plan::of);
    }

    /** A number as it may stand in a formula. */
    private static String n(double number) {
        return number < 0 ? "(" + Numerals.text(number) + ")" : Numerals.text(number);
    }

    private static Entry fixed() {
        return Entry.of("FixedSchedule(value)")
                .clock(Clock.STEP)
                .formula("value")
                .means(plan(call -> Schedule.constant(call.number("value"))))
                .example("new FixedSchedule(0.1)", "steps=100")
                .source(MODULE);
    }

    private static Entry exponential() {
        return typed("ExponentialSchedule(scheduleType, initialValue, gamma)")
                .formula("initialValue · gamma^t")
                .means(plan(call -> powers(call.number("initialValue"), call.number("gamma"))))
                .quirk("A negative gamma is accepted: the value changes its sign each time.")
                .example("new ExponentialSchedule(ScheduleType.ITERATION, 0.1, 0.97)", "steps=100")
                .source(MODULE);
    }

    private static Schedule powers(double initial, double factor) {
        // between whole times a negative number has no power
        return factor >= 0
                ? Schedule.exponential(initial, factor)
                : Schedule.formula("t -> " + n(initial) + " * " + n(factor) + " ** floor(t)");
    }

    private static Entry inverse() {
        return typed("InverseSchedule(scheduleType, initialValue, gamma, power)")
                .formula("initialValue / (1 + gamma · t)^power")
                .means(plan(call -> {
                    double initial = call.number("initialValue");
                    double gamma = call.number("gamma");
                    double power = call.number("power");
                    return gamma >= 0
                            ? Schedule.inverseTime(initial, gamma, 1, power)
                            : Schedule.formula("t -> " + n(initial) + " / (1 + " + n(gamma) + " * t) ** " + n(power));
                }))
                .quirk(
                        "A negative gamma is accepted: the value has a pole at -1 / gamma, and may be no number after it.")
                .example("new InverseSchedule(ScheduleType.ITERATION, 0.01, 0.1, 0.75)", "steps=100")
                .source(MODULE);
    }

    private static Entry map() {
        return typed("MapSchedule(scheduleType, values)")
                .formula("the value of the greatest key <= t")
                .means(plan(call -> {
                    TreeMap<Integer, Double> values = new TreeMap<>();
                    call.value("values").table().forEach((key, value) -> values.put(position(key), value.number()));
                    return table(call, values);
                }))
                .quirk("Negative keys are accepted, and never reached.")
                .example("new MapSchedule(ScheduleType.ITERATION, Map.of(0, 0.1, 60, 0.01, 80, 0.001))", "steps=100")
                .source(MODULE);
    }

    private static Entry mapBuilder() {
        return typed("MapSchedule.Builder(scheduleType).add(position, value).build()")
                .formula("the value of the greatest position <= t")
                .means(plan(call -> {
                    TreeMap<Integer, Double> values = new TreeMap<>();
                    for (Map.Entry<String, List<Value>> add : call.calls("add")) {
                        List<Value> arguments = add.getValue();
                        if (arguments.size() != 2) {
                            throw call.error("add must have 2 arguments, got " + arguments.size());
                        }
                        values.put(position(arguments.get(0)), arguments.get(1).number());
                    }
                    return table(call, values);
                }))
                .quirk("Of several values for one position the last counts.")
                .example(
                        "new MapSchedule.Builder(ScheduleType.ITERATION).add(0, 0.5).add(10, 0.25).add(30, 0.05).build()",
                        "steps=100")
                .source(MODULE);
    }

    private static int position(Value key) {
        double position = key.number();
        if (!key.isInteger() || position != (int) position) {
            throw key.refused("be an int");
        }
        return (int) position;
    }

    private static Schedule table(Call call, NavigableMap<Integer, Double> values) {
        if (!values.containsKey(0)) {
            throw call.error("MapSchedule must have a value for position 0, got positions " + values.keySet());
        }
        TreeMap<Integer, Double> changes = new TreeMap<>();
        values.tailMap(0).forEach((position, value) -> {
            if (changes.isEmpty() || !changes.lastEntry().getValue().equals(value)) {
                changes.put(position, value);
            }
        });
        double[] starts =
                changes.keySet().stream().mapToDouble(Integer::doubleValue).toArray();
        double[] held =
                changes.values().stream().mapToDouble(Double::doubleValue).toArray();
        return held.length == 1 ? Schedule.constant(held[0]) : Schedule.piecewise(starts, held);
    }

    private static Entry poly() {
        return typed("PolySchedule(scheduleType, initialValue, power, maxIter)")
                .where("maxIter", javaInt())
                .formula("initialValue · (1 + t / maxIter)^power for t < maxIter, then 0")
                .means(plan(call -> {
                    double initial = call.number("initialValue");
                    double end = call.number("maxIter");
                    return end <= 0
                            ? Schedule.constant(0)
                            : Schedule.inverseTime(initial, 1, end, -call.number("power"))
                                    .until(end)
                                    .then(Schedule.constant(0));
                }))
                .quirk(
                        "It is documented as a decay, but it grows to 2^power times the initial value before it drops to 0.")
                .quirk("A maxIter of 0 or less is accepted: the value is 0 from the start.")
                .example("new PolySchedule(ScheduleType.ITERATION, 0.1, 2, 90)", "steps=100")
                .source(MODULE);
    }

    private static Entry ramp() {
        return Entry.of("RampSchedule(baseSchedule, numIter)")
                .where("numIter", javaInt())
                .clock(Clock.STEP)
                .formula("base(t) · min(1, (t + 1) / numIter)")
                .means(plan(call -> {
                    Schedule base = base(call);
                    double count = call.number("numIter");
                    return count > 1 ? base.times(Schedule.linear(1 / count, 1, count - 1)) : base;
                }))
                .quirk("The base goes on while it ramps, and the full value comes at iteration numIter - 1.")
                .quirk("The ramp counts iterations, also when its base counts epochs.")
                .example("new RampSchedule(new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 30), 20)", "steps=100")
                .source(MODULE);
    }

    private static Schedule base(Call call) {
        Value value = call.value("baseSchedule");
        Call base = value.call();
        if (!base.dialect().name().equals("dl4j")) {
            throw value.refused("be an ISchedule");
        }
        Plan plan = base.plan();
        if (base.clock() == Clock.EPOCH) {
            if (call.horizon().stepsPerEpoch().isEmpty()) {
                throw value.refused("have a known number of iterations an epoch, give --steps-per-epoch");
            }
            plan = new Reading(plan, Clock.EPOCH, "", List.of()).inSteps(call.horizon());
        }
        return plan.assignments().get(0).schedule();
    }

    private static Entry sigmoid() {
        return typed("SigmoidSchedule(scheduleType, initialValue, gamma, stepSize)")
                .where("stepSize", javaInt())
                .formula("initialValue / (1 + exp(-gamma · (t - stepSize)))")
                .means(plan(call -> {
                    double size = call.number("stepSize");
                    String since = size < 0 ? "t + " + n(-size) : "t - " + n(size);
                    return Schedule.formula("t -> " + n(call.number("initialValue")) + " / (1 + exp("
                            + n(-call.number("gamma") + 0.0) + " * (" + since + ")))");
                }))
                .quirk("It decays for a negative gamma only.")
                .example("new SigmoidSchedule(ScheduleType.ITERATION, 0.1, -0.1, 50)", "steps=100")
                .source(MODULE);
    }

    private static Entry step() {
        return typed("StepSchedule(scheduleType, initialValue, decayRate, step)")
                .where("step", nonZero())
                .formula("initialValue · decayRate^⌊t / step⌋")
                .means(plan(call -> {
                    double initial = call.number("initialValue");
                    double decay = call.number("decayRate");
                    double step = call.number("step");
                    // a quotient that is not whole is rounded here as upstream rounds it
                    return step == Math.rint(step) && step > 0 && decay >= 0
                            ? Schedule.exponential(initial, decay, step).staircase(step)
                            : Schedule.formula(
                                    "t -> " + n(initial) + " * " + n(decay) + " ** floor(t / " + n(step) + ")");
                }))
                .quirk("A step may be a fraction: the quotient is rounded to a double before it is rounded down.")
                .example("new StepSchedule(ScheduleType.ITERATION, 0.1, 0.5, 30)", "steps=100")
                .source(MODULE);
    }

    private static Entry shortCycle() {
        return typed("CycleSchedule(scheduleType, maxLearningRate, cycleLength)")
                .where("cycleLength", javaInt().and(nonZero()))
                .formula("the full form with initialLearningRate = 0.1 · max, annealingLength = round(0.1 · length), "
                        + "annealingDecay = 0.1")
                .means(plan(call -> {
                    double max = call.number("maxLearningRate");
                    int length = (int) call.number("cycleLength");
                    return new Cycle(max * 0.1, max, length, (int) Math.round(length * 0.1), 0.1).schedule();
                }))
                .quirk("Where length - annealing is odd, a cycle has one value of initial / decay before it anneals.")
                .example("new CycleSchedule(ScheduleType.ITERATION, 0.1, 50)", "steps=100")
                .source(MODULE);
    }

    private static Entry cycle() {
        return typed("CycleSchedule(scheduleType, initialLearningRate, maxLearningRate, cycleLength, annealingLength, "
                        + "annealingDecay)")
                .where("cycleLength", javaInt().and(nonZero()))
                .where("annealingLength", javaInt())
                .formula("initial to max and back in ⌊(length - annealing) / 2⌋ each, "
                        + "then initial · decay^(annealing - length + position); over and over")
                .means(plan(call -> new Cycle(
                                call.number("initialLearningRate"),
                                call.number("maxLearningRate"),
                                (int) call.number("cycleLength"),
                                (int) call.number("annealingLength"),
                                call.number("annealingDecay"))
                        .schedule()))
                .quirk("Where length - annealing is odd, a cycle has one value of initial / decay before it anneals.")
                .quirk("An initial rate above the maximum is accepted: the cycle points down.")
                .example("new CycleSchedule(ScheduleType.ITERATION, 0.01, 0.1, 60, 20, 0.5)", "steps=120")
                .source(MODULE);
    }

    /** One cycle, over and over; lengths that make no sense give what the formula gives. */
    private record Cycle(double initial, double max, int length, int annealing, double decay) {

        Schedule schedule() {
            double period = Math.abs((double) length);
            int half = Math.max(0, (length - annealing) / 2);
            Schedule cycle = half == 0
                    ? annealed(annealing - length)
                    : Schedule.linear(initial, max, half).then(Schedule.linear(max, initial, half));
            if (half > 0 && 2 * half < period) {
                cycle = cycle.then(annealed(annealing - length + 2 * half));
            }
            return cycle.until(period).repeat();
        }

        /** What anneals, from a power of the decay on. */
        private Schedule annealed(int power) {
            if (power <= 0) {
                double first = initial * Math.pow(decay, power);
                if (!Double.isFinite(first)) {
                    throw new IllegalArgumentException(
                            "annealingDecay must leave the value finite, which begins with initial / decay here, got "
                                    + Numerals.text(decay));
                }
                return powers(first, decay);
            }
            return decay >= 0
                    ? powers(initial, decay).skip(power)
                    : Schedule.formula("t -> " + n(initial) + " * " + n(decay) + " ** floor(t + " + power + ")");
        }
    }
}
