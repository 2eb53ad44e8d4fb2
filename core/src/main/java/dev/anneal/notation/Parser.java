package dev.anneal.notation;

import dev.anneal.notation.Lexer.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Recursive descent with precedence climbing; one word of lookahead, no way back. */
final class Parser {
    private static final int SIGNED = 8;

    private final String text;
    private final Lexer lexer;
    private final Limits limits;
    private final Brackets brackets;
    private final @Nullable Foreign foreign;

    Parser(String text) {
        this(text, new Limits(text), new Lexer(text));
    }

    /** A parser of a part of a text; it reads what sources have and the notation has not if the lexer does. */
    Parser(String text, Limits limits, Lexer lexer) {
        this.limits = limits;
        this.text = text;
        this.lexer = lexer;
        this.foreign = lexer.language() == null ? null : new Foreign(text, this, lexer.language());
        this.brackets = new Brackets(text, this, foreign);
    }

    Expression expressionAlone() {
        Expression expression = expression();
        if (lexer.kind() == Kind.NEWLINE) {
            lexer.advance();
        }
        if (lexer.kind() != Kind.END) {
            throw unexpected("the end of the expression");
        }
        return expression;
    }

    Lexer lexer() {
        return lexer;
    }

    Limits limits() {
        return limits;
    }

    Brackets brackets() {
        return brackets;
    }

    Expression expression() {
        limits.enter(lexer.span());
        int start = lexer.start();
        Expression result = lexer.at("lambda") ? lambda() : operation(0);
        if (lexer.at("->")) {
            result = arrow(result, start);
        } else if (lexer.at("if")) {
            result = conditional(result, start);
        } else if (foreign != null && foreign.choiceAhead()) {
            result = foreign.choice(result, start);
        }
        if (foreign != null && foreign.operatorAhead()) {
            result = foreign.rest(start, Foreign.OPERATOR);
        }
        limits.leave();
        return result;
    }

    private Expression conditional(Expression then, int start) {
        int highest = limits.height;
        lexer.advance();
        Expression condition = operation(0);
        highest = Math.max(highest, limits.height);
        if (foreign != null && foreign.operatorAhead()) {
            return foreign.rest(start, Foreign.OPERATOR);
        }
        expect("else", "'else'");
        Expression otherwise = expression();
        return limits.grown(new Expression.Conditional(condition, then, otherwise, since(start)), highest);
    }

    private Expression lambda() {
        int start = lexer.start();
        lexer.advance();
        List<Expression> parameters = new ArrayList<>();
        while (!lexer.at(":")) {
            if (foreign != null && (lexer.at("*") || lexer.at("**"))) {
                return foreign.lambda(start);
            }
            if (lexer.kind() != Kind.NAME) {
                throw unexpected("a parameter or ':'");
            }
            parameters.add(chain());
            if (foreign != null && lexer.at("=")) {
                return foreign.lambda(start);
            }
            if (!lexer.at(":")) {
                expect(",", "',' or ':'");
            }
        }
        return body(parameters, start);
    }

    private Expression arrow(Expression parameters, int start) {
        if (parameters instanceof Expression.Name) {
            return body(List.of(parameters), start);
        }
        if (parameters instanceof Expression.TupleOf tuple && tuple.span().start() == start) {
            return body(tuple.items(), start);
        }
        throw NotationException.at(text, since(start), "expected the parameters of a function before '->'");
    }

    private Expression body(List<Expression> parameters, int start) {
        Set<String> names = new HashSet<>();
        List<String> ordered = new ArrayList<>();
        for (Expression parameter : parameters) {
            if (!(parameter instanceof Expression.Name name)) {
                throw NotationException.at(text, parameter.span(), "a parameter must be a name");
            }
            if (!names.add(name.id())) {
                throw NotationException.at(text, name.span(), "the parameter is named twice");
            }
            ordered.add(name.id());
        }
        lexer.advance();
        Expression body = foreign != null && foreign.blockAhead() ? foreign.block() : expression();
        return limits.grown(new Expression.Lambda(ordered, body, since(start)), 0);
    }

    /** Reads operators that bind at least so tightly. */
    private Expression operation(int least) {
        int start = lexer.start();
        Expression left = operand(least);
        while (true) {
            Operator operator = infix();
            if (operator == null || operator.precedence() < least) {
                return left;
            }
            left = operator.is(Operator.Form.COMPARISON) ? comparison(left, start) : infix(left, operator, start);
        }
    }

