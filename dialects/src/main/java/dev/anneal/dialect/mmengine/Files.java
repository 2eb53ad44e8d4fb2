package dev.anneal.dialect.mmengine;

import dev.anneal.dialect.ConfigFile;
import dev.anneal.dialect.Entry;
import dev.anneal.dialect.Reading;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Configurations in JSON and YAML: a whole one, a list of schedulers, or one of them. */
final class Files {

    private static final String SCHEDULERS = "param_scheduler";

    private Files() {}

    static List<dev.anneal.dialect.Config> all() {
        return List.of(new dev.anneal.dialect.Config(
                "a configuration of mmengine",
                "has param_scheduler, or is a list of schedulers with a type",
                root -> schedulers(root) != null,
                Files::reading));
    }

    private static @Nullable Value schedulers(Value root) {
        Value named = root.entry(SCHEDULERS);
        if (named != null) {
            return named;
        }
        Value first = root.isList() && !root.items().isEmpty() ? root.items().get(0) : root;
        Value type = first.isTable() && first.entry("params") == null ? first.entry("type") : null;
        return type != null && (first != root || type.isWord() && known().contains(Config.type(type))) ? root : null;
    }

    private static Set<String> known() {
        return new MmEngine().entries().stream().map(Entry::name).collect(Collectors.toSet());
    }

    private static Reading reading(ConfigFile file) {
        Value root = file.root();
        Value schedulers = schedulers(root);
        if (schedulers == null) {
            throw file.error("the file has no param_scheduler");
        }
        if (root.isTable() && schedulers != root) {
            for (Map.Entry<Value, Value> setting : root.entries()) {
                if (setting.getKey().isWord()
                        && Expression.Name.canBe(setting.getKey().word())) {
                    file.assign(setting.getKey().word(), setting.getValue());
                }
            }
        }
        return file.reading(file.code("mmengine." + SCHEDULERS, Map.of("schedulers", schedulers), schedulers)
                .call());
    }
}
