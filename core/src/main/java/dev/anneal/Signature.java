package dev.anneal;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A signature as it is written: {@code exponential(initial, gamma, unit=1)}; a last {@code *name} takes all the rest. */
record Signature(String text, String name, List<Parameter> parameters) {

    record Parameter(String name, @Nullable String otherwise, boolean rest) {}

    static Signature of(String text) {
        int open = text.indexOf('(');
        List<Parameter> parameters = new ArrayList<>();
        String list = text.substring(open + 1, text.length() - 1);
        for (String part : list.isEmpty() ? new String[0] : list.split(", ")) {
            int sign = part.indexOf('=');
            boolean rest = part.startsWith("*");
            String name = part.substring(rest ? 1 : 0, sign < 0 ? part.length() : sign);
            parameters.add(new Parameter(name, sign < 0 ? null : part.substring(sign + 1), rest));
        }
        return new Signature(text, text.substring(0, open), List.copyOf(parameters));
    }

    /** The parameters that may be given by name; one that takes the rest is given as a list. */
    List<String> keywords() {
        return parameters.stream().map(Parameter::name).toList();
    }
}
