package dev.anneal.dialect.code;

import java.util.Locale;
import java.util.Set;

/** Names that a plan gives, as names of another language. */
final class Names {

    static final Set<String> TAKEN = Set.of(
            "math",
            "np",
            "t",
            "n",
            "u",
            "i",
            "k",
            "value",
            "group",
            "optimizer",
            "scheduler",
            "between",
            "snapped",
            "power",
            "min",
            "max",
            "abs",
            "round",
            "float",
            "int",
            "range",
            "self",
            "super",
            "enumerate",
            "bisect_right",
            "len",
            "print",
            "list",
            "dict",
            "lambda",
            "def",
            "class",
            "return",
            "import",
            "from",
            "for",
            "while",
            "with",
            "try",
            "except",
            "raise",
            "pass",
            "global",
            "nonlocal",
            "del",
            "yield",
            "assert",
            "async",
            "await",
            "break",
            "continue",
            "passed",
            "since",
            "late_since",
            "at",
            "quotient",
            "real",
            "snap",
            "jnp",
            "ops",
            "keras",
            "remainder",
            "truncated",
            "rounded",
            "elif",
            "finally",
            "cycle_at",
            "schedule");

    private Names() {}

    static String python(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
        return TAKEN.contains(plain) || plain.matches("\\d.*|") ? plain + "_value" : plain;
    }

    /** {@code parts_2} as {@code parts2}, {@code VALUES} as {@code values}. */
    static String camel(String name) {
        StringBuilder camel = new StringBuilder();
        boolean upper = false;
        for (char c : name.toLowerCase(Locale.ROOT).toCharArray()) {
            if (c != '_') {
                camel.append(upper ? Character.toUpperCase(c) : c);
            }
            upper = c == '_';
        }
        return camel.toString();
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < ' ') {
                // octal, as both languages read it
                quoted.append(String.format(Locale.ROOT, "\\%03o", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }
}
