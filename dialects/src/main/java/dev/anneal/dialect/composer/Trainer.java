package dev.anneal.dialect.composer;

import static dev.anneal.dialect.Condition.positive;

import dev.anneal.Plan;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleFunction;

/** {@code Trainer}: what it applies of its schedulers. */
final class Trainer {

    private static final String SCHEDULERS = "schedulers";

    /** What else it takes, and no rate depends on. */
    private static final List<String> BESIDES = List.of(
            "train_dataloader_label",
            "spin_dataloaders",
            "algorithms",
            "algorithm_passes",
            "eval_dataloader",
            "eval_interval",
            "eval_subset_num_batches",
            "callbacks",
            "loggers",
            "run_name",
            "progress_bar",
            "log_to_console",
            "console_stream",
            "console_log_interval",
            "log_traces",
            "auto_log_hparams",
            "load_path",
            "load_object_store",
            "load_weights_only",
            "load_strict_model_weights",
            "load_progress_bar",
            "load_ignore_keys",
            "load_exclude_algorithms",
            "save_folder",
            "save_filename",
            "save_latest_filename",
            "save_overwrite",
            "save_interval",
            "save_weights_only",
            "save_ignore_keys",
            "save_num_checkpoints_to_keep",
            "save_metrics",
            "autoresume",
            "parallelism_config",
            "device",
            "precision",
            "precision_config",
            "device_train_microbatch_size",
            "accumulate_train_batch_on_tokens",
            "seed",
            "deterministic_mode",
            "dist_timeout",
            "ddp_sync_strategy",
            "profiler",
            "python_log_level",
            "compile_config");

    private Trainer() {}

    static Entry entry() {
        return Entry.of(
                        "Trainer(*, model, train_dataloader=None, train_subset_num_batches=-1, max_duration=None, "
                                + "optimizers=None, schedulers=None, scale_schedule_ratio=1.0, step_schedulers_every_batch=None)")
                .besides(BESIDES)
                .onlyWith(SCHEDULERS)
                .where("scale_schedule_ratio", positive())
                .clock(Clock.STEP)
                .formula("base · f(max(0, t - 1)), f what the last of the schedulers gives; with "
                        + "step_schedulers_every_batch=False base · f(S · ⌊t / S⌋), S the batches of an epoch")
                .means(Trainer::plan)
                .quirk(
                        "Schedulers are asked before the batch is counted: the rate is one batch late, and the first two batches "
                                + "have the same.")
                .quirk("Of several schedulers the last one decides, though the documentation says that they multiply.")
                .quirk(
                        "scale_schedule_ratio scales max_duration and the times of the schedulers, but no warmup without "
                                + "scale_warmup. Parts of the run ('0.1dur') follow max_duration, warmups too.")
                .quirk(
                        "With a scheduler of PyTorch all are stepped after each epoch, unless step_schedulers_every_batch=True.")
                .example(
                        "composer.Trainer(model=model, max_duration='5ep', schedulers=CosineAnnealingWithWarmupScheduler("
                                + "t_warmup='10ba', alpha_f=0.01))",
                        "lr=0.1 steps_per_epoch=20 steps=100")
                .source("composer.trainer.Trainer, 0.32.1");
    }

    private static Plan plan(Call call) {
        Value given = call.value(SCHEDULERS);
        List<Value> all = given.isNone() ? List.of() : given.isList() ? given.items() : List.of(given);
        Optional<Time> length =
                call.has("max_duration") ? Optional.of(Time.ofRun(call.value("max_duration"))) : Run.length(call);
        Run made = new Run(call, length, call.number("scale_schedule_ratio"), true);
        if (all.isEmpty()) {
            if (made.ratio() != 1) {
                throw call.value("scale_schedule_ratio").refused("be 1 without schedulers");
            }
            return call.rates(Schedule::constant);
        }
        boolean torch = all.stream().anyMatch(value -> !isOwn(value));
        boolean everyBatch =
                call.has("step_schedulers_every_batch") ? call.flag("step_schedulers_every_batch") : !torch;
        Value last = all.get(all.size() - 1);
        return isOwn(last) ? own(call, made, all, everyBatch) : foreign(all, made, everyBatch);
    }

    private static boolean isOwn(Value value) {
        return value.call().dialect().name().equals("composer");
    }

    private static Plan own(Call call, Run made, List<Value> all, boolean everyBatch) {
        Run run = made.scaled();
        for (Value value : all.subList(0, all.size() - 1)) {
            if (isOwn(value)) {
                factor(value, made);
                factor(value, run);
            }
        }
        if (all.size() > 1) {
            call.note("of " + all.size() + " schedulers the last one decides, as in Composer's Trainer");
        }
        Value last = all.get(all.size() - 1);
        DoubleFunction<Schedule> begins = factor(last, made);
        DoubleFunction<Schedule> goes = factor(last, run);
        double epoch = everyBatch ? 1 : run.epoch();
        return call.rates(base -> {
            Schedule rate = everyBatch
                    ? goes.apply(base)
                    : stairs(goes.apply(base), epoch).skip(epoch);
            double first = begins.apply(base).at(0);
            boolean stays = rate.length() == 0 && rate.at(0) == first;
            return stays ? rate : Schedule.hold(first, epoch).then(rate);
        });
    }

    private static DoubleFunction<Schedule> factor(Value value, Run run) {
        Call scheduler = value.call();
        if (scheduler.entry().name().equals("Trainer")) {
            throw value.refused("be a scheduler");
        }
        return Factors.of(scheduler, run);
    }

    /** What PyTorch's schedulers do, which count their own steps. */
    private static Plan foreign(List<Value> all, Run made, boolean everyBatch) {
        Value scheduler = all.get(0);
        if (all.size() > 1 || !scheduler.call().dialect().name().equals("torch")) {
            throw all.get(all.size() - 1).refused("be a scheduler of Composer here, or one of PyTorch alone");
        }
        if (made.ratio() != 1) {
            throw made.call().value("scale_schedule_ratio").refused("be 1 here with a scheduler of PyTorch");
        }
        Plan plan = scheduler.call().plan();
        if (!plan.rules().isEmpty()) {
            throw scheduler.refused("not follow a metric, which the Trainer does not tell it");
        }
        double epoch = everyBatch ? 1 : made.epoch();
        return everyBatch
                ? plan
                : plan.mapped(schedule -> stairs(schedule, 1).stretched(epoch), rule -> rule.stretched(epoch));
    }

    /** The values at the multiples of a period, each held, also that in which the schedule comes to rest. */
    private static Schedule stairs(Schedule schedule, double period) {
        double length = schedule.length();
        if (length == 0) {
            return schedule;
        }
        double whole = Math.ceil(length / period) * period;
        boolean fits = length == Double.POSITIVE_INFINITY || whole == length;
        return (fits ? schedule : schedule.until(whole)).staircase(period);
    }
}
