package dev.anneal.notation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What stands in brackets, and what follows a dot. */
final class Brackets {
    private final String text;
    private final Parser parser;
    private final Lexer lexer;
    private final Limits limits;
    private final @Nullable Foreign foreign;

    /** What makes the collection that is being read one that only sources have. */
    private @Nullable String strange;

    Brackets(String text, Parser parser, @Nullable Foreign foreign) {
        this.text = text;
        this.parser = parser;
        this.lexer = parser.lexer();
        this.limits = parser.limits();
        this.foreign = foreign;
    }

    boolean ahead() {
        return lexer.at("(") || lexer.at("[") || lexer.at("{");
    }

    Expression atom() {
        return lexer.at("(") ? parenthesis() : lexer.at("[") ? list() : dictionary();
    }

    Expression.Link link() {
        int start = lexer.start();
        if (lexer.at("(")) {
            return arguments();
        }
        if (lexer.at("[")) {
            Span open = lexer.span();
            lexer.advance();
            Expression index = foreign == null ? parser.expression() : foreign.index();
            parser.close("]", open, "']'");
            return new Expression.Index(index, parser.since(start));
        }
        lexer.advance();
        if (lexer.kind() != Lexer.Kind.NAME) {
            throw parser.unexpected("a name after '.'");
        }
        Expression.Attribute attribute = new Expression.Attribute(lexer.word(), lexer.span());
        lexer.advance();
        return attribute;
    }

    Expression.Arguments arguments() {
        int start = lexer.start();
        List<Expression.Argument> arguments = new ArrayList<>();
        Set<String> keywords = new HashSet<>();
        List<Expression.Argument> late = new ArrayList<>();
        list(")", () -> {
            Expression.Argument argument = argument(keywords);
            // stars may follow keywords; those without a name come first
            boolean star = argument.name() == null && !keywords.isEmpty();
            (star ? late : arguments).add(argument);
        });
        arguments.addAll(Math.max(0, arguments.size() - keywords.size()), late);
        return new Expression.Arguments(arguments, parser.since(start));
    }

    private Expression.Argument argument(Set<String> keywords) {
        int start = lexer.start();
        boolean star = foreign != null && (lexer.at("*") || lexer.at("**"));
        Expression value = item();
        String name = null;
        if (lexer.at("=")) {
            if (!(value instanceof Expression.Name keyword) || keyword.span().start() != start) {
                throw NotationException.at(text, parser.since(start), "a keyword must be a name");
            }
            name = keyword.id();
            if (!keywords.add(name)) {
                throw NotationException.at(text, keyword.span(), "the keyword is given twice");
            }
            lexer.advance();
            value = item();
        } else if (!keywords.isEmpty() && !star) {
            throw NotationException.at(
                    text, parser.since(start), "an argument without a keyword must stand before all with one");
        }
        return new Expression.Argument(name, value, parser.since(start));
    }

    private Expression parenthesis() {
        int start = lexer.start();
        List<Expression> items = new ArrayList<>();
        Listed listed = list(")", () -> items.add(foreign == null ? item() : foreign.parameter(item())));
        if (foreign != null) {
            foreign.checkParameters();
        }
        if (listed.strange != null) {
            return opaque(listed.strange, start);
        }
        if (items.size() == 1 && !listed.comma) {
            return foreign == null ? items.get(0) : foreign.cast(items.get(0), start);
        }
        return limits.grown(new Expression.TupleOf(items, parser.since(start)), 0);
    }

    private Expression list() {
        int start = lexer.start();
        List<Expression> items = new ArrayList<>();
        Listed listed = list("]", () -> items.add(item()));
        return listed.strange != null
                ? opaque(listed.strange, start)
                : limits.grown(new Expression.ListOf(items, parser.since(start)), 0);
    }

    private Expression dictionary() {
        int start = lexer.start();
        List<Expression.DictOf.Entry> entries = new ArrayList<>();
        Listed listed = list("}", () -> {
            Expression key = item();
            int highest = limits.height;
            if (foreign != null && (lexer.at(",") || lexer.at("}"))) {
                strange = strange == null ? "a set" : strange;
                return;
            }
            parser.expect(":", "':'");
            Expression value = item();
            limits.height = Math.max(highest, limits.height);
            entries.add(new Expression.DictOf.Entry(key, value));
        });
        return listed.strange != null
                ? opaque(listed.strange, start)
                : limits.grown(new Expression.DictOf(entries, parser.since(start)), 0);
    }

    /** Java's {@code {a, b}}. */
    Expression initialiser() {
        int start = lexer.start();
        List<Expression> items = new ArrayList<>();
        list("}", () -> items.add(item()));
        return limits.grown(new Expression.ListOf(items, parser.since(start)), 0);
    }

    /** An expression, or in a source what stands in the place of several. */
    Expression item() {
        if (foreign == null) {
            return parser.expression();
        }
        Expression item = foreign.item();
        String found = foreign.takeStrange();
        strange = found == null ? strange : found;
        return item;
    }

    /** What made a collection of the item that was read last, or null. */
    @Nullable
    String takeStrange() {
        String taken = strange;
        strange = null;
        return taken;
    }

    private Expression opaque(String kind, int start) {
        return Objects.requireNonNull(foreign).opaque(kind, start);
    }

    /** Reads items up to the closing bracket, and tells whether a comma stands before it. */
    private Listed list(String closing, Runnable item) {
        String outer = strange;
        strange = null;
        Span open = lexer.span();
        lexer.advance();
        int highest = 0;
        boolean comma = false;
        while (!lexer.at(closing)) {
            if (lexer.kind() == Lexer.Kind.END) {
                parser.close(closing, open, closing);
            }
            item.run();
            highest = Math.max(highest, limits.height);
            comma = lexer.at(",");
            if (comma) {
                lexer.advance();
            } else if (!lexer.at(closing)) {
                parser.close(closing, open, "',' or '" + closing + '\'');
            }
        }
        lexer.advance();
        limits.height = highest;
        Listed listed = new Listed(comma, strange);
        strange = outer;
        return listed;
    }

    private record Listed(boolean comma, @Nullable String strange) {}
}
