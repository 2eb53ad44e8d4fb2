package dev.anneal.dialect.tensorflow;

import dev.anneal.dialect.Clock;
import dev.anneal.dialect.Config;
import dev.anneal.dialect.ConfigFile;
import dev.anneal.dialect.Dialect;
import dev.anneal.dialect.Reading;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What Keras serializes: a schedule, an optimizer that has one, the configuration of a model that has that. */
final class KerasFiles {

    private static final String CLASS = "class_name";
    private static final String CONFIG = "config";

    /** What may stand between the file and its optimizer, in the order in which it is looked for. */
    private static final List<String> WRAPPINGS =
            List.of("compile_config", "training_config", "optimizer_config", "optimizer", "inner_optimizer");

    private static final int DEEPEST = 6;

    private KerasFiles() {}

    static List<Config> all() {
        return List.of(new Config(
                "one of Keras",
                "has class_name and config of a schedule or an optimizer, or a compile_config",
                root -> object(root, 0) != null,
                KerasFiles::reading));
    }

    /** The schedule or the optimizer in a file, or null. */
    private static @Nullable Value object(Value part, int depth) {
        if (!part.isTable() || depth > DEEPEST) {
            return null;
        }
        Value config = part.entry(CONFIG);
        for (Value holder : config == null ? List.of(part) : List.of(part, config)) {
            for (String wrapping : WRAPPINGS) {
                Value inner = holder.entry(wrapping);
                Value found = inner == null ? null : object(inner, depth + 1);
                if (found != null) {
                    return found;
                }
            }
        }
        // an object of Keras, and no layer or loss
        if (config == null || !config.isTable() || part.entry(CLASS) == null) {
            return null;
        }
        return depth > 0 || isSchedule(part) || rate(config) != null ? part : null;
    }

    private static boolean isSchedule(Value part) {
        Value name = part.entry(CLASS);
        Value module = part.entry("module");
        Value config = part.entry(CONFIG);
        return name != null && name.isWord() && isKnown(name.word())
                || module != null && module.isWord() && module.word().contains("schedule")
                || config != null && config.entry("initial_learning_rate") != null;
    }

    private static boolean isKnown(String name) {
        Dialect keras = new Keras();
        return keras.entries().stream().anyMatch(entry -> entry.names().contains(name));
    }

    private static @Nullable Value rate(Value config) {
        Value rate = config.entry("learning_rate");
        return rate == null ? config.entry("lr") : rate;
    }

    private static Reading reading(ConfigFile file) {
        Value found = object(file.root(), 0);
        if (found == null) {
            throw file.error("the file has neither a schedule nor an optimizer of Keras");
        }
        return isSchedule(found) ? file.reading(schedule(file, found).call()) : optimizer(file, found);
    }

    /** The call that makes a schedule which was serialized. */
    private static Value schedule(ConfigFile file, Value part) {
        Value name = required(part, CLASS);
        Value config = required(part, CONFIG);
        Value registered = part.entry("registered_name");
        boolean own = registered != null && registered.isWord() || name.word().contains(">");
        if (own && !isKnown(name.word())) {
            throw name.refused("be a schedule of Keras: a class of the program's own does not stand in the file");
        }
        return file.code("keras." + name.word(), config.settings(), isKnown(name.word()) ? part : name);
    }

    private static Value required(Value part, String key) {
        Value value = part.entry(key);
        if (value == null) {
            throw part.refused("have a " + key);
        }
        return value;
    }

    private static Reading optimizer(ConfigFile file, Value optimizer) {
        Value config = required(optimizer, CONFIG);
        Value rate = rate(config);
        if (rate == null) {
            throw optimizer.refused("have a learning_rate in its config");
        }
        Map<String, Value> settings = new LinkedHashMap<>(config.settings());
        settings.values().removeIf(Value::isTable);
        Value decay = settings.get("decay");
        boolean decays = decay != null && decay.isNumber() && decay.number() != 0;
        file.optimizer(required(optimizer, CLASS).word(), settings);
        if (rate.isTable()) {
            return file.reading(schedule(file, rate).call());
        }
        if (!decays || decay == null) {
            return file.reading(file.still(), Clock.STEP, "");
        }
        // what the optimizers of former versions did by themselves
        Map<String, Value> arguments = Map.of(
                "initial_learning_rate", rate.part(Expression.number(rate.number())),
                "decay_steps", rate.part(Expression.number(1)),
                "decay_rate", decay);
        return file.reading(file.code("keras.InverseTimeDecay", arguments, rate).call());
    }
}
