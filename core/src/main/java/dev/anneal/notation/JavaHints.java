package dev.anneal.notation;

import java.util.Set;

/** Looks for what stands in Java texts and in no Python text. */
final class JavaHints {
    private static final Set<String> NO_TYPES = Set.of(
            "and",
            "as",
            "assert",
            "async",
            "await",
            "case",
            "class",
            "def",
            "del",
            "elif",
            "else",
            "except",
            "for",
            "from",
            "global",
            "if",
            "import",
            "in",
            "is",
            "lambda",
            "match",
            "nonlocal",
            "not",
            "or",
            "print",
            "raise",
            "return",
            "type",
            "while",
            "with",
            "yield");

    private final PythonText text;
    private String before = "";
    private String word = "";

    /** No semicolon ends the line before this place. */
    private int plainUntil;

    private JavaHints(PythonText text) {
        this.text = text;
    }

    static boolean in(String original) {
        if (original.contains("```py") || original.contains("```java")) {
            return !original.contains("```py");
        }
        return original.contains("jshell>") || new JavaHints(new PythonText(original)).found();
    }

    private boolean found() {
        boolean lineStart = true;
        int depth = 0;
        for (int at = 0; at < text.length(); ) {
            int end = lineStart && "!%$".indexOf(text.at(at)) >= 0 ? text.lineEnd(at) : text.wordEnd(at);
            if (end > at) {
                if (text.wordEnd(at) == end && word(at, end)) {
                    return true;
                }
                lineStart = false;
                at = end;
                continue;
            }
            if (symbol(at, lineStart && depth == 0)) {
                return true;
            }
            depth = text.isOpening(at) ? depth + 1 : text.isClosing(at) ? Math.max(0, depth - 1) : depth;
            if (!text.isBlank(at)) {
                lineStart = text.isLineEnd(at);
                before = "";
                word = "";
            }
            at = text.next(at);
        }
        return false;
    }

    private boolean word(int at, int end) {
        before = word;
        word = end - at > 64 ? "_" : text.text().substring(at, end);
        boolean name = Words.startsName(text.at(at));
        if (before.equals("new") && name) {
            return true;
        } else if (!name) {
            return isSuffixed(word, text.at(at - 1) == '.' || isExponent(at));
        } else if (before.equals("import") && (word.equals("static") || isJavaImport(end))) {
            return true;
        }
        int next = text.skipBlanks(end);
        boolean typed = !before.isEmpty()
                && Words.startsName(before.codePointAt(0))
                && !NO_TYPES.contains(before)
                && !NO_TYPES.contains(word);
        return typed && text.at(next) == '=' && text.at(next + 1) != '=' && endsWithSemicolon(next);
    }

    /** Whether a word is the rest of a number like {@code 1e-4}. */
    private boolean isExponent(int at) {
        char sign = text.at(at - 1);
        char letter = text.at(at - 2);
        return (sign == '-' || sign == '+') && (letter == 'e' || letter == 'E') && Lexer.isDigit(text.at(at - 3));
    }

    /** In {@code 2d} there is a letter, in {@code 0.2d} a suffix. */
    private static boolean isSuffixed(String number, boolean fraction) {
        boolean radix = number.startsWith("0x") || number.startsWith("0X");
        char last = number.charAt(number.length() - 1);
        int suffix = radix ? "lL".indexOf(last) : (fraction ? "fFdD" : "fFlL").indexOf(last);
        return number.length() > 1 && suffix >= 0 && Lexer.isDigit(number.charAt(number.length() - 2));
    }

    /** Whether a class or a star ends the path whose first word ended at an index, and a semicolon follows. */
    private boolean isJavaImport(int at) {
        int last = at;
        int end = at;
        while (text.at(end) == '.') {
            last = end + 1;
            end = text.at(last) == '*' ? last + 1 : text.wordEnd(last);
        }
        boolean isClass = text.at(last) == '*' || Character.isUpperCase(text.at(last));
        return last > at && isClass && text.at(text.skipBlanks(end)) == ';';
    }

    private boolean endsWithSemicolon(int from) {
        if (from < plainUntil) {
            return false;
        }
        int end = from;
        int comment = from;
        while (comment < text.length()
                && !text.isLineEnd(comment)
                && !text.text().startsWith("//", comment)) {
            end = text.isBlank(comment) ? end : comment;
            comment++;
        }
        plainUntil = comment;
        return text.at(end) == ';';
    }

    private boolean symbol(int at, boolean lineStart) {
        char c = text.at(at);
        char next = text.at(at + 1);
        return switch (c) {
            case '/' -> next == '*' || lineStart && next == '/';
            case '&', '|' -> next == c;
            case ')' -> isCast(at);
            case ';' -> text.at(text.skipBlanks(at + 1)) == '}';
            case ']' ->
                text.at(at - 1) == '['
                        && Words.startsName(text.at(text.skipBlanks(at + 1)))
                        && isDeclared(text.skipBlanks(at + 1));
            case '!' -> !lineStart && next != '=' && (Words.startsName(next) || next == '(');
            default -> false;
        };
    }

    /** {@code (float) -0.1}; in Python an operator would follow, or a bracket, and nobody subtracts from a type. */
    private boolean isCast(int close) {
        int next = text.skipBlanks(close + 1);
        boolean signed = text.at(next) == '-' && Lexer.isDigit(text.at(next + 1));
        boolean operand = signed
                || Lexer.isDigit(text.at(next))
                || Words.startsName(text.at(next))
                        && !NO_TYPES.contains(text.text().substring(next, text.wordEnd(next)));
        return operand && JavaForms.PRIMITIVES.contains(word) && text.at(close - word.length() - 1) == '(';
    }

    /** {@code int[] name}: a name that is none of Python's words. */
    private boolean isDeclared(int at) {
        return !NO_TYPES.contains(text.text().substring(at, text.wordEnd(at)));
    }
}
