package dev.anneal.notation;

import dev.anneal.notation.PythonLines.Piece;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the statements of a Python text and their bodies. */
final class PythonReader {
    static final int MOST_UNREAD = 10_000;
    private static final int DEEPEST = 100;
    private static final Set<String> WITH_BODY =
            Set.of("for", "while", "with", "try", "except", "finally", "class", "async", "def", "if", "elif", "else");
    private static final Set<String> SKIPPED =
            Set.of("del", "assert", "global", "nonlocal", "pass", "raise", "break", "continue");

    private final String original;
    private final PythonText text;
    private final PythonLines pieces;
    private final Limits limits;
    private int depth;
    private int retried;
    private int unread;

    PythonReader(String original) {
        this.limits = new Limits(original);
        this.original = original;
        this.text = new PythonText(original);
        this.pieces = new PythonLines(text);
    }

    List<Line> read() {
        return block(-1);
    }

    private List<Line> block(int outside) {
        List<Line> lines = new ArrayList<>();
        for (Piece piece = pieces.peek(); piece != null && piece.indent() > outside; piece = pieces.peek()) {
            lines.add(line(piece));
        }
        return lines;
    }

    private Line line(Piece piece) {
        limits.restart();
        count(piece);
        String word = word(piece.start());
        if (WITH_BODY.contains(word)) {
            int colon = colon(piece);
            if (colon >= 0) {
                return compound(piece, word, colon);
            }
        }
        pieces.goTo(piece.end());
        char first = text.at(piece.start());
        if (SKIPPED.contains(word)) {
            return new Line.Skipped(word, List.of(), piece.span());
        } else if (first == '@' || first == '%' || first == '!') {
            return command(piece, first == '@' ? piece.end() : text.lineEnd(piece.start()));
        }
        try {
            return new PythonStatement(text.text(), piece.span(), limits).read(word);
        } catch (NotationException e) {
            return unread(piece, e);
        }
    }

    /** A decorator, or what is said to the notebook. */
    private Line command(Piece piece, int end) {
        pieces.goTo(end);
        int to = piece.start();
        while (to < end && !text.isBlank(to) && text.at(to) != '(') {
            to++;
        }
        String word = text.text().substring(piece.start(), to);
        return new Line.Skipped(word, List.of(), new Span(piece.start(), Math.max(to, end)));
    }

    private Line compound(Piece piece, String word, int colon) {
        if (depth == DEEPEST) {
            skipBody(piece, colon);
            return noted(
                    piece.start(),
                    Set.of(),
                    NotationException.at(original, piece.span(), "indented deeper than " + DEEPEST));
        }
        String first = word.equals("async") ? word(text.skipBlanks(text.wordEnd(piece.start()))) : word;
        if (word.equals("if")) {
            return choice(piece, colon);
        } else if (first.equals("def")) {
            return function(piece, colon);
        }
        List<Line> body = body(piece, colon);
        return new Line.Skipped(word, body, new Span(piece.start(), end(body, colon + 1)));
    }

    private Line function(Piece piece, int colon) {
        PythonStatement header = new PythonStatement(text.text(), new Span(piece.start(), colon), limits);
        NotationException problem = null;
        try {
            header.readFunction();
        } catch (NotationException e) {
            problem = refused(e);
        }
        List<Line> body = body(piece, colon);
        if (problem != null) {
            return noted(piece.start(), header.names(), problem);
        }
        return new Line.Function(
                header.name(), header.parameters(), body, new Span(piece.start(), end(body, colon + 1)));
    }

    private Line choice(Piece first, int firstColon) {
        List<Line.Choice.Branch> branches = new ArrayList<>();
        NotationException problem = null;
        int end = firstColon + 1;
        Piece piece = first;
        int colon = firstColon;
        String word = "if";
        do {
            Expression condition = null;
            try {
                condition = condition(piece, word, colon);
            } catch (NotationException e) {
                problem = problem == null ? refused(e) : problem;
            }
            List<Line> body = body(piece, colon);
            end = end(body, colon + 1);
            branches.add(new Line.Choice.Branch(condition, body));
            piece = word.equals("else") ? null : pieces.peek();
            boolean goesOn = piece != null && piece.indent() == first.indent();
            word = piece != null && goesOn ? word(piece.start()) : "";
            colon = piece != null && (word.equals("elif") || word.equals("else")) ? colon(piece) : -1;
            if (piece != null && colon >= 0) {
                count(piece);
            }
        } while (piece != null && colon >= 0);
        if (problem != null) {
            Set<String> names = new LinkedHashSet<>();
            branches.forEach(branch -> Names.collect(branch.body(), names));
            return noted(first.start(), names, problem);
        }
        return new Line.Choice(branches, new Span(first.start(), end));
    }

