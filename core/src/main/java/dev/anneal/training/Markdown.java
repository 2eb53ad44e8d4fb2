package dev.anneal.training;

/** Text for a page that reads Markdown, which shows it as it is. */
final class Markdown {

    private static final String MARKS = "\\`*_{}[]()>#+-.!";

    private Markdown() {}

    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '<') {
                plain.append("&lt;");
            } else if (c == '&') {
                plain.append("&amp;");
            } else {
                plain.append(MARKS.indexOf(c) < 0 ? "" : "\\").append(c);
            }
        }
        return plain.toString();
    }
}