    private Expression infix(Expression left, Operator operator, int start) {
        int before = limits.height;
        lexer.advance();
        Expression right;
        if (operator == Operator.POWER) {
            limits.enter(lexer.span());
            right = operation(SIGNED);
            limits.leave();
        } else {
            right = operation(operator.precedence() + 1);
        }
        Span span = since(start);
        return limits.grown(
                operator.is(Operator.Form.LOGICAL)
                        ? new Expression.Logical(operator, left, right, span)
                        : new Expression.Binary(
                                foreign == null ? operator : foreign.meant(operator, left, right), left, right, span),
                before);
    }

    private Expression comparison(Expression first, int start) {
        List<Expression.Comparison.Step> steps = new ArrayList<>();
        int highest = limits.height;
        Operator operator = infix();
        while (operator != null && operator.is(Operator.Form.COMPARISON)) {
            lexer.advance();
            if (operator == Operator.NOT_IN) {
                expect("in", "'in' after 'not'");
            } else if (operator == Operator.IS && lexer.at("not")) {
                operator = Operator.IS_NOT;
                lexer.advance();
            }
            steps.add(new Expression.Comparison.Step(operator, operation(operator.precedence() + 1)));
            highest = Math.max(highest, limits.height);
            limits.count(lexer.span());
            operator = infix();
        }
        return limits.grown(new Expression.Comparison(first, steps, since(start)), highest);
    }

    private @Nullable Operator infix() {
        return lexer.kind() == Kind.SYMBOL ? Operator.infix(lexer.word()) : null;
    }

    /** The operand of a sign: a sign or a chain. */
    Expression signed() {
        return operand(SIGNED);
    }

    private Expression operand(int least) {
        if (foreign != null && foreign.negationAhead()) {
            return foreign.negation();
        }
        Operator prefix = lexer.kind() == Kind.SYMBOL ? Operator.prefix(lexer.word()) : null;
        if (prefix == null || prefix.precedence() < least) {
            return chain();
        }
        int start = lexer.start();
        limits.enter(lexer.span());
        lexer.advance();
        Expression operand = operation(prefix.precedence());
        limits.leave();
        return limits.grown(new Expression.Unary(prefix, operand, since(start)), 0);
    }

    private Expression chain() {
        int start = lexer.start();
        Expression head = atom();
        int highest = limits.height;
        List<Expression.Link> links = new ArrayList<>(0);
        while (lexer.at(".") || lexer.at("(") || lexer.at("[")) {
            limits.height = 0;
            links.add(brackets.link());
            highest = Math.max(highest, limits.height);
            limits.count(lexer.span());
        }
        limits.height = highest;
        return links.isEmpty() ? head : limits.grown(new Expression.Chain(head, links, since(start)), 0);
    }

    private Expression atom() {
        limits.height = 0;
        Span span = lexer.span();
        Expression atom = foreign == null ? null : foreign.atom();
        if (atom != null) {
            return atom;
        }
        switch (lexer.kind()) {
            case NAME -> atom = new Expression.Name(lexer.word(), span);
            case NUMBER -> atom = NumberReader.read(text, span);
            case STRING -> atom = StringReader.read(text, span);
            case SYMBOL -> {
                return brackets.ahead() ? brackets.atom() : constant();
            }
            default -> throw unexpected("an expression");
        }
        lexer.advance();
        return limits.grown(atom, 0);
    }

    private Expression constant() {
        Expression.Constant.Kind kind = switch (lexer.word()) {
            case "True", "true" -> Expression.Constant.Kind.TRUE;
            case "False", "false" -> Expression.Constant.Kind.FALSE;
            case "None", "null" -> Expression.Constant.Kind.NONE;
            default -> throw unexpected("an expression");
        };
        Span span = lexer.span();
        lexer.advance();
        return limits.grown(new Expression.Constant(kind, span), 0);
    }

    void close(String closing, Span open, String expected) {
        if (lexer.kind() == Kind.END) {
            throw NotationException.at(text, open, "the bracket is never closed");
        }
        expect(closing, expected);
    }

    void expect(String symbol, String expected) {
        if (!lexer.at(symbol)) {
            throw unexpected(expected);
        }
        lexer.advance();
    }

    NotationException unexpected(String expected) {
        return Mistakes.unexpected(text, lexer, expected);
    }

    Span since(int start) {
        return new Span(start, lexer.previousEnd());
    }
}