    private @Nullable Expression condition(Piece piece, String word, int colon) {
        limits.restart();
        int from = piece.start() + word.length();
        if (word.equals("else")) {
            int said = text.skipBlanks(from);
            if (said < colon) {
                throw NotationException.at(original, new Span(said, colon), "expected ':' after 'else'");
            }
            return null;
        }
        return new PythonStatement(text.text(), new Span(from, colon), limits).readAlone();
    }

    /** The lines after the colon, or those that are indented further. */
    private List<Line> body(Piece piece, int colon) {
        depth++;
        List<Line> body;
        pieces.goTo(colon + 1);
        int next = text.skipBlanks(colon + 1);
        boolean bare = next >= text.length() || text.isLineEnd(next) || text.at(next) == '#';
        if (bare) {
            body = block(piece.indent());
        } else {
            body = new ArrayList<>();
            do {
                Piece inline = pieces.peek();
                if (inline == null) {
                    break;
                }
                boolean nested = WITH_BODY.contains(word(inline.start()));
                body.add(nested ? notAlone(inline) : line(inline));
            } while (pieces.goesOn());
        }
        depth--;
        return body;
    }

    /** After a colon there is room for simple statements only. */
    private Line notAlone(Piece piece) {
        pieces.goTo(piece.end());
        Span word = new Span(piece.start(), text.wordEnd(piece.start()));
        return unread(piece, NotationException.at(original, word, "a statement with a body must begin its line"));
    }

    private void skipBody(Piece piece, int colon) {
        pieces.goTo(piece.end());
        boolean inline = text.skipBlanks(colon + 1) < piece.end();
        while (inline && pieces.goesOn()) {
            pieces.goTo(next(piece).end());
        }
        for (Piece inner = pieces.peek(); inner != null && inner.indent() > piece.indent(); inner = pieces.peek()) {
            count(inner);
            pieces.goTo(inner.end());
        }
    }

    private Piece next(Piece otherwise) {
        Piece next = pieces.peek();
        return next == null ? otherwise : next;
    }

    /** The colon that ends the header of a statement, or -1. */
    private int colon(Piece piece) {
        int inside = 0;
        int lambdas = 0;
        for (int at = piece.start(); at < piece.end(); ) {
            char c = text.at(at);
            if (text.isOpening(at)) {
                inside += text.isUnclosed(at) ? 0 : 1;
            } else if (text.isClosing(at)) {
                inside = Math.max(0, inside - 1);
            } else if (c == ':' && inside == 0 && text.at(at + 1) != '=' && lambdas-- == 0) {
                return at;
            }
            int end = text.wordEnd(at);
            lambdas += inside == 0 && end - at == 6 && word(at).equals("lambda") ? 1 : 0;
            at = end > at && !Character.isDigit(c) ? end : text.next(at);
        }
        return -1;
    }

    private String word(int at) {
        return text.text().substring(at, text.wordEnd(at));
    }

    private static int end(List<Line> body, int otherwise) {
        return body.isEmpty() ? otherwise : body.get(body.size() - 1).span().end();
    }

    private Line unread(Piece piece, NotationException problem) {
        NotationException kept = refused(problem);
        if (piece.unclosed() >= 0) {
            pieces.goTo(pieces.resume(piece, text.length()));
        } else if (piece.start() >= retried) {
            int resume = pieces.resume(piece, piece.end());
            retried = resume < piece.end() ? piece.end() : retried;
            pieces.goTo(resume);
        }
        return noted(piece.start(), Names.assigned(text, piece.span()), kept);
    }

    private Line noted(int start, Set<String> names, NotationException problem) {
        if (++unread > MOST_UNREAD) {
            throw NotationException.at(
                    original, problem.span(), "more than " + MOST_UNREAD + " lines that cannot be read");
        }
        return new Line.Unread(names, problem, new Span(start, trimmed(start, pieces.place())));
    }

    private int trimmed(int start, int end) {
        int to = end;
        while (to > start && (text.isBlank(to - 1) || text.isLineEnd(to - 1))) {
            to--;
        }
        return to;
    }

    /** The problem as the original text shows it; when nothing more may be read, it is thrown. */
    private NotationException refused(NotationException problem) {
        NotationException shown = problem.in(original);
        if (limits.exhausted()) {
            throw shown;
        }
        return shown;
    }

    private void count(Piece piece) {
        try {
            limits.count(piece.span());
        } catch (NotationException e) {
            throw refused(e);
        }
    }
}
