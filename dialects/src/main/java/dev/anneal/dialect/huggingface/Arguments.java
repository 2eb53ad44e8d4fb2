package dev.anneal.dialect.huggingface;

import static dev.anneal.dialect.Condition.atLeast;
import static dev.anneal.dialect.Condition.integerAtLeast;
import static dev.anneal.dialect.Condition.number;
import static dev.anneal.dialect.Condition.positive;
import static dev.anneal.dialect.Condition.within;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Span;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Stream;

/** {@code TrainingArguments}, from which the trainer makes its scheduler. */
final class Arguments {

    static final String NAME = "TrainingArguments";

    /** What the trainer does with rates depends on these. */
    static final List<String> READ = List.of(
            "per_device_train_batch_size",
            "num_train_epochs",
            "max_steps",
            "learning_rate",
            "lr_scheduler_type",
            "lr_scheduler_kwargs",
            "warmup_steps",
            "warmup_ratio",
            "optim",
            "weight_decay",
            "adam_beta1",
            "gradient_accumulation_steps",
            "dataloader_drop_last",
            "metric_for_best_model",
            "deepspeed");

    private static final String TYPE = "lr_scheduler_type";
    private static final String OPTIONS = "lr_scheduler_kwargs";

    private Arguments() {}

    static Entry entry() {
        return Entry.of(NAME
                        + "(output_dir=None, *, per_device_train_batch_size=8, num_train_epochs=3.0, max_steps=-1, "
                        + "learning_rate=5e-5, lr_scheduler_type='linear', lr_scheduler_kwargs=None, warmup_steps=0, "
                        + "warmup_ratio=0.0, optim='adamw_torch_fused', weight_decay=0.0, adam_beta1=0.9, "
                        + "gradient_accumulation_steps=1, dataloader_drop_last=False, metric_for_best_model=None, "
                        + "deepspeed=None)")
                .alias("Seq2SeqTrainingArguments")
                .besides(Fields.OTHERS)
                .where("per_device_train_batch_size", integerAtLeast(1))
                .where("gradient_accumulation_steps", integerAtLeast(1))
                .where("learning_rate", number("be a number", rate -> true))
                .where("num_train_epochs", positive())
                .where("warmup_steps", atLeast(0))
                .where("warmup_ratio", within(0, 1))
                .clock(Clock.STEP)
                .formula(
                        "get_scheduler(lr_scheduler_type) over max_steps, or ⌈num_train_epochs · updates of an epoch⌉; of these "
                                + "warmup_steps are warmup, a fraction of them where that is < 1")
                .means(Arguments::plan)
                .quirk(
                        "Since version 5 warmup_steps may be a fraction of the run, which version 4 called warmup_ratio; "
                                + "warmup_steps counts for more where both are given.")
                .quirk("max_steps > 0 counts for more than num_train_epochs.")
                .quirk("'constant' leaves a warmup aside.")
                .quirk(
                        "What is left of an epoch's batches after the last whole gradient accumulation makes an update of its "
                                + "own; former versions did not count it, which makes their runs shorter.")
                .example(
                        "TrainingArguments(lr_scheduler_type='cosine', learning_rate=5e-5, warmup_steps=0.1, num_train_epochs=3)",
                        "samples=1000")
                .source("transformers.TrainingArguments, 5.23");
    }

    private static Plan plan(Call call) {
        tell(call);
        Value type = call.value(TYPE);
        String name = Names.name(type);
        Map<String, Value> arguments = new LinkedHashMap<>();
        arguments.put("name", type);
        OptionalDouble total = total(call);
        if (total.isEmpty() && needsTotal(call, name)) {
            throw call.error("how many updates the run has is not known: give --samples, --steps-per-epoch or --steps");
        }
        arguments.put("num_warmup_steps", value(type, warmup(call, name, total.orElse(0))));
        total.ifPresent(steps -> arguments.put("num_training_steps", value(type, steps)));
        if (call.has(OPTIONS)) {
            arguments.put("scheduler_specific_kwargs", call.value(OPTIONS));
        }
        return call.forward("get_scheduler", arguments).plan();
    }

    private static Value value(Value place, double number) {
        return place.part(Expression.number(number));
    }

    /** What the run is; what the user says of it counts for more. */
    private static void tell(Call call) {
        Horizon known = call.horizon();
        call.tells("lr", call.value("learning_rate"));
        call.tells("optimizer", call.value("optim"));
        call.tells("beta1", call.value("adam_beta1"));
        call.tells("weight_decay", call.value("weight_decay"));
        call.tells("batch", call.value("per_device_train_batch_size"));
        call.tells("accumulation", call.value("gradient_accumulation_steps"));
        if (call.flag("dataloader_drop_last")) {
            call.tells("drop_last", value(call.value("dataloader_drop_last"), 1));
        }
        boolean lasts = Stream.of("steps", "total", "epochs").anyMatch(key -> known.fact(key) != null);
        boolean stops = call.number("max_steps") > 0;
        if (!lasts) {
            call.tells(stops ? "steps" : "epochs", call.value(stops ? "max_steps" : "num_train_epochs"));
        } else if (!isSame(known, call.value(stops ? "max_steps" : "num_train_epochs"), stops)
                && (stops || call.isGiven("num_train_epochs"))) {
            call.note("the length of the run that is given is taken, not that of the arguments");
        }
        if (call.value(TYPE).toString().contains("plateau")) {
            String metric = call.has("metric_for_best_model") ? call.word("metric_for_best_model") : "loss";
            String full = metric.startsWith("eval_") ? metric : "eval_" + metric;
            call.tells("metric", call.value(TYPE).part(new Expression.Str(full, Span.NONE)));
        }
        if (call.has("deepspeed")) {
            call.note("a scheduler or an optimizer in the config of DeepSpeed counts for more than what is said here");
        }
    }

    private static boolean isSame(Horizon known, Value value, boolean steps) {
        Double said = known.names().get(steps ? "steps" : "epochs");
        return said != null && said == value.number();
    }

    private static OptionalDouble total(Call call) {
        OptionalDouble steps = call.horizon().steps();
        return steps.isEmpty() ? steps : OptionalDouble.of(Math.ceil(steps.getAsDouble()));
    }

    private static boolean needsTotal(Call call, String name) {
        double steps = call.number("warmup_steps");
        boolean fraction = steps > 0 && steps < 1 || steps == 0 && call.number("warmup_ratio") > 0;
        return Names.needsTotal(name) || fraction && Names.takesWarmup(name);
    }

    private static double warmup(Call call, String name, double total) {
        double steps = call.number("warmup_steps");
        double ratio = call.number("warmup_ratio");
        if ((steps > 0 || ratio > 0) && name.equals("constant")) {
            call.note("'constant' has no warmup: 'constant_with_warmup' has");
        }
        if (steps > 0 && ratio > 0) {
            call.note("warmup_steps counts for more than warmup_ratio, which is put aside");
        }
        double fraction = steps > 0 ? steps : ratio;
        return steps >= 1 ? Math.floor(steps) : Math.ceil(total * fraction);
    }
}
