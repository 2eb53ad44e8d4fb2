package dev.anneal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;

/** The functions that make rules, by their names. They are looked for when a text first asks for one. */
final class FeedbackFunctions {

    private static final Pattern SIGNATURE = Pattern.compile("[A-Za-z_]\\w*\\(.*\\)");

    private static final Map<String, FeedbackFunction> ALL = found();

    private FeedbackFunctions() {}

    private static Map<String, FeedbackFunction> found() {
        Map<String, FeedbackFunction> found = new LinkedHashMap<>();
        for (FeedbackFunction function :
                ServiceLoader.load(FeedbackFunction.class, FeedbackFunction.class.getClassLoader())) {
            if (!SIGNATURE.matcher(function.signature()).matches()) {
                throw new ServiceConfigurationError(function.getClass().getName()
                        + ": the signature must be as brake(on, limit=1), got " + function.signature());
            }
            String name = Signature.of(function.signature()).name();
            // those of this module come first, in whatever order they are found
            if (function.getClass().getPackageName().startsWith("dev.anneal.feedback")) {
                found.put(name, function);
            } else {
                found.putIfAbsent(name, function);
            }
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
