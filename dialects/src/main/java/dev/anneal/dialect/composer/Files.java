package dev.anneal.dialect.composer;

import dev.anneal.dialect.Config;
import dev.anneal.dialect.ConfigFile;
import dev.anneal.dialect.Reading;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Nearest;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The YAML of a run, as llm-foundry and Composer's own examples have it. */
final class Files {

    /** Names in the registries of llm-foundry and of Composer's former YAML, beside those of the classes. */
    private static final Map<String, String> SCHEDULERS = schedulers();

    private static final List<String> HOLDERS = List.of("scheduler", "schedulers");
    private static final Pattern TIME = Pattern.compile("(\\d[\\d_]*(?:\\.\\d+)?(?:e\\d+)?)\\s*(ep|ba|sp|tok|iter)?");

    private final ConfigFile file;
    private final Variables variables;
    private final Value root;

    private Files(ConfigFile file) {
        this.file = file;
        this.variables = new Variables(file);
        this.root = run(file.root());
    }

    private static Map<String, String> schedulers() {
        Map<String, String> names = new LinkedHashMap<>();
        names.put("constant_with_warmup", "ConstantWithWarmupScheduler");
        names.put("cosine_with_warmup", "CosineAnnealingWithWarmupScheduler");
        names.put("linear_decay_with_warmup", "LinearWithWarmupScheduler");
        names.put("linear_with_warmup", "LinearWithWarmupScheduler");
        names.put("cosine_decay_with_warmup", "CosineAnnealingWithWarmupScheduler");
        names.put("cosine_annealing_with_warmup", "CosineAnnealingWithWarmupScheduler");
        names.put("multistep_with_warmup", "MultiStepWithWarmupScheduler");
        names.put("polynomial_with_warmup", "PolynomialWithWarmupScheduler");
        names.put("step", "StepScheduler");
        names.put("multistep", "MultiStepScheduler");
        names.put("constant", "ConstantScheduler");
        names.put("linear", "LinearScheduler");
        names.put("linear_decay", "LinearScheduler");
        names.put("exponential", "ExponentialScheduler");
        names.put("cosine_annealing", "CosineAnnealingScheduler");
        names.put("cosine_decay", "CosineAnnealingScheduler");
        names.put("cosine_annealing_warm_restarts", "CosineAnnealingWarmRestartsScheduler");
        names.put("cosine_warmrestart", "CosineAnnealingWarmRestartsScheduler");
        names.put("polynomial", "PolynomialScheduler");
        return names;
    }

    static List<Config> all() {
        return List.of(new Config(
                "a YAML of Composer",
                "has max_duration and a scheduler with a name",
                Files::isMeant,
                file -> new Files(file).reading()));
    }

    /** What says how a run goes: all of the file, or its part of that name. */
    private static Value run(Value root) {
        for (String key : List.of("parameters", "trainer")) {
            Value inner = root.entry(key);
            if (inner != null && inner.isTable() && HOLDERS.stream().anyMatch(holder -> inner.entry(holder) != null)) {
                return inner;
            }
        }
        return root;
    }

    private static boolean isMeant(Value file) {
        Value root = run(file);
        Value one = root.entry("scheduler");
        boolean optimized = root.entry("optimizer") != null || root.entry("optimizers") != null;
        boolean lasts = root.entry("max_duration") != null;
        return isNamed(one) || lasts && (optimized || root.entry("schedulers") != null || one != null);
    }

    private static boolean isNamed(@Nullable Value scheduler) {
        return scheduler != null
                && scheduler.isTable()
                && scheduler.entry("type") == null
                && (scheduler.entry("name") != null || scheduler.entry("_target_") != null);
    }

    private Reading reading() {
        Value duration = duration();
        batches();
        optimizer();
        Map<String, Value> arguments = new LinkedHashMap<>();
        arguments.put(
                "model",
                root.part(new Expression.Name("model", root.expression().span())));
        if (duration != null) {
            arguments.put("max_duration", duration);
        }
        List<Expression> schedulers = new ArrayList<>();
        HOLDERS.forEach(
                holder -> named(root.entry(holder)).forEach((part, name) -> schedulers.add(scheduler(part, name))));
        if (!schedulers.isEmpty()) {
            arguments.put(
                    "schedulers",
                    root.part(
                            new Expression.ListOf(schedulers, root.expression().span())));
        }
        for (String key : List.of("scale_schedule_ratio", "step_schedulers_every_batch")) {
            Value value = root.entry(key);
            if (value != null) {
                arguments.put(key, variables.in(value));
            }
        }
        return file.reading(file.code("composer.Trainer", arguments, root).call());
    }

