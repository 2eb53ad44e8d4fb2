package dev.anneal.dialect.fvcore;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.integerAtLeast;
import static dev.anneal.dialect.Condition.oneOf;
import static dev.anneal.dialect.Condition.only;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Plan;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import java.util.List;
import java.util.OptionalDouble;

/** {@code fvcore.common.param_scheduler}, and what detectron2 puts around it. */
public final class FvCore implements Dialect {

    private static final String SOURCE = "fvcore.common.param_scheduler.%s, 0.1.5";
    private static final String DETECTRON = "detectron2.solver.lr_scheduler.%s, 0.6";
    private static final String LOOKS_AHEAD =
            "The progress counts as 0.000001 further than it is: in runs of more than a million updates stairs come early.";
    private static final Condition NUMBER = Condition.number("be a number", value -> true);

    /** Made by the service loader. */
    public FvCore() {}

    @Override
    public String name() {
        return "fvcore";
    }

    @Override
    public String title() {
        return "fvcore and Detectron2";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are all schedulers of fvcore.common.param_scheduler, as fvcore 0.1.5 has them, and Detectron2's WarmupParamScheduler and LRMultiplier, of version 0.6.",
                "They are functions of the progress of a run: give --steps, or --epochs and --steps-per-epoch. The config nodes of Detectron2 are not read.");
    }

    @Override
    public List<String> prefixes() {
        return List.of(
                "fvcore.common.param_scheduler",
                "fvcore.common",
                "param_scheduler",
                "detectron2.solver",
                "detectron2.solver.lr_scheduler",
                "detectron2.solver.build");
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                constant(),
                linear(),
                cosine(),
                exponential(),
                polynomial(),
                multiStep(),
                step(),
                fixedGamma(),
                composite(),
                warmup(),
                multiplier());
    }

    /** An entry of a function of the progress. */
    private static Entry.Draft param(String signature) {
        return Entry.of(signature).clock(Clock.STEP).means(call -> {
            OptionalDouble steps = call.horizon().steps();
            if (steps.isEmpty()) {
                throw call.error(call.entry().name()
                        + " is a function of the progress of a run: give --steps, or --epochs and --steps-per-epoch");
            }
            return Plan.of(Readers.param(call).over(Progress.of(steps.getAsDouble()), Double.POSITIVE_INFINITY));
        });
    }

    private static String source(String name) {
        return SOURCE.formatted(name);
    }

    private static Entry constant() {
        return param("ConstantParamScheduler(value)")
                .where("value", NUMBER)
                .formula("value")
                .quirk(
                        "At the end of the run, where the progress is 1, upstream raises an error; here the value stays.")
                .example("fvcore.ConstantParamScheduler(0.1)", "steps=100")
                .source(source("ConstantParamScheduler"));
    }

    private static Entry linear() {
        return param("LinearParamScheduler(start_value, end_value)")
                .where("start_value", NUMBER)
                .where("end_value", NUMBER)
                .formula("end_value · w + start_value · (1 - w), w = t / total")
                .quirk("The line goes on past the end of the run, below 0 if it falls.")
                .example("fvcore.LinearParamScheduler(0.1, 0.001)", "steps=100")
                .source(source("LinearParamScheduler"));
    }

    private static Entry cosine() {
        return param("CosineParamScheduler(start_value, end_value)")
                .where("start_value", NUMBER)
                .where("end_value", NUMBER)
                .formula("end_value + (start_value - end_value) · (1 + cos(π · w)) / 2, w = t / total")
                .quirk("The wave goes on past the end of the run: the value turns back.")
                .example("fvcore.CosineParamScheduler(0.1, 0.0001)", "steps=100")
                .source(source("CosineParamScheduler"));
    }

    private static Entry exponential() {
        return param("ExponentialParamScheduler(start_value, decay)")
                .where("start_value", NUMBER)
                .where("decay", atLeast(0))
                .formula("start_value · decay^w, w = t / total")
                .quirk("decay is the factor of the whole run, not of one update.")
                .example("fvcore.ExponentialParamScheduler(2.0, 0.02)", "steps=100")
                .source(source("ExponentialParamScheduler"));
    }

    private static Entry polynomial() {
        return param("PolynomialDecayParamScheduler(base_value, power)")
                .where("base_value", NUMBER)
                .where("power", NUMBER)
                .formula("base_value · (1 - w)^power, w = t / total")
                .quirk(
                        "Past the end of the run a whole power goes on, below 0 if it is odd; for another one the value is "
                                + "complex upstream, and stays at 0 here.")
                .quirk("A negative power rises without bound towards the end of the run.")
                .example("fvcore.PolynomialDecayParamScheduler(0.1, 0.9)", "steps=100")
                .source(source("PolynomialDecayParamScheduler"));
    }

    private static Entry multiStep() {
        return param("MultiStepParamScheduler(values, num_updates=None, milestones=None)")
                .formula("values[i], i the number of milestones <= num_updates · w, w = t / total")
                .quirk("Milestones are parts of num_updates, whatever the length of the run: milestones=[3, 6, 9] and "
                        + "milestones=[30, 60, 90] mean the same.")
                .quirk("Without num_updates the last milestone stands for it; without milestones they are multiples of "
                        + "num_updates / len(values), rounded up.")
                .quirk(LOOKS_AHEAD)
                .example(
                        "fvcore.MultiStepParamScheduler([1, 0.1, 0.01], num_updates=90, milestones=[60, 80])",
                        "steps=90")
                .source(source("MultiStepParamScheduler"));
    }

    private static Entry step() {
        return param("StepParamScheduler(num_updates, values)")
                .where("num_updates", positive())
                .formula("values[⌊w · len(values)⌋], w = t / total")
                .quirk("num_updates must be positive, and does nothing else.")
                .quirk("At the end of the run upstream raises an error; here the last value stays.")
                .quirk(LOOKS_AHEAD)
                .example("fvcore.StepParamScheduler(120, [0.1, 0.01, 0.001, 0.0001])", "steps=120")
                .source(source("StepParamScheduler"));
    }

    private static Entry fixedGamma() {
        return param("StepWithFixedGammaParamScheduler(base_value, num_decays, gamma, num_updates)")
                .where("base_value", positive())
                .where("gamma", positive())
                .where("num_decays", integerAtLeast(1))
                .where("num_updates", integerAtLeast(1))
                .formula("base_value · gamma^⌊w · (num_decays + 1)⌋, w = t / total")
                .quirk("num_updates must be a positive integer, and does nothing else.")
                .quirk(LOOKS_AHEAD)
                .example(
                        "fvcore.StepWithFixedGammaParamScheduler(base_value=0.1, num_decays=3, gamma=0.1, num_updates=120)",
                        "steps=120")
                .source(source("StepWithFixedGammaParamScheduler"));
    }

    private static Entry composite() {
        return param("CompositeParamScheduler(schedulers, lengths, interval_scaling)")
                .where("interval_scaling", oneOf("rescaled", "fixed"))
                .formula(
                        "schedulers[i] for its part lengths[i] of the progress w = t / total: with 'rescaled' it sees its part "
                                + "as 0 to 1, with 'fixed' it sees w")
                .quirk("A part that is 'fixed' does not begin at its start: it is entered midway.")
                .quirk(
                        "Where lengths do not add up to exactly 1, the last one is mended, if less than 0.001 is missing.")
                .quirk(LOOKS_AHEAD)
                .example(
                        "fvcore.CompositeParamScheduler([LinearParamScheduler(0.001, 0.1), CosineParamScheduler(0.1, 0)], "
                                + "[0.1, 0.9], ['rescaled', 'rescaled'])",
                        "steps=100")
                .source(source("CompositeParamScheduler"));
    }

    private static Entry warmup() {
        return param("WarmupParamScheduler(scheduler, warmup_factor, warmup_length, warmup_method='linear', "
                        + "rescale_interval=False)")
                .where("warmup_factor", NUMBER)
                .where("warmup_length", NUMBER)
                .where("warmup_method", oneOf("linear", "constant"))
                .formula(
                        "from warmup_factor · scheduler(0) to scheduler(warmup_length) in the part warmup_length of the run, then "
                                + "scheduler(w), w = t / total")
                .quirk("With rescale_interval the warmup leads to scheduler(0), and the scheduler begins after it.")
                .quirk(LOOKS_AHEAD)
                .example(
                        "fvcore.WarmupParamScheduler(MultiStepParamScheduler([1, 0.1, 0.01], num_updates=90, "
                                + "milestones=[60, 80]), warmup_factor=0.001, warmup_length=0.1)",
                        "steps=90")
                .source(DETECTRON.formatted("WarmupParamScheduler"));
    }

    private static Entry multiplier() {
        return Entry.of("LRMultiplier(optimizer, multiplier, max_iter, last_iter=-1)")
                .where("max_iter", positive())
                .where("last_iter", only(-1, "a run that was stopped is resumed from a checkpoint"))
                .clock(Clock.STEP)
                .formula("base · multiplier(t / max_iter)")
                .means(FvCore::multiplied)
                .quirk("The multiplier sees t / max_iter, whatever the length of the run.")
                .example(
                        "fvcore.LRMultiplier(optimizer, WarmupParamScheduler(CosineParamScheduler(1, 0), 0.001, 0.1), max_iter=100)",
                        "lr=0.02 steps=100")
                .source(DETECTRON.formatted("LRMultiplier"));
    }

    private static Plan multiplied(Call call) {
        Param multiplier = Readers.scheduler(call.value("multiplier"));
        Progress progress = Progress.of(call.number("max_iter"));
        return call.rates(base -> base == 1
                ? multiplier.over(progress, Double.POSITIVE_INFINITY)
                : multiplier.over(progress, Double.POSITIVE_INFINITY).times(base));
    }
}
