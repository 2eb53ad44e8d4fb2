package dev.anneal.notation;

/** What stands between Java's words. */
final class JavaText {
    private JavaText() {}

    /** The end of the comment that stands at an index, or the index when there is none. */
    static int comment(String text, int at) {
        if (text.startsWith("/*", at)) {
            int close = text.indexOf("*/", at + 2);
            return close < 0 ? text.length() : close + 2;
        }
        int to = at;
        if (text.startsWith("//", at)) {
            while (to < text.length() && text.charAt(to) != '\n' && text.charAt(to) != '\r') {
                to++;
            }
        }
        return to;
    }
}
