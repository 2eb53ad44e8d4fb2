package dev.anneal.dialect.composer;

import static dev.anneal.dialect.Condition.atLeast;

import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Config;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import java.util.List;

/** {@code composer.optim.scheduler}: factors of the base rate, with times that carry their unit. */
public final class Composer implements Dialect {

    private static final String TRUNCATED =
            "Parts of a run and scaled times are cut to whole batches: '0.333dur' of 100 batches " + "is 33.";
    private static final String COVERS =
            "t_max must not end before the run does, and must come out in the unit of t_warmup.";
    private static final String UNSCALED =
            "scale_schedule_ratio does not scale the warmup unless scale_warmup=True, which "
                    + "stretches the ramp but not the time that it has.";

    /** Made by the service loader. */
    public Composer() {}

    @Override
    public String name() {
        return "composer";
    }

    @Override
    public String title() {
        return "MosaicML Composer";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are all schedulers of composer.optim and the Trainer, as Composer 0.32.1 has them, and the YAML files of its trainers.",
                "Times may stand in epochs, batches, samples, tokens or parts of the run: what they need is told by --steps-per-epoch and --batch, and by --context with max_duration or tokens_per_batch. Algorithms and callbacks that change rates are not followed.");
    }

    @Override
    public List<String> prefixes() {
        return List.of(
                "composer.optim",
                "composer.optim.scheduler",
                "composer.trainer",
                "composer.trainer.trainer",
                "composer.scheduler");
    }

    @Override
    public List<String> wraps() {
        return List.of("torch");
    }

    @Override
    public List<String> optimizers() {
        return List.of(
                "DecoupledSGDW(params, lr, momentum=0, dampening=0, weight_decay=0, nesterov=False)",
                "DecoupledAdamW(params, lr=0.001, betas=(0.9, 0.95), eps=1e-08, weight_decay=1e-05, amsgrad=False)");
    }

    @Override
    public List<Config> configs() {
        return Files.all();
    }

    @Override
    public List<Entry> entries() {
        return List.of(
                step(),
                multiStep(),
                constant(),
                linear(),
                exponential(),
                cosine(),
                warmRestarts(),
                polynomial(),
                multiStepWithWarmup(),
                constantWithWarmup(),
                linearWithWarmup(),
                cosineWithWarmup(),
                polynomialWithWarmup(),
                Trainer.entry());
    }

    /** An entry of a function of the Trainer's state. */
    private static Entry.Draft entry(String signature) {
        return Entry.of(signature)
                .clock(Clock.STEP)
                .means(call -> call.rates(Factors.of(call, Run.known(call))))
                .quirk("These are the factors at each batch; the Trainer applies them one batch late.");
    }

    private static Entry example(Entry.Draft draft, String text) {
        String name = text.substring(0, text.indexOf('('));
        return draft.example("composer." + text, "lr=0.1 steps_per_epoch=20 max_duration=5ep steps=100")
                .source("composer.optim.scheduler." + name + ", 0.32.1");
    }

    private static Entry step() {
        return example(
                entry("StepScheduler(step_size, gamma=0.1)").formula("base · gamma^⌊t / step_size⌋"),
                "StepScheduler('2ep', gamma=0.5)");
    }

    private static Entry multiStep() {
        return example(
                entry("MultiStepScheduler(milestones, gamma=0.1)")
                        .formula("base · gamma^n, n the number of milestones <= t")
                        .quirk("Milestones may have different units, and need not be sorted."),
                "MultiStepScheduler(['2ep', '0.8dur'], gamma=0.1)");
    }

    private static Entry constant() {
        return example(
                entry("ConstantScheduler(alpha=1.0, t_max='1dur')")
                        .formula("base · alpha for t < t_max, then base")
                        .quirk("From t_max on the rate is the base rate, as in PyTorch's ConstantLR."),
                "ConstantScheduler(alpha=0.5, t_max='3ep')");
    }

    private static Entry linear() {
        return example(
                entry("LinearScheduler(alpha_i=1.0, alpha_f=0.0, t_max='1dur')")
                        .formula("base · (alpha_i + (alpha_f - alpha_i) · min(1, t / t_max))")
                        .quirk(TRUNCATED),
                "LinearScheduler(alpha_f=0.1, t_max='0.8dur')");
    }

    private static Entry exponential() {
        return example(
                entry("ExponentialScheduler(gamma, decay_period='1ep')")
                        .where("gamma", atLeast(0))
                        .formula("base · gamma^(t / decay_period)")
                        .quirk("The decay is smooth: gamma is the factor of a period, not a stair."),
                "ExponentialScheduler(gamma=0.7)");
    }

    private static Entry cosine() {
        return example(
                entry("CosineAnnealingScheduler(t_max='1dur', alpha_f=0.0)")
                        .formula("base · (alpha_f + (1 - alpha_f) · (1 + cos(π · min(1, t / t_max))) / 2)")
                        .quirk(TRUNCATED),
                "CosineAnnealingScheduler(t_max='4ep', alpha_f=0.01)");
    }

    private static Entry warmRestarts() {
        return example(
                entry("CosineAnnealingWarmRestartsScheduler(t_0, t_mult=1.0, alpha_f=0.0)")
                        .formula(
                                "base · (alpha_f + (1 - alpha_f) · (1 + cos(π · p)) / 2), p the part of the interval that is over; "
                                        + "the first is t_0 long, each other ⌊t_mult · the one before⌋")
                        .quirk(
                                "Lengths are truncated one after the other: with t_mult=1.5 they are 7, 10, 15, 22, and from 1 it "
                                        + "never grows.")
                        .quirk(
                                "With t_mult < 1 intervals shrink to nothing, which is an error once the run gets there."),
                "CosineAnnealingWarmRestartsScheduler('10ba', t_mult=2.0)");
    }

    private static Entry polynomial() {
        return example(
                entry("PolynomialScheduler(power, t_max='1dur', alpha_f=0.0)")
                        .formula("base · (alpha_f + (1 - alpha_f) · (1 - min(1, t / t_max))^power)")
                        .quirk("A negative power is an error once t_max is reached.")
                        .quirk(TRUNCATED),
                "PolynomialScheduler(power=2, alpha_f=0.01)");
    }

    private static Entry multiStepWithWarmup() {
        return example(
                entry("MultiStepWithWarmupScheduler(t_warmup, milestones, gamma=0.1, scale_warmup=False)")
                        .formula(
                                "base · t / t_warmup for t < t_warmup, then base · gamma^n, n the number of milestones <= t")
                        .quirk("A milestone inside the warmup acts once the warmup is over.")
                        .quirk(UNSCALED),
                "MultiStepWithWarmupScheduler('10ba', ['2ep', '4ep'])");
    }

    private static Entry constantWithWarmup() {
        return example(
                entry("ConstantWithWarmupScheduler(t_warmup, alpha=1.0, t_max='1dur', scale_warmup=False)")
                        .formula("base · alpha · min(1, t / t_warmup)")
                        .quirk("Against the documentation the rate stays at base · alpha after t_max.")
                        .quirk(COVERS)
                        .quirk(UNSCALED),
                "ConstantWithWarmupScheduler('1ep', alpha=0.5)");
    }

    private static Entry linearWithWarmup() {
        return example(
                entry("LinearWithWarmupScheduler(t_warmup, alpha_i=1.0, alpha_f=0.0, t_max='1dur', scale_warmup=False)")
                        .formula(
                                "base · alpha_i · t / W for t < W = t_warmup, then base · (alpha_i + (alpha_f - alpha_i) · min(1, "
                                        + "(t - W) / (t_max - W)))")
                        .quirk("With t_max <= t_warmup the rate stays at base · alpha_i.")
                        .quirk(COVERS)
                        .quirk(UNSCALED),
                "LinearWithWarmupScheduler('10ba', alpha_f=0.1)");
    }

    private static Entry cosineWithWarmup() {
        return example(
                entry("CosineAnnealingWithWarmupScheduler(t_warmup, t_max='1dur', alpha_f=0.0, scale_warmup=False)")
                        .formula(
                                "base · t / W for t < W = t_warmup, then base · (alpha_f + (1 - alpha_f) · (1 + cos(π · min(1, "
                                        + "(t - W) / (t_max - W)))) / 2)")
                        .quirk("With t_max <= t_warmup the rate stays at base.")
                        .quirk(COVERS)
                        .quirk(UNSCALED),
                "CosineAnnealingWithWarmupScheduler('1ep', alpha_f=0.01)");
    }

    private static Entry polynomialWithWarmup() {
        return example(
                entry(
                                "PolynomialWithWarmupScheduler(t_warmup, power=2.0, t_max='1dur', alpha_f=0.0, scale_warmup=False)")
                        .formula(
                                "base · t / W for t < W = t_warmup, then base · (alpha_f + (1 - alpha_f) · (1 - min(1, "
                                        + "(t - W) / (t_max - W)))^power)")
                        .quirk("With t_max <= t_warmup the rate stays at base.")
                        .quirk(COVERS)
                        .quirk(UNSCALED),
                "PolynomialWithWarmupScheduler('10ba', power=2)");
    }
}
