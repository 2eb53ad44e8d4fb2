package dev.anneal.notation;

import java.util.Set;

/** Which words are names. */
final class Words {
    static final Set<String> RESERVED = Set.of(
            "and", "or", "not", "in", "is", "if", "else", "lambda", "True", "False", "None", "true", "false", "null");

    private Words() {}

    static boolean startsName(int codePoint) {
        return codePoint == '_' || Character.isLetter(codePoint);
    }

    static boolean continuesName(int codePoint) {
        return codePoint == '_' || Character.isLetterOrDigit(codePoint);
    }

    /** The end of the word that starts at an index. */
    static int end(String text, int start) {
        int end = start;
        while (end < text.length() && continuesName(text.codePointAt(end))) {
            end += Character.charCount(text.codePointAt(end));
        }
        return end;
    }

    static boolean isName(String word) {
        boolean spelled = !word.isEmpty() && startsName(word.codePointAt(0)) && end(word, 0) == word.length();
        return spelled && !RESERVED.contains(word);
    }

    static void requireName(String word) {
        if (!isName(word)) {
            throw new IllegalArgumentException("name must be an identifier and no reserved word, got \"" + word + '"');
        }
    }
}
