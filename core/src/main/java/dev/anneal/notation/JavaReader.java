package dev.anneal.notation;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the statements of a Java text and their bodies. */
final class JavaReader {
    private static final int DEEPEST = 100;
    private static final Set<String> WITH_HEAD = Set.of("if", "for", "while", "switch", "synchronized", "catch", "try");
    private static final Set<String> WITH_BODY = Set.of("else", "do", "finally");
    private static final Set<String> SKIPPED =
            Set.of("package", "throw", "break", "continue", "assert", "yield", "case", "default");

    private final String original;
    private final JavaText text;
    private final Limits limits;
    private int at;
    private int depth;
    private int unread;

    JavaReader(String original) {
        this.limits = new Limits(original);
        this.original = original;
        this.text = new JavaText(original);
    }

    List<Line> read() {
        List<Line> lines = new ArrayList<>();
        while (at < text.length()) {
            readBlock(lines);
            at++;
        }
        return lines;
    }

    /** Reads lines up to the brace that closes them. */
    private void readBlock(List<Line> lines) {
        while (true) {
            at = text.skip(at);
            if (at >= text.length() || text.at(at) == '}') {
                return;
            } else if (text.at(at) == ';') {
                at++;
            } else {
                readLine(lines);
            }
        }
    }

    private void readLine(List<Line> lines) {
        limits.restart();
        int start = at;
        String word = text.word(at);
        if (text.at(at) == '{' || WITH_BODY.contains(word)) {
            at += word.length();
            lines.add(block(start, word.isEmpty() ? "{" : word));
        } else if (WITH_HEAD.contains(word)) {
            at = text.skip(at + word.length());
            skipGroup();
            lines.add(block(start, word));
        } else if (text.at(at) == '@') {
            count(start);
            at = Math.max(at + 1, skipName(at + 1));
            lines.add(new Line.Skipped(text.text().substring(start, at), List.of(), new Span(start, at)));
            skipGroup();
        } else {
            readStatement(lines, start, word);
        }
    }

    private int skipName(int from) {
        int end = from;
        while (end < text.length() && (Words.continuesName(text.text().codePointAt(end)) || text.at(end) == '.')) {
            end++;
        }
        return end;
    }

    /** Skips what stands in the round brackets here, if they are closed. */
    private void skipGroup() {
        int open = text.skip(at);
        if (text.at(open) != '(' || !text.opens(open)) {
            return;
        }
        int inside = 0;
        at = open;
        do {
            inside += text.opens(at) ? 1 : text.closes(at) ? -1 : 0;
            at = text.next(at);
        } while (inside > 0 && at < text.length());
    }

    /** The lines in braces, or the one line, that follow here. */
    private Line block(int start, String word) {
        count(start);
        List<Line> body = new ArrayList<>();
        at = text.skip(at);
        if (depth == DEEPEST) {
            at = end(at).place();
            return noted(
                    start,
                    Set.of(),
                    NotationException.at(
                            original, new Span(start, start + word.length()), "nested deeper than " + DEEPEST));
        }
        depth++;
        if (text.at(at) == '{') {
            at++;
            readBlock(body);
            at = Math.min(at + 1, text.length());
        } else if (at < text.length() && text.at(at) != ';' && text.at(at) != '}') {
            readLine(body);
        }
        depth--;
        return new Line.Skipped(word, body, new Span(start, Math.max(at, start)));
    }

    private void readStatement(List<Line> lines, int start, String word) {
        End end = end(start);
        if (end.block()) {
            at = end.place();
            lines.add(block(start, word.isEmpty() ? text.text().substring(start, start + 1) : word));
            return;
        }
        count(start);
        at = Math.max(end.place(), start + 1);
        Span span = new Span(start, trimmed(start, at));
        at += text.at(at) == ';' ? 1 : 0;
        if (SKIPPED.contains(word)) {
            lines.add(new Line.Skipped(word, List.of(), span));
            return;
        }
        JavaStatement statement = new JavaStatement(text.text(), span, limits);
        try {
            lines.addAll(word.equals("import") ? List.of(imported(span)) : statement.read(word));
        } catch (NotationException e) {
            lines.add(noted(start, statement.names(), e));
        }
    }

    private int trimmed(int start, int end) {
        int to = Math.min(end, text.length());
        while (to > start + 1 && Character.isWhitespace(text.at(to - 1))) {
            to--;
        }
        return to;
    }

    private record End(int place, boolean block) {}

    /** Where a statement ends: at its semicolon, before the brace that closes what it stands in, or at its own body. */
    private End end(int start) {
        int inside = 0;
        int braces = 0;
        boolean expression = false;
        for (int i = start; i < text.length(); ) {
            char c = text.at(i);
            if (c == '{' && inside == 0 && !expression && i > start) {
                return new End(i, true);
            } else if (c == ';' && braces == 0 || c == '}' && braces == 0) {
                return new End(i, false);
            } else if (text.opens(i)) {
                inside++;
                braces += c == '{' ? 1 : 0;
            } else if (text.closes(i) && inside > 0) {
                inside--;
                braces -= c == '}' ? 1 : 0;
            }
            int word = Words.end(text.text(), i);
            expression |= inside == 0 && (c == '=' || c == '-' && text.at(i + 1) == '>')
                    || word == i + 3 && text.text().startsWith("new", i)
                    || word == i + 6 && text.text().startsWith("return", i);
            i = word > i ? word : text.next(i);
        }
        return new End(text.length(), false);
    }

    private Line imported(Span span) {
        Lexer lexer = new Lexer(text.text(), span, Source.Language.JAVA);
        Parser parser = new Parser(text.text(), limits, lexer);
        lexer.advance();
        if (lexer.at("static")) {
            lexer.advance();
        }
        StringBuilder path = new StringBuilder();
        String last = "";
        do {
            if (lexer.kind() != Lexer.Kind.NAME && !(lexer.at("*") && !last.isEmpty())) {
                throw parser.unexpected("a class");
            }
            path.append(last.isEmpty() || lexer.at("*") ? "" : ".").append(lexer.at("*") ? "" : lexer.word());
            last = lexer.word();
            lexer.advance();
            if (lexer.at(".")) {
                lexer.advance();
            } else {
                break;
            }
        } while (true);
        if (lexer.kind() != Lexer.Kind.END) {
            throw parser.unexpected("';'");
        }
        return new Line.Import(Map.of(last, path.toString()), span);
    }

    private Line noted(int start, Set<String> names, NotationException problem) {
        NotationException shown = problem.in(original);
        if (limits.exhausted()) {
            throw shown;
        }
        if (++unread > PythonReader.MOST_UNREAD) {
            throw NotationException.at(
                    original, problem.span(), "more than " + PythonReader.MOST_UNREAD + " lines that cannot be read");
        }
        return new Line.Unread(names, shown, new Span(start, Math.max(start, Math.min(at, text.length()))));
    }

    private void count(int start) {
        try {
            limits.count(new Span(start, Math.min(start + 1, text.length())));
        } catch (NotationException e) {
            throw e.in(original);
        }
    }
}
