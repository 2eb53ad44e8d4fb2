package dev.anneal.notation;

import dev.anneal.notation.Lexer.Kind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Reads one Java statement that has no body. */
final class JavaStatement {
    private static final Set<String> MODIFIERS =
            Set.of("public", "protected", "private", "static", "final", "volatile", "transient", "abstract");
    private static final Set<String> FRACTIONAL = Set.of("float", "double");
    private static final Set<String> ASSIGNMENTS = Set.of("=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=");

    private final String text;
    private final Span part;
    private final Limits limits;
    private final Set<String> names = new LinkedHashSet<>();

    /** The type of what is declared, if it makes a fraction of a whole number, else empty. */
    private String fractional = "";

    JavaStatement(String text, Span part, Limits limits) {
        this.text = text;
        this.part = part;
        this.limits = limits;
    }

    List<Line> read(String word) {
        int declared = declared();
        Span rest = declared >= 0 ? new Span(declared, part.end()) : part;
        Lexer lexer = new Lexer(text, rest, Source.Language.JAVA);
        Parser parser = new Parser(text, limits, lexer);
        List<Line> lines;
        if (word.equals("return")) {
            lexer.advance();
            lines = List.of(new Line.Return(lexer.kind() == Kind.END ? null : parser.expression(), part));
        } else {
            lines = declared >= 0 ? declarations(word, parser) : List.of(expression(parser));
        }
        if (lexer.kind() != Kind.END) {
            throw parser.unexpected("';'");
        }
        return lines;
    }

    /** The names that the statement assigns, as far as it was read. */
    Set<String> names() {
        return names;
    }

    /** Where the first name stands that is declared after a type, or -1. */
    private int declared() {
        Lexer lexer = new Lexer(text, part, Source.Language.JAVA);
        while (MODIFIERS.contains(lexer.word())) {
            lexer.advance();
        }
        if (lexer.kind() != Kind.NAME || lexer.at("new") || lexer.at("return")) {
            return -1;
        }
        fractional = FRACTIONAL.contains(lexer.word()) ? lexer.word() : "";
        lexer.advance();
        while (lexer.at(".")) {
            lexer.advance();
            if (lexer.kind() != Kind.NAME) {
                return -1;
            }
            lexer.advance();
        }
        if (lexer.at("<") && !skippedTypes(lexer)) {
            return -1;
        }
        while (lexer.at("[")) {
            fractional = "";
            lexer.advance();
            if (!lexer.at("]")) {
                return -1;
            }
            lexer.advance();
        }
        return lexer.kind() == Kind.NAME && !lexer.at("instanceof") ? lexer.start() : -1;
    }

    private static boolean skippedTypes(Lexer lexer) {
        int depth = 0;
        do {
            depth += lexer.at("<") ? 1 : lexer.at(">") ? -1 : 0;
            boolean inside = lexer.kind() == Kind.NAME
                    || Set.of("<", ">", ",", ".", "?", "[", "]", "&").contains(lexer.word());
            if (!inside) {
                return false;
            }
            lexer.advance();
        } while (depth > 0);
        return true;
    }

    private List<Line> declarations(String word, Parser parser) {
        Lexer lexer = parser.lexer();
        List<Line> lines = new ArrayList<>();
        int start = part.start();
        while (lexer.kind() == Kind.NAME) {
            String name = lexer.word();
            names.add(name);
            Expression target = new Expression.Name(name, lexer.span());
            lexer.advance();
            boolean single = !lexer.at("[");
            while (lexer.at("[")) {
                lexer.advance();
                parser.expect("]", "']'");
            }
            if (lexer.at("=")) {
                lexer.advance();
                Expression written = parser.expression();
                Expression value = single ? converted(written) : written;
                lines.add(new Line.Assignment(List.of(target), "=", value, parser.since(start)));
            }
            if (!lexer.at(",")) {
                break;
            }
            lexer.advance();
            start = lexer.start();
        }
        return lines.isEmpty() ? List.of(new Line.Skipped(word, List.of(), part)) : lines;
    }

    /** In {@code float x = 1} the number is no longer whole: a half of it is 0.5. */
    private Expression converted(Expression value) {
        if (fractional.isEmpty() || value instanceof Expression.Num number && !number.integral()) {
            return value;
        }
        if (value instanceof Expression.Num number) {
            return new Expression.Num(number.value(), false, number.span());
        }
        Expression.Arguments arguments =
                new Expression.Arguments(List.of(new Expression.Argument(null, value, value.span())), value.span());
        return new Expression.Chain(new Expression.Name(fractional, value.span()), List.of(arguments), value.span());
    }

    private Line expression(Parser parser) {
        Lexer lexer = parser.lexer();
        List<Expression> targets = new ArrayList<>();
        Expression value = parser.expression();
        String operator = "";
        while (ASSIGNMENTS.contains(lexer.word()) && (targets.isEmpty() || lexer.at("="))) {
            boolean called = value instanceof Expression.Chain chain
                    && chain.links().get(chain.links().size() - 1) instanceof Expression.Arguments;
            if (called || !(value instanceof Expression.Name || value instanceof Expression.Chain)) {
                throw NotationException.at(text, value.span(), "expected a name before the assignment");
            }
            targets.add(value);
            names.add(value.toString());
            operator = targets.size() == 1 ? lexer.word() : operator;
            lexer.advance();
            value = parser.expression();
        }
        return targets.isEmpty() ? new Line.Alone(value, part) : new Line.Assignment(targets, operator, value, part);
    }
}
