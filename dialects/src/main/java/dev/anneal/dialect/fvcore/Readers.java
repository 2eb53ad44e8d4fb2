package dev.anneal.dialect.fvcore;

import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Makes functions of the progress from calls. */
final class Readers {

    /** As many values are computed for a scheduler. */
    private static final int MOST_VALUES = 1_000_000;

    /** How much lengths of parts may miss. */
    private static final double MISSING = 1e-3;

    private Readers() {}

    /** The scheduler that an argument is. */
    static Param scheduler(Value value) {
        Call call = value.call();
        if (!call.dialect().name().equals("fvcore") || call.entry().name().equals("LRMultiplier")) {
            throw value.refused("be a ParamScheduler");
        }
        return param(call);
    }

    static Param param(Call call) {
        return switch (call.entry().name()) {
            case "ConstantParamScheduler" -> Param.constant(call.number("value"));
            case "LinearParamScheduler" -> Param.linear(call.number("start_value"), call.number("end_value"));
            case "CosineParamScheduler" -> Param.cosine(call.number("start_value"), call.number("end_value"));
            case "ExponentialParamScheduler" -> Param.exponential(call.number("start_value"), call.number("decay"));
            case "PolynomialDecayParamScheduler" -> Param.polynomial(call.number("base_value"), call.number("power"));
            case "MultiStepParamScheduler" -> multiStep(call);
            case "StepParamScheduler" -> Param.steps(values(call));
            case "StepWithFixedGammaParamScheduler" -> fixedGamma(call);
            case "CompositeParamScheduler" -> composite(call);
            default -> warmup(call);
        };
    }

    private static double[] values(Call call) {
        double[] values = call.numbers("values");
        if (values.length == 0) {
            throw call.value("values").refused("have at least one value");
        }
        return values;
    }

    private static Param multiStep(Call call) {
        double[] values = values(call);
        if (!call.has("num_updates") && !call.has("milestones")) {
            throw call.error("MultiStepParamScheduler needs one of num_updates and milestones");
        }
        double[] milestones = call.has("milestones") ? given(call, values.length) : null;
        double updates = call.has("num_updates") || milestones == null
                ? call.number("num_updates")
                : milestones[milestones.length - 1];
        if (updates < values.length) {
            throw call.value(call.has("num_updates") ? "num_updates" : "milestones")
                    .refused((call.has("num_updates") ? "be" : "end") + " >= the number of values, which is "
                            + values.length);
        }
        double[] bounds = new double[values.length];
        double width = Math.ceil(updates / values.length);
        for (int i = 1; i < values.length; i++) {
            bounds[i] = milestones == null ? width * i : milestones[i - 1];
            check(call, bounds[i - 1], bounds[i], updates);
        }
        return Param.stairs(updates, bounds, values);
    }

    private static double[] given(Call call, int values) {
        double[] milestones = call.numbers("milestones");
        int wanted = values - (call.has("num_updates") ? 1 : 0);
        if (milestones.length != wanted) {
            throw call.value("milestones").refused("be " + wanted + " for " + values + " values");
        }
        return milestones;
    }

    private static void check(Call call, double before, double bound, double updates) {
        Value value = call.value(call.has("milestones") ? "milestones" : "num_updates");
        if (!(bound < updates)) {
            throw value.refused(
                    call.has("milestones")
                            ? "be < num_updates, which is " + Numerals.text(updates)
                            : "leave an update to each value: steps of " + Numerals.text(bound - before)
                                    + " do not fit");
        }
        if (!(bound > before)) {
            throw value.refused("rise from above 0");
        }
    }

    private static Param fixedGamma(Call call) {
        double decays = call.number("num_decays");
        if (decays >= MOST_VALUES) {
            throw call.value("num_decays").refused("be < " + MOST_VALUES + " here");
        }
        double[] values = new double[(int) decays + 1];
        values[0] = call.number("base_value");
        for (int i = 1; i < values.length; i++) {
            values[i] = values[i - 1] * call.number("gamma");
        }
        return Param.steps(values);
    }

    private static Param composite(Call call) {
        List<Value> schedulers = call.value("schedulers").items();
        double[] lengths = call.numbers("lengths");
        List<Value> scaling = call.value("interval_scaling").items();
        if (schedulers.isEmpty()) {
            throw call.value("schedulers").refused("have at least one scheduler");
        }
        if (schedulers.size() != lengths.length) {
            throw call.value("lengths").refused("be one for each of " + schedulers.size() + " schedulers");
        }
        if (scaling.size() < lengths.length) {
            throw call.value("interval_scaling").refused("be one for each of " + schedulers.size() + " schedulers");
        }
        double sum = Arrays.stream(lengths).reduce(0, Double::sum);
        if (!(Math.abs(sum - 1) < MISSING)) {
            throw call.value("lengths").refused("add up to 1");
        }
        if (sum != 1) {
            lengths[lengths.length - 1] =
                    1 - Arrays.stream(lengths, 0, lengths.length - 1).reduce(0, Double::sum);
        }
        List<Composite.Part> parts = new ArrayList<>();
        for (int i = 0; i < lengths.length; i++) {
            boolean rescaled = scaling.get(i).word().equals("rescaled");
            parts.add(new Composite.Part(part(schedulers.get(i)), lengths[i], rescaled));
        }
        return new Composite(parts);
    }

    /** Whatever can be called with the progress will do. */
    private static Param part(Value value) {
        return value.isFunction() ? Param.function(value.function(1, 1)) : scheduler(value);
    }

    private static Param warmup(Call call) {
        Value given = call.value("scheduler");
        Param scheduler = part(given);
        double length = call.number("warmup_length");
        boolean rescaled = call.flag("rescale_interval");
        double start = call.number("warmup_factor") * scheduler.at(0);
        Param warmup = call.word("warmup_method").equals("constant")
                ? Param.constant(start)
                : Param.linear(start, scheduler.at(rescaled ? 0 : length));
        return new Composite(
                List.of(new Composite.Part(warmup, length, true), new Composite.Part(scheduler, 1 - length, rescaled)));
    }
}
