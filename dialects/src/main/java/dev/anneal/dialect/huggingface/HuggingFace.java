package dev.anneal.dialect.huggingface;

import static dev.anneal.dialect.Condition.only;
import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Schedule;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Condition;
import dev.anneal.dialect.Config;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import java.util.List;

/** {@code transformers.optimization}: factors on the rates that the optimizer was made with. */
public final class HuggingFace implements Dialect {

    static final String MODULE = "transformers.optimization, 5.23";
    private static final Condition FROM_THE_START =
            only(-1, "schedules are read from step 0 on, and what comes later is .skip(n) of them");
    private static final String DEFAULT_RATE =
            "A minimum in units of the rate is turned into a factor with the rate that the optimizer was made with; a group "
                    + "with another rate gets that factor of its own.";

    /** Made by the service loader. */
    public HuggingFace() {}

    @Override
    public String name() {
        return "hf";
    }

    @Override
    public String title() {
        return "Hugging Face Transformers";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are all functions and names of transformers.optimization, as Transformers 5.23 has them. They return a LambdaLR of PyTorch, whose quirks they share.",
                "num_training_steps counts updates, not micro-batches: gradients that are accumulated are one update.");
    }

    @Override
    public List<String> prefixes() {
        return List.of("transformers", "transformers.optimization", "transformers.trainer_utils", "optimization");
    }

    @Override
    public List<String> wraps() {
        return List.of("torch");
    }

    @Override
    public List<String> optimizers() {
        return List.of(
                Adafactor.SIGNATURE,
                "AdamW(params, lr=0.001, betas=(0.9, 0.999), eps=1e-06, weight_decay=0.0, correct_bias=True, "
                        + "no_deprecation_warning=False)");
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                constant(),
                constantWithWarmup(),
                linear(),
                cosine(),
                hardRestarts(),
                polynomial(),
                inverseSqrt(),
                Phases.cosineWithMinimum(),
                Phases.cosineWithWarmupRate(),
                Phases.stable(),
                Names.scheduler(),
                Arguments.entry(),
                adafactor("AdafactorSchedule(optimizer, initial_lr=0.0)"),
                adafactor("get_adafactor_schedule(optimizer, initial_lr=0.0)"),
                Observing.plateau(),
                Observing.greedy("GreedyLR(optimizer, "),
                Observing.greedy("get_greedy_schedule(optimizer, *, "));
    }

    @Override
    public List<Config> configs() {
        return ArgumentsFile.all();
    }

    /** An entry of a function that makes a factor of the base rate. */
    static Entry.Draft factor(String signature) {
        return Entry.of(signature).where("last_epoch", FROM_THE_START);
    }

    private static Entry constant() {
        return factor("get_constant_schedule(optimizer, last_epoch=-1)")
                .formula("base")
                .means(call -> call.rates(Schedule::constant))
                .example("hf.get_constant_schedule(optimizer)", "lr=0.1 steps=100")
                .source(MODULE);
    }

    private static Entry constantWithWarmup() {
        return factor("get_constant_schedule_with_warmup(optimizer, num_warmup_steps, last_epoch=-1)")
                .formula("base · min(1, t / num_warmup_steps)")
                .means(call -> {
                    double warmup = call.number("num_warmup_steps");
                    return call.rates(base -> Curves.warmed(base, warmup, Schedule.constant(base)));
                })
                .quirk("The first update has rate 0.")
                .example("hf.get_constant_schedule_with_warmup(optimizer, num_warmup_steps=20)", "lr=0.1 steps=100")
                .source(MODULE);
    }

    private static Entry linear() {
        return factor("get_linear_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps, last_epoch=-1)")
                .formula("base · t / W for t < W = num_warmup_steps, then base · max(0, (T - t) / (T - W)), "
                        + "T = num_training_steps")
                .means(call -> {
                    double warmup = call.number("num_warmup_steps");
                    double steps = call.number("num_training_steps") - warmup;
                    return call.rates(base -> Curves.warmed(base, warmup, Curves.falling(base, steps)));
                })
                .quirk("With num_warmup_steps >= num_training_steps the rate is 0 from the end of the warmup on.")
                .example(
                        "hf.get_linear_schedule_with_warmup(optimizer, num_warmup_steps=20, num_training_steps=100)",
                        "lr=0.1 steps=110")
                .source(MODULE);
    }

    private static Entry cosine() {
        return factor(
                        "get_cosine_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps, num_cycles=0.5, "
                                + "last_epoch=-1)")
                .formula("base · t / W for t < W = num_warmup_steps, then base · (1 + cos(2π · num_cycles · p)) / 2, "
                        + "p = (t - W) / max(1, T - W), T = num_training_steps")
                .means(call -> {
                    double warmup = call.number("num_warmup_steps");
                    double steps = Math.max(1, call.number("num_training_steps") - warmup);
                    double cycles = call.number("num_cycles");
                    return call.rates(base -> Curves.warmed(base, warmup, Curves.wave(base, 0, steps, cycles)));
                })
                .quirk("The wave goes on past num_training_steps: the rate rises again.")
                .quirk("With num_warmup_steps >= num_training_steps the rate alternates between base and 0 after the "
                        + "warmup.")
                .example(
                        "hf.get_cosine_schedule_with_warmup(optimizer, num_warmup_steps=20, num_training_steps=100)",
                        "lr=0.1 steps=120")
                .source(MODULE);
    }

    private static Entry hardRestarts() {
        return factor(
                        "get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps, "
                                + "num_cycles=1, last_epoch=-1)")
                .formula(
                        "base · t / W for t < W = num_warmup_steps, then base · (1 + cos(π · (num_cycles · p mod 1))) / 2 "
                                + "while p = (t - W) / max(1, T - W) < 1, T = num_training_steps; then 0")
                .means(call -> {
                    double warmup = call.number("num_warmup_steps");
                    double steps = Math.max(1, call.number("num_training_steps") - warmup);
                    double cycles = call.number("num_cycles");
                    return call.rates(base -> Curves.warmed(base, warmup, Curves.restarts(base, steps, cycles)));
                })
                .quirk(
                        "With num_warmup_steps >= num_training_steps the step that ends the warmup has the base rate, and "
                                + "all later ones 0.")
                .quirk(
                        "Upstream misses some restarts by one step where num_cycles · p rounds to less than a whole number, as "
                                + "49 · (1 / 49); here restarts are exact.")
                .example(
                        "hf.get_cosine_with_hard_restarts_schedule_with_warmup(optimizer, 10, 100, num_cycles=3)",
                        "lr=0.1 steps=110")
                .source(MODULE);
    }

    private static Entry polynomial() {
        return factor("get_polynomial_decay_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps, "
                        + "lr_end=1e-7, power=1.0, last_epoch=-1)")
                .formula(
                        "base · t / W for t < W = num_warmup_steps, then lr_end + (base - lr_end) · ((T - t) / (T - W))^power "
                                + "up to T = num_training_steps, then lr_end")
                .means(Phases::polynomial)
                .quirk("With power 0 the base rate holds up to step T included.")
                .quirk(
                        "With num_warmup_steps = num_training_steps, or a negative power, upstream divides by zero at step T "
                                + "and stops; here lr_end holds from there on.")
                .quirk(DEFAULT_RATE)
                .example(
                        "hf.get_polynomial_decay_schedule_with_warmup(optimizer, 20, 100, lr_end=0.001, power=2.0)",
                        "lr=0.1 steps=110")
                .source(MODULE);
    }

    private static Entry inverseSqrt() {
        return factor("get_inverse_sqrt_schedule(optimizer, num_warmup_steps, timescale=None, last_epoch=-1)")
                .where("timescale", positive())
                .formula(
                        "base · t / W for t < W = num_warmup_steps, then base / √(1 + (t - W) / timescale); timescale is W "
                                + "if not given, and 10000 if that is 0")
                .means(call -> {
                    double warmup = call.number("num_warmup_steps");
                    if (warmup < 0 && !call.has("timescale")) {
                        throw call.value("num_warmup_steps").refused("be >= 0 where no timescale is given");
                    }
                    double otherwise = warmup == 0 ? 10_000 : warmup;
                    double scale = call.has("timescale") ? call.number("timescale") : otherwise;
                    return call.rates(base -> Curves.warmed(base, warmup, Schedule.inverseSqrt(base, scale)));
                })
                .quirk("Without a warmup the timescale is 10000, not 0.")
                .example("hf.get_inverse_sqrt_schedule(optimizer, num_warmup_steps=20)", "lr=0.1 steps=200")
                .source(MODULE);
    }

    private static Entry adafactor(String signature) {
        String name = signature.substring(0, signature.indexOf('('));
        return Entry.of(signature)
                .clock(Clock.STEP)
                .formula(
                        "initial_lr at t = 0, then the relative step of the Adafactor: min(0.01, 1/√t), or with warmup_init "
                                + "min(10^-6 · t, 1/√t)")
                .means(Adafactor::plan)
                .quirk("The value at t is the rate that update t has used: one behind all other schedulers.")
                .quirk("An Adafactor with a rate of its own (relative_step=False) gets initial_lr in its place.")
                .example(
                        "hf." + name + "(Adafactor(model.parameters(), scale_parameter=False, warmup_init=True))",
                        "steps=20000")
                .source(MODULE);
    }
}
