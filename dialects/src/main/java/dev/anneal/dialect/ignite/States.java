package dev.anneal.dialect.ignite;

import static dev.anneal.dialect.Condition.number;

import dev.anneal.Hyperparameter;
import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Entry;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Numerals;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/** State schedulers: they set an attribute of the engine's state, and count before they do. */
final class States {

    private static final String EARLY =
            "It counts before it computes: its first value is that of event 1, and what it gives for 0 is never seen.";
    private static final String REST = "param_name, save_history=False, create_new=False)";

    private States() {}

    static List<Entry> entries() {
        return List.of(lambda(), piecewise(), exponential(), step(), multiStep());
    }

    private static Entry entry(String signature, String formula, String example, Function<Call, Schedule> meaning) {
        return Entry.of(signature + REST)
                .formula(formula)
                .means(call ->
                        Plan.of(new Hyperparameter(call.value("param_name").text()), "", meaning.apply(call)))
                .quirk(EARLY)
                .quirk("param_name is an attribute of the engine's state: what it says is up to the program.")
                .example("ignite." + example, "steps=40")
                .source("ignite.handlers.state_param_scheduler, ignite 0.5.5");
    }

    private static Entry lambda() {
        return entry(
                "LambdaStateScheduler(lambda_obj, ",
                "lambda_obj(t + 1)",
                "LambdaStateScheduler(lambda event: 0.1 * 0.9 ** event, 'lr')",
                call -> ofNext(call.function("lambda_obj").lambda()));
    }

    /** A function of the next event: for 0 it may have no value. */
    private static Schedule ofNext(Expression.Lambda function) {
        String event = function.parameters().get(0);
        String next = function.body().toString().replaceAll("\\b" + event + "\\b", "(" + event + " + 1)");
        return Schedule.parse("formula(" + event + " -> " + next + ")");
    }

    private static Entry piecewise() {
        return entry(
                "PiecewiseLinearStateScheduler(milestones_values, ",
                "straight lines between values at milestones, at event t + 1",
                "PiecewiseLinearStateScheduler([(1, 0.0), (10, 0.1), (40, 0.0)], 'lr')",
                call -> Milestones.of(call.value("milestones_values")).from(1));
    }

    private static Entry exponential() {
        return entry(
                "ExpStateScheduler(initial_value, gamma, ",
                "initial_value · gamma^(t + 1)",
                "ExpStateScheduler(0.1, 0.9, 'lr')",
                call -> decay(call.number("initial_value"), call.number("gamma"), 1));
    }

    private static Entry step() {
        return Entry.of("StepStateScheduler(initial_value, gamma, step_size, " + REST)
                .where("step_size", number("not be 0", size -> size != 0))
                .formula("initial_value · gamma^⌊(t + 1) / step_size⌋")
                .means(call -> Plan.of(
                        new Hyperparameter(call.value("param_name").text()),
                        "",
                        decay(call.number("initial_value"), call.number("gamma"), call.number("step_size"))))
                .quirk(EARLY)
                .example("ignite.StepStateScheduler(0.1, 0.5, 10, 'lr')", "steps=40")
                .source("ignite.handlers.state_param_scheduler, ignite 0.5.5");
    }

    private static Schedule decay(double initial, double gamma, double size) {
        if (gamma == 1 || initial == 0) {
            return Schedule.constant(initial);
        }
        if (size == 1 && gamma > 0) {
            return Schedule.exponential(initial * gamma, gamma);
        }
        if (gamma > 0 && size > 1) {
            return Schedule.exponential(initial, gamma, size).staircase(size).skip(1);
        }
        if (gamma == 0 && size < 0) {
            throw new IllegalArgumentException("gamma must not be 0 with a negative step_size, got 0");
        }
        String power = "(" + Numerals.text(gamma) + ") ** ((t + 1) // (" + Numerals.text(size) + "))";
        return Schedule.formula("t -> " + power).times(initial);
    }

    private static Entry multiStep() {
        return entry(
                "MultiStepStateScheduler(initial_value, gamma, milestones, ",
                "initial_value · gamma^n, n the number of milestones ≤ t + 1",
                "MultiStepStateScheduler(0.1, 0.5, [10, 20, 30], 'lr')",
                States::multiStep);
    }

    /** The milestones are searched by halves, which has its own answer where they do not rise. */
    private static Schedule multiStep(Call call) {
        double[] milestones = call.numbers("milestones");
        double initial = call.number("initial_value");
        double gamma = call.number("gamma");
        double[] starts = Arrays.stream(milestones)
                .map(milestone -> Math.max(0, Math.ceil(milestone) - 1))
                .sorted()
                .distinct()
                .toArray();
        double[] times = starts.length > 0 && starts[0] == 0 ? starts : with(0, starts);
        double[] values = Arrays.stream(times)
                .map(time -> initial * Math.pow(gamma, passed(milestones, time + 1)))
                .toArray();
        return times.length == 1 ? Schedule.constant(values[0]) : Schedule.piecewise(times, values);
    }

    private static double[] with(double first, double[] rest) {
        double[] all = new double[rest.length + 1];
        all[0] = first;
        System.arraycopy(rest, 0, all, 1, rest.length);
        return all;
    }

    private static int passed(double[] milestones, double event) {
        int low = 0;
        int high = milestones.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (event < milestones[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
