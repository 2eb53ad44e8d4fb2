package dev.anneal.plot;

/** What users name things: kept in one line, and free of what a terminal would obey or XML forbids. */
final class Text {
    private Text() {}

    static String line(String text) {
        return clean(text.strip().replaceAll("\\s+", " "));
    }

    /** The same, with line ends kept. */
    static String lines(String text) {
        return clean(text.replace("\r\n", "\n").replace("\t", "    "));
    }

    private static String clean(String text) {
        var clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == '\n' || !(Character.isISOControl(c) || isNoCharacter(c)) ? c : 0xFFFD)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }

    private static boolean isNoCharacter(int c) {
        return c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE || (c & 0xFFFE) == 0xFFFE;
    }

    /** At most so many characters, the last of them an ellipsis where some are left out. */
    static String shortened(String text, int most) {
        if (text.codePointCount(0, text.length()) <= most) {
            return text;
        }
        return most < 1 ? "" : text.substring(0, text.offsetByCodePoints(0, most - 1)) + "…";
    }

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static String html(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
