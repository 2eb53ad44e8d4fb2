package dev.anneal.notation;

import dev.anneal.notation.Lexer.Kind;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The forms of Java's expressions that Python has not, as trees of the notation. */
final class JavaForms {
    static final Set<String> PRIMITIVES = Set.of("byte", "short", "int", "long", "float", "double", "char", "boolean");

    private final String text;
    private final Parser parser;
    private final Lexer lexer;
    private final Limits limits;
    private final Foreign foreign;
    private boolean typed;

    JavaForms(String text, Parser parser, Foreign foreign) {
        this.text = text;
        this.parser = parser;
        this.lexer = parser.lexer();
        this.limits = parser.limits();
        this.foreign = foreign;
    }

    @Nullable
    Expression atom() {
        int start = lexer.start();
        if (lexer.kind() == Kind.NUMBER) {
            Expression number = JavaNumber.read(text, lexer.span());
            lexer.advance();
            return limits.grown(number, 0);
        } else if (lexer.at("new")) {
            return creation();
        } else if (lexer.at("{")) {
            return parser.brackets().initialiser();
        } else if (lexer.at("~") || lexer.at("++") || lexer.at("--")) {
            lexer.advance();
            return foreign.rest(start, Foreign.OPERATOR);
        }
        return null;
    }

    /** {@code new a.B<C>(d)} is a call of {@code a.B}; {@code new int[] {1, 2}} is a list. */
    private Expression creation() {
        int start = lexer.start();
        lexer.advance();
        Expression type = name("a class after 'new'");
        while (lexer.at(".")) {
            int dot = lexer.start();
            type = new Expression.Chain(type, List.of(parser.brackets().link()), parser.since(dot));
        }
        typeArguments();
        if (lexer.at("[")) {
            return array(start);
        }
        if (!lexer.at("(")) {
            throw parser.unexpected("'('");
        }
        Expression.Arguments arguments = parser.brackets().arguments();
        if (lexer.at("{")) {
            skipBlock();
            return foreign.opaque("an anonymous class", start);
        }
        return limits.grown(new Expression.Chain(type, List.of(arguments), parser.since(start)), 0);
    }

    private Expression.Name name(String expected) {
        if (lexer.kind() != Kind.NAME) {
            throw parser.unexpected(expected);
        }
        Expression.Name name = new Expression.Name(lexer.word(), lexer.span());
        lexer.advance();
        return name;
    }

    private void typeArguments() {
        int depth = 0;
        do {
            depth += lexer.at("<") ? 1 : lexer.at(">") ? -1 : 0;
            boolean inside = lexer.kind() == Kind.NAME
                    || Set.of("<", ">", ",", ".", "?", "[", "]", "&").contains(lexer.word());
            if (depth > 0 && !inside) {
                throw parser.unexpected("'>'");
            }
            if (depth > 0 || lexer.at(">")) {
                lexer.advance();
            }
        } while (depth > 0);
    }

    private Expression array(int start) {
        while (lexer.at("[")) {
            lexer.advance();
            foreign.skip(Set.of());
            parser.expect("]", "']'");
        }
        return lexer.at("{") ? parser.brackets().initialiser() : foreign.opaque("an array", start);
    }

    /** The body of a lambda in braces: what it returns, if it does nothing else. */
    Expression block() {
        int start = lexer.start();
        lexer.advance();
        if (lexer.at("return")) {
            lexer.advance();
            Expression value = parser.expression();
            parser.expect(";", "';'");
            if (lexer.at("}")) {
                lexer.advance();
                return value;
            }
        }
        foreign.skip(Set.of());
        parser.expect("}", "'}'");
        return foreign.opaque("a block", start);
    }

    private void skipBlock() {
        lexer.advance();
        foreign.skip(Set.of());
        parser.expect("}", "'}'");
    }

    /** In {@code (int a, int b) ->} the types are dropped. */
    Expression parameter(Expression item) {
        if (lexer.kind() != Kind.NAME || !isType(item)) {
            return item;
        }
        typed = true;
        return limits.grown(name("a parameter"), 0);
    }

    void checkParameters() {
        if (typed && !lexer.at("->")) {
            throw parser.unexpected("'->'");
        }
        typed = false;
    }

    /** A cast to a number is a call; one to a class says nothing of the value. */
    Expression cast(Expression item, int start) {
        boolean primitive = item instanceof Expression.Name name && PRIMITIVES.contains(name.id());
        boolean sign = lexer.at("-") || lexer.at("+");
        if (!isType(item) || !(operandAhead() || primitive && sign)) {
            return item;
        }
        limits.enter(lexer.span());
        Expression operand = parser.signed();
        limits.leave();
        if (!primitive) {
            return operand;
        }
        Expression.Argument argument = new Expression.Argument(null, operand, operand.span());
        Expression.Arguments arguments = new Expression.Arguments(List.of(argument), operand.span());
        return limits.grown(new Expression.Chain(item, List.of(arguments), parser.since(start)), 0);
    }

    private boolean operandAhead() {
        return switch (lexer.kind()) {
            case NAME -> !lexer.at("instanceof");
            case NUMBER, STRING -> true;
            default -> Set.of("(", "not", "true", "false", "null").contains(lexer.word());
        };
    }

    private static boolean isType(Expression item) {
        return item instanceof Expression.Name
                || item instanceof Expression.Chain chain
                        && chain.head() instanceof Expression.Name
                        && chain.links().stream().allMatch(Expression.Attribute.class::isInstance);
    }
}
