package dev.anneal.dialect.huggingface;

import dev.anneal.dialect.Config;
import dev.anneal.dialect.ConfigFile;
import dev.anneal.dialect.Reading;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Nearest;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code TrainingArguments.to_json_string()}, and what people write by hand for scripts that parse such files. */
final class ArgumentsFile {

    /** No other framework has these. */
    private static final List<String> OWN =
            List.of("per_device_train_batch_size", "lr_scheduler_type", "num_train_epochs", "lr_scheduler_kwargs");

    private static final List<String> LENGTHS = List.of("max_steps", "warmup_ratio", "warmup_steps");

    private ArgumentsFile() {}

    static List<Config> all() {
        return List.of(new Config(
                "TrainingArguments",
                "have lr_scheduler_type, num_train_epochs or per_device_train_batch_size",
                ArgumentsFile::isMeant,
                ArgumentsFile::reading));
    }

    private static boolean isMeant(Value root) {
        return OWN.stream().anyMatch(key -> root.entry(key) != null)
                || root.entry("learning_rate") != null
                        && root.entry("class_name") == null
                        && LENGTHS.stream().anyMatch(key -> root.entry(key) != null);
    }

    /** Such files may hold the arguments of a script, too; what is nearly a name that counts here is a slip. */
    private static Reading reading(ConfigFile file) {
        Map<String, Value> arguments = new LinkedHashMap<>();
        file.root().entries().forEach(entry -> {
            String key = entry.getKey().text();
            String nearest = Arguments.READ.contains(key) || Fields.OTHERS.contains(key)
                    ? null
                    : Nearest.to(key, Arguments.READ);
            if (nearest != null) {
                throw entry.getKey().refused("be " + nearest + ", if that is meant");
            }
        });
        file.root().settings().forEach((key, value) -> {
            if (Arguments.READ.contains(key)) {
                arguments.put(key, value);
            }
        });
        // what is written with its default where nothing was said
        Value ratio = arguments.get("warmup_ratio");
        if (ratio != null && ratio.isNone()) {
            arguments.remove("warmup_ratio");
        }
        return file.reading(
                file.code("hf." + Arguments.NAME, arguments, file.root()).call());
    }
}
