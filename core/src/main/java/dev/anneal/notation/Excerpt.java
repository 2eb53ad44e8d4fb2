package dev.anneal.notation;

/** The line of a text around a place, with carets under the place. */
final class Excerpt {
    private static final int WIDTH = 100;

    private Excerpt() {}

    static String of(String text, Span span, String problem) {
        if (span.start() < 0) {
            return problem;
        }
        int place = Math.min(span.start(), text.length());
        int from = lineStart(text, place);
        int to = lineEnd(text, place);
        String number = from == 0 && to == text.length() ? "" : "line " + lineNumber(text, from) + ": ";
        int first = from;
        int last = to;
        if (to - from > WIDTH) {
            first = Math.max(from, Math.min(place - WIDTH / 2, to - WIDTH));
            last = Math.min(to, first + WIDTH);
        }
        StringBuilder shown = new StringBuilder();
        StringBuilder marks = new StringBuilder();
        shown.append(first > from ? "  …" : "  ");
        marks.append(first > from ? "   " : "  ");
        draw(text.substring(first, last), place - first, span.end() - first, shown, marks);
        shown.append(last < to ? "…" : "");
        return number + problem + '\n' + shown + '\n' + marks;
    }

    private static void draw(String line, int start, int end, StringBuilder shown, StringBuilder marks) {
        int last = Math.max(start + 1, Math.min(end, line.length()));
        for (int i = 0; i < line.length(); ) {
            int codePoint = line.codePointAt(i);
            shown.appendCodePoint(isShowable(codePoint) ? codePoint : '\uFFFD');
            if (i < start) {
                marks.append(codePoint == '\t' ? "\t" : " ".repeat(columns(codePoint)));
            } else if (i < last) {
                marks.append("^".repeat(columns(codePoint)));
            }
            i += Character.charCount(codePoint);
        }
        if (start >= line.length()) {
            marks.append('^');
        }
    }

    private static boolean isShowable(int codePoint) {
        int type = Character.getType(codePoint);
        return codePoint == '\t'
                || type != Character.CONTROL && type != Character.SURROGATE && type != Character.FORMAT;
    }

    /** How many columns of a terminal a character takes: none for a combining mark, two for a wide one. */
    private static int columns(int codePoint) {
        int type = Character.getType(codePoint);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide = Character.isIdeographic(codePoint)
                || codePoint >= 0x1100 && codePoint <= 0x115F
                || codePoint >= 0x2E80 && codePoint <= 0xA4CF
                || codePoint >= 0xAC00 && codePoint <= 0xD7A3
                || codePoint >= 0xFE30 && codePoint <= 0xFE6F
                || codePoint >= 0xFF00 && codePoint <= 0xFF60
                || codePoint >= 0x1F300 && codePoint <= 0x1FAFF;
        return wide ? 2 : 1;
    }

    private static int lineStart(String text, int place) {
        int start = place;
        while (start > 0 && !isLineEnd(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    private static int lineEnd(String text, int place) {
        int end = place;
        while (end < text.length() && !isLineEnd(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int lineNumber(String text, int lineStart) {
        int number = 1;
        for (int i = 0; i < lineStart; i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r' && !text.startsWith("\n", i + 1)) {
                number++;
            }
        }
        return number;
    }

    private static boolean isLineEnd(char c) {
        return c == '\n' || c == '\r';
    }
}
