package dev.anneal.dialect.dl4j;

import dev.anneal.dialect.Call;
import dev.anneal.dialect.Config;
import dev.anneal.dialect.ConfigFile;
import dev.anneal.dialect.Reading;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Expression;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The JSON of a schedule, of an updater, and of the configuration of a whole network. */
final class Files {

    private static final String CLASS = "@class";
    private static final String SCHEDULES = "org.nd4j.linalg.schedule.";
    private static final String UPDATERS = "org.nd4j.linalg.learning.config.";

    /** What is computed from the rest, and written too. */
    private static final Set<String> DERIVED = Set.of(CLASS, "increment", "stepSize", "allKeysSorted");

    private Files() {}

    static List<Config> all() {
        return List.of(new Config(
                "one of DL4J",
                "has @class of a schedule or an updater, or confs, or vertices",
                Files::isMeant,
                Files::reading));
    }

    private static boolean isMeant(Value root) {
        String name = className(root);
        return name.startsWith(SCHEDULES)
                || name.startsWith(UPDATERS)
                || !Network.layers(root).isEmpty();
    }

    /** The name of the class of an object, or nothing. */
    static String className(Value part) {
        Value name = part.entry(CLASS);
        return name != null && name.isWord() ? name.word() : "";
    }

    private static Reading reading(ConfigFile file) {
        String name = className(file.root());
        if (name.startsWith(SCHEDULES)) {
            return file.reading(call(file, file.root()));
        }
        List<Network.Part> parts =
                name.startsWith(UPDATERS) ? List.of(new Network.Part("", file.root())) : Network.parts(file);
        return new Network(file, parts).reading();
    }

    /** The call that makes a schedule. */
    static Call call(ConfigFile file, Value schedule) {
        Value name = schedule.entry(CLASS);
        String path = className(schedule);
        if (name == null || !path.startsWith(SCHEDULES)) {
            throw (name == null ? schedule : name)
                    .refused("be a schedule of " + SCHEDULES + "*: what another class does is not in the file");
        }
        String simple = path.substring(SCHEDULES.length());
        if (simple.equals("RampSchedule") && schedule.entry("numIter") == null) {
            throw name.refused("be another class: DL4J does not write what a RampSchedule is made of");
        }
        Map<String, Value> arguments = new LinkedHashMap<>();
        schedule.settings().forEach((key, value) -> {
            boolean derived = DERIVED.contains(key) && !(simple.equals("SigmoidSchedule") && key.equals("stepSize"));
            if (!derived) {
                arguments.put(key, key.equals("values") ? numbered(value) : value);
            }
        });
        return file.code("dl4j." + simple, arguments, file.knows("dl4j." + simple) ? schedule : name)
                .call();
    }

    /** JSON has texts for keys where Java has numbers. */
    private static Value numbered(Value map) {
        List<Expression.DictOf.Entry> entries = new ArrayList<>();
        for (Map.Entry<Value, Value> entry : map.entries()) {
            String key = entry.getKey().text();
            if (!key.matches("-?\\d{1,10}")) {
                throw entry.getKey().refused("be a whole number");
            }
            Expression number = Expression.number(Long.parseLong(key));
            entries.add(new Expression.DictOf.Entry(number, entry.getValue().expression()));
        }
        return map.part(new Expression.DictOf(entries, map.expression().span()));
    }
}
