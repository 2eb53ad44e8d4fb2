package dev.anneal.dialect.deepspeed;

import dev.anneal.dialect.Call;
import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Config;
import dev.anneal.dialect.ConfigFile;
import dev.anneal.dialect.Reading;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/** {@code ds_config}, and the scheduler's part of it alone. */
final class Configs {

    private static final String AUTO = "auto";
    private static final String TRAIN = "train_batch_size";
    private static final String MICRO = "train_micro_batch_size_per_gpu";
    private static final String ACCUMULATION = "gradient_accumulation_steps";

    private static final List<String> SCHEDULER = List.of("scheduler");

    private Configs() {}

    static List<Config> all() {
        return List.of(
                new Config(
                        "a config of DeepSpeed",
                        "has a scheduler or an optimizer with type and params",
                        root -> isScheduler(root.entry("scheduler")) || isScheduler(root.entry("optimizer")),
                        Configs::whole),
                new Config(
                        "a scheduler of it",
                        "has type and params alone",
                        Configs::isScheduler,
                        file -> scheduler(file, file.root())));
    }

    /** Anything else in it would be another framework's. */
    private static boolean isScheduler(@Nullable Value part) {
        if (part == null) {
            return false;
        }
        Value type = part.entry("type");
        return type != null && type.isWord() && part.entries().stream().allMatch(entry -> isOwn(entry.getKey()));
    }

    private static boolean isOwn(Value key) {
        return key.isWord() && List.of("type", "params", "legacy_fusion").contains(key.word());
    }

    private static Reading whole(ConfigFile file) {
        batches(file);
        Value optimizer = file.root().entry("optimizer");
        if (optimizer != null && !optimizer.isNone()) {
            file.optimizer(Objects.requireNonNull(optimizer.entry("type")).word(), withoutAuto(params(optimizer)));
        }
        Value scheduler = file.root().entry("scheduler");
        if (scheduler == null || scheduler.isNone()) {
            file.root().entries().forEach(entry -> {
                if (scheduler == null && Nearest.to(entry.getKey().toString(), SCHEDULER) != null) {
                    throw entry.getKey().refused("be scheduler, if that is meant");
                }
            });
            file.note("the file has no scheduler: the rate stays, unless the program makes one");
            return file.reading(file.still(), Clock.STEP, "");
        }
        return scheduler(file, scheduler);
    }

    private static Map<String, Value> params(Value part) {
        Value params = part.entry("params");
        return params == null || params.isNone() ? Map.of() : params.settings();
    }

    private static boolean isAuto(@Nullable Value value) {
        return value != null && value.isWord() && value.word().equals(AUTO);
    }

    private static Map<String, Value> withoutAuto(Map<String, Value> params) {
        Map<String, Value> known = new LinkedHashMap<>(params);
        known.values().removeIf(Configs::isAuto);
        return known;
    }

    /** train_batch_size is train_micro_batch_size_per_gpu · gradient_accumulation_steps · workers. */
    private static void batches(ConfigFile file) {
        Value train = count(file, TRAIN);
        Value micro = count(file, MICRO);
        Value accumulation = count(file, ACCUMULATION);
        if (train != null && micro != null && accumulation != null) {
            double workers = train.number() / (micro.number() * accumulation.number());
            if (workers < 1 || workers != Math.rint(workers)) {
                throw train.refused("be a multiple of " + MICRO + " · " + ACCUMULATION);
            }
            file.tells("workers", workers, train);
        }
        if (accumulation != null) {
            file.tells("accumulation", accumulation);
        }
        if (micro != null) {
            file.tells("batch", micro);
        }
        String workers = file.horizon().fact("workers");
        double each = workers == null ? 1 : Double.parseDouble(workers);
        if (train != null && micro != null && accumulation == null) {
            tellQuotient(file, "accumulation", train, micro.number() * each);
        } else if (train != null && micro == null) {
            tellQuotient(file, "batch", train, each * (accumulation == null ? 1 : accumulation.number()));
        }
    }

    private static void tellQuotient(ConfigFile file, String key, Value train, double by) {
        double quotient = train.number() / by;
        if (quotient < 1 || quotient != Math.rint(quotient)) {
            throw train.refused("be a multiple of what one update of every worker takes, here " + Math.round(by));
        }
        file.tells(key, quotient, train);
    }

    private static @Nullable Value count(ConfigFile file, String key) {
        Value value = file.root().entry(key);
        if (value == null || value.isNone() || isAuto(value)) {
            return null;
        }
        if (!(value.number() >= 1 && value.number() == Math.rint(value.number()))) {
            throw value.refused("be a whole number >= 1, or \"auto\"");
        }
        return value;
    }

    /** A name of DeepSpeed's own is meant before one of torch.optim.lr_scheduler; each step follows an update. */
    private static Reading scheduler(ConfigFile file, Value scheduler) {
        Value type = scheduler.entry("type");
        if (type == null || !type.isWord()) {
            throw scheduler.refused("have the type of a scheduler");
        }
        String own = "deepspeed." + type.word();
        String path = !file.knows(own) && file.knows("torch." + type.word()) ? "torch." + type.word() : own;
        Map<String, Value> params = new LinkedHashMap<>();
        params(scheduler).forEach((name, value) -> params.put(name, isAuto(value) ? asked(file, name, value) : value));
        Call call = file.code(path, params, path.startsWith("torch.") || file.knows(own) ? scheduler : type)
                .call();
        return file.reading(
                call.plan(),
                Clock.STEP,
                call.dialect().name() + "." + call.entry().name());
    }

    /** What Hugging Face's trainer puts in the place of {@code "auto"}. */
    private static Value asked(ConfigFile file, String name, Value auto) {
        OptionalDouble steps = file.horizon().steps();
        return switch (name) {
            case "warmup_min_lr" -> number(0, auto);
            case "warmup_max_lr", "lr" -> number(known(file, "lr", auto, "--lr"), auto);
            case "total_num_steps" -> {
                if (steps.isEmpty()) {
                    throw auto.refused("be known: give --steps, or --epochs with --steps-per-epoch or --samples");
                }
                yield number(steps.getAsDouble(), auto);
            }
            default -> number(known(file, name, auto, "--context " + name + "=NUMBER"), auto);
        };
    }

    private static double known(ConfigFile file, String key, Value auto, String option) {
        Double known = file.horizon().names().get(key);
        if (known == null) {
            throw auto.refused("be known: give " + option);
        }
        return known;
    }

    private static Value number(double number, Value auto) {
        return auto.part(Expression.number(number));
    }
}