    /** The objects of a part of the file, and what says which each one is: its name, its _target_, or its only key. */
    private Map<Value, Value> named(@Nullable Value part) {
        Map<Value, Value> named = new LinkedHashMap<>();
        if (part == null || part.isNone()) {
            return named;
        }
        if (part.isList()) {
            part.items().forEach(item -> named.putAll(named(item)));
            return named;
        }
        Value name = part.isTable()
                ? Stream.of("name", "_target_")
                        .map(part::entry)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null)
                : null;
        if (name != null) {
            named.put(part, variables.in(name));
        } else {
            part.entries().forEach(entry -> named.put(entry.getValue(), entry.getKey()));
        }
        return named;
    }

    private Map<String, Value> settings(Value part) {
        Map<String, Value> settings = new LinkedHashMap<>();
        if (!part.isNone()) {
            part.settings().forEach((key, value) -> {
                if (!key.equals("name") && !key.startsWith("_")) {
                    settings.put(key, variables.in(value));
                }
            });
        }
        return settings;
    }

    private Expression scheduler(Value part, Value name) {
        String word = name.word().substring(name.word().lastIndexOf('.') + 1);
        String known = SCHEDULERS.getOrDefault(word, word);
        if (!file.knows("composer." + known)) {
            String nearest = Nearest.to(word, SCHEDULERS.keySet());
            throw name.refused("be a scheduler of Composer" + (nearest == null ? "" : ", as " + nearest));
        }
        return file.code("composer." + known, settings(part), part).expression();
    }

    private void optimizer() {
        for (String key : List.of("optimizer", "optimizers")) {
            named(root.entry(key)).forEach((part, name) -> {
                String word = name.word();
                Map<String, Value> settings = settings(part);
                file.optimizer(word.substring(word.lastIndexOf('.') + 1), settings);
            });
        }
    }

    /** A batch of the whole run makes one update. */
    private void batches() {
        Value batch = root.entry("global_train_batch_size");
        Value given = batch == null ? root.entry("train_batch_size") : batch;
        if (given == null || given.isNone()) {
            return;
        }
        Value size = variables.in(given);
        String workers = file.horizon().fact("workers");
        String accumulation = file.horizon().fact("accumulation");
        double shared = (workers == null ? 1 : Double.parseDouble(workers))
                * (accumulation == null ? 1 : Double.parseDouble(accumulation));
        if (size.number() % shared != 0) {
            throw size.refused("be a multiple of what the workers share, " + Math.round(shared));
        }
        file.tells("batch", size.number() / shared, size);
        Value length = root.entry("max_seq_len");
        if (length != null && !length.isNone()) {
            file.tells("tokens_per_batch", size.number() * variables.in(length).number(), size);
        }
    }

    /** How long the run is, unless the user says it. */
    private @Nullable Value duration() {
        Value given = root.entry("max_duration");
        if (given == null || given.isNone()) {
            return null;
        }
        Value duration = variables.in(given);
        if (Stream.of("steps", "total", "epochs", "max_duration")
                .anyMatch(key -> file.horizon().fact(key) != null)) {
            file.note("max_duration is " + duration + " in the file; the length that is given is taken");
            return null;
        }
        String written = duration.isWord() ? duration.word() : duration.toString();
        Matcher time = TIME.matcher(written);
        if (!time.matches()) {
            throw duration.refused("be a time, as 10ep or 4800ba");
        }
        String unit = time.group(2);
        double count = Double.parseDouble(time.group(1).replace("_", ""));
        if (unit == null || unit.equals("ep")) {
            file.tells("epochs", count, duration);
        } else if (unit.equals("ba") && count >= 1 && count == Math.rint(count)) {
            file.tells("steps", count, duration);
        }
        return duration;
    }
}
