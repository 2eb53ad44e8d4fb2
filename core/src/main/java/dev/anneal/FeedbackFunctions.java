package dev.anneal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.Set;

/** The functions that make rules, by their names. They are looked for when a text first asks for one. */
final class FeedbackFunctions {

    private static final Map<String, FeedbackFunction> ALL = found();

    private FeedbackFunctions() {}

    private static Map<String, FeedbackFunction> found() {
        Map<String, FeedbackFunction> found = new LinkedHashMap<>();
        for (FeedbackFunction function :
                ServiceLoader.load(FeedbackFunction.class, FeedbackFunction.class.getClassLoader())) {
            found.putIfAbsent(Signature.of(function.signature()).name(), function);
        }
        return found;
    }

    static Set<String> names() {
        return ALL.keySet();
    }

    static boolean has(String name) {
        return ALL.containsKey(name);
    }

    static FeedbackFunction named(String name) {
        return Objects.requireNonNull(ALL.get(name), name);
    }
}
