package dev.anneal.notation;

import static dev.anneal.notation.Source.Language.JAVA;
import static dev.anneal.notation.Source.Language.PYTHON;

import dev.anneal.notation.Lexer.Kind;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What sources have and the notation has not. What means nothing here becomes {@link Expression.Opaque}. */
final class Foreign {
    static final String OPERATOR = "an operator that is not read";
    private static final Set<String> PYTHON_OPERATORS = Set.of("@", "&", "|", "^", "<<", ">>", ":=");
    private static final Set<String> JAVA_OPERATORS = Set.of("&", "|", "^", "<<", "::", "++", "--", "instanceof");
    private static final Set<String> PREFIXES = Set.of("~", "await", "yield");

    private final String text;
    private final Parser parser;
    private final Lexer lexer;
    private final Limits limits;
    private final Source.Language language;
    private final JavaForms java;
    private @Nullable String strange;

    Foreign(String text, Parser parser, Source.Language language) {
        this.text = text;
        this.parser = parser;
        this.lexer = parser.lexer();
        this.limits = parser.limits();
        this.language = language;
        this.java = new JavaForms(text, parser, this);
    }

    boolean operatorAhead() {
        return (language == PYTHON ? PYTHON_OPERATORS : JAVA_OPERATORS).contains(lexer.word());
    }

    /** An atom that the notation has not, or null. */
    @Nullable
    Expression atom() {
        int start = lexer.start();
        if (lexer.kind() == Kind.STRING) {
            return strings();
        } else if (language == JAVA) {
            return java.atom();
        } else if (PREFIXES.contains(lexer.word())) {
            lexer.advance();
            return rest(start, OPERATOR);
        } else if (lexer.at("...")) {
            lexer.advance();
            return opaque("an ellipsis", start);
        }
        return null;
    }

    /** Strings in a row are one. */
    private Expression strings() {
        int start = lexer.start();
        StringBuilder value = new StringBuilder();
        Expression.Opaque opaque = null;
        while (lexer.kind() == Kind.STRING) {
            Expression read = SourceString.read(text, lexer.span());
            limits.count(lexer.span());
            if (read instanceof Expression.Opaque part) {
                opaque = part;
            } else if (read instanceof Expression.Str part) {
                value.append(part.value());
            }
            lexer.advance();
        }
        return opaque != null
                ? opaque(opaque.kind(), start)
                : limits.grown(new Expression.Str(value.toString(), parser.since(start)), 0);
    }

    /** An item of a collection, or an argument. {@link #takeStrange} tells whether it stands for several. */
    Expression item() {
        int start = lexer.start();
        if (language == PYTHON && (lexer.at("*") || lexer.at("**"))) {
            lexer.advance();
            Expression star = rest(start, "a starred item");
            strange = "a collection with a starred item";
            return star;
        }
        Expression item = parser.expression();
        if (language == PYTHON && (lexer.at("for") || lexer.at("async"))) {
            strange = "a comprehension";
            skip(Set.of());
            return opaque(strange, start);
        }
        return item;
    }

    @Nullable
    String takeStrange() {
        String taken = strange;
        strange = null;
        return taken;
    }

    /** What stands in the brackets of an index. */
    Expression index() {
        int start = lexer.start();
        Expression index = lexer.at(":") ? null : item();
        boolean several = takeStrange() != null;
        if (language == PYTHON && (index == null || several || lexer.at(":") || lexer.at(","))) {
            skip(Set.of());
            return opaque("a slice", start);
        }
        return index == null ? parser.expression() : index;
    }

    /** A lambda whose parameters are more than names. */
    Expression lambda(int start) {
        skip(Set.of(":"));
        parser.expect(":", "':'");
        return rest(start, "a lambda with such parameters");
    }

    /** What is left of an expression that the parser cannot go on with. */
    Expression rest(int start, String kind) {
        skip(Set.of(",", ":", "=", ";"));
        return opaque(kind, start);
    }

    /** Goes to the bracket that closes what surrounds this place, or to one of some symbols before it. */
    void skip(Set<String> ends) {
        int depth = 0;
        while (lexer.kind() != Kind.END && lexer.kind() != Kind.NEWLINE) {
            if (depth == 0 && ends.contains(lexer.word())) {
                return;
            } else if (lexer.at("(") || lexer.at("[") || lexer.at("{")) {
                depth++;
            } else if ((lexer.at(")") || lexer.at("]") || lexer.at("}")) && --depth < 0) {
                return;
            }
            lexer.advance();
        }
    }

    Expression opaque(String kind, int start) {
        Span span = parser.since(start);
        String said = text.substring(span.start(), span.end()).replace('\f', ' ');
        limits.height = 0;
        return limits.grown(new Expression.Opaque(kind, said, span), 0);
    }

    boolean choiceAhead() {
        return language == JAVA && lexer.at("?");
    }

    /** Java's {@code condition ? then : otherwise}. */
    Expression choice(Expression condition, int start) {
        int highest = limits.height;
        lexer.advance();
        Expression then = parser.expression();
        highest = Math.max(highest, limits.height);
        parser.expect(":", "':'");
        Expression otherwise = parser.expression();
        return limits.grown(new Expression.Conditional(condition, then, otherwise, parser.since(start)), highest);
    }

    /** In Java, {@code 1 / 2} is 0. */
    Operator meant(Operator operator, Expression left, Expression right) {
        boolean whole = language == JAVA && operator == Operator.DIVIDE && isWhole(left) && isWhole(right);
        return whole ? Operator.FLOOR_DIVIDE : operator;
    }

    private static boolean isWhole(Expression expression) {
        return expression instanceof Expression.Num number && number.integral()
                || expression instanceof Expression.Binary binary
                        && binary.operator() != Operator.SUBTRACT
                        && isWhole(binary.left())
                        && isWhole(binary.right());
    }

    boolean negationAhead() {
        return language == JAVA && lexer.at("not");
    }

    /** Java's {@code !}, which binds as tightly as a sign. */
    Expression negation() {
        int start = lexer.start();
        limits.enter(lexer.span());
        lexer.advance();
        Expression operand = parser.signed();
        limits.leave();
        return limits.grown(new Expression.Unary(Operator.NOT, operand, parser.since(start)), 0);
    }

    boolean blockAhead() {
        return language == JAVA && lexer.at("{");
    }

    Expression block() {
        return java.block();
    }

    Expression parameter(Expression item) {
        return language == JAVA ? java.parameter(item) : item;
    }

    void checkParameters() {
        java.checkParameters();
    }

    Expression cast(Expression item, int start) {
        return language == JAVA ? java.cast(item, start) : item;
    }
}
