package dev.anneal.dialect.deepspeed;

import static dev.anneal.dialect.Condition.only;

import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Config;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Entry;
import java.util.List;

/** {@code deepspeed.runtime.lr_schedules}: classes, or the names of them in a configuration. */
public final class DeepSpeed implements Dialect {

    /** Made by the service loader. */
    public DeepSpeed() {}

    @Override
    public String name() {
        return "deepspeed";
    }

    @Override
    public String title() {
        return "DeepSpeed";
    }

    @Override
    public List<String> remarks() {
        return List.of(
                "Read are all schedulers of deepspeed.runtime.lr_schedules, as DeepSpeed 0.19.8 has them, as calls or in the JSON of a config.",
                "They are stepped after every update; the micro-batches of an update are one.");
    }

    @Override
    public List<String> prefixes() {
        return List.of("deepspeed.runtime.lr_schedules", "deepspeed.runtime", "lr_schedules");
    }

    @Override
    public List<String> wraps() {
        return List.of("torch");
    }

    @Override
    public List<String> optimizers() {
        return List.of(
                "FusedAdam(params, lr=0.001, bias_correction=True, betas=(0.9, 0.999), eps=1e-08, adam_w_mode=True, "
                        + "weight_decay=0.0, amsgrad=False, set_grad_none=True)",
                "DeepSpeedCPUAdam(params, lr=0.001, bias_correction=True, betas=(0.9, 0.999), eps=1e-08, weight_decay=0, "
                        + "amsgrad=False, adamw_mode=True, fp32_optimizer_states=True)",
                "FusedLamb(params, lr=0.001, bias_correction=True, betas=(0.9, 0.999), eps=1e-08, eps_inside_sqrt=False, "
                        + "weight_decay=0.0, max_grad_norm=0.0, max_coeff=10.0, min_coeff=0.01, amsgrad=False)");
    }

    @Override
    public List<Entry> entries() {
        return List.of(RangeTest.entry(), Cycle.entry(), Warmups.warmup(), Warmups.decay(), Warmups.cosine());
    }

    /** An entry of a scheduler that is stepped after every update. */
    static Entry.Draft entry(String signature) {
        return Entry.of(signature)
                .where("last_batch_iteration", only(-1, "a run that was stopped is resumed from a checkpoint"))
                .clock(Clock.STEP);
    }

    static String source(String name) {
        return "deepspeed.runtime.lr_schedules." + name + ", 0.19.8";
    }

    @Override
    public List<Config> configs() {
        return Configs.all();
    }
}
