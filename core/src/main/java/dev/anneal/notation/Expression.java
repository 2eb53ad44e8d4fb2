package dev.anneal.notation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a text says, as a tree. Expressions are immutable and compare by what they say, not by {@linkplain Span where}.
 * {@code toString()} is the canonical text, which {@link #parse parses} back to an equal expression.
 *
 * <p>Trees that were parsed are never deeper than the parser allows, so that all that walks them may recurse.
 */
public sealed interface Expression {
    /**
     * Where the expression was read.
     *
     * @return its place in the text, or {@link Span#NONE}
     */
    Span span();

    /**
     * Reads one expression. A line may go on inside brackets, after a backslash, or on a line that begins with a dot.
     *
     * @param text the text, at most 16 million characters
     * @return the expression
     * @throws NotationException if the text is not one expression, is nested deeper than 200, or is too large
     */
    static Expression parse(String text) {
        return new Parser(text).expressionAlone();
    }

    /**
     * The expression that a number is written as: {@code 0.1}, {@code -3}, {@code inf}. Its text is that of
     * {@link Numerals#text}.
     *
     * @param value any number
     * @return a {@link Num}, a {@link Name} when the number is not finite, or one of these with a minus sign
     */
    static Expression number(double value) {
        if (value == 0 && Double.compare(value, 0.0) != 0) {
            return new Unary(Operator.NEGATE, new Num(0, false, Span.NONE), Span.NONE);
        }
        if (value < 0) {
            return new Unary(Operator.NEGATE, number(-value), Span.NONE);
        }
        String text = Numerals.text(value);
        return Double.isFinite(value)
                ? new Num(value, text.chars().allMatch(Character::isDigit), Span.NONE)
                : new Name(text, Span.NONE);
    }

    /**
     * A number. Signs are {@link Unary} operators.
     *
     * @param value the number, finite and at least 0
     * @param integral whether it is written as an integer: {@code 30} is, {@code 30.0} and {@code 3e1} are not
     * @param span where it was read
     */
    record Num(double value, boolean integral, Span span) implements Expression {
        /** Checks that such a number can be written. */
        public Num {
            if (!(value >= 0 && value <= Double.MAX_VALUE) || Double.compare(value, -0.0) == 0) {
                throw new IllegalArgumentException("value must be finite and >= 0, got " + value);
            }
            if (integral && value != Math.rint(value)) {
                throw new IllegalArgumentException("value must be an integer, got " + value);
            }
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * A string.
     *
     * @param value the characters it stands for
     * @param span where it was read
     */
    record Str(String value, Span span) implements Expression {
        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * A truth value, or nothing.
     *
     * @param kind which one
     * @param span where it was read
     */
    record Constant(Kind kind, Span span) implements Expression {
        /** The constants; JSON's {@code true}, {@code false} and {@code null} are read as well. */
        public enum Kind {
            /** {@code True}. */
            TRUE,
            /** {@code False}. */
            FALSE,
            /** {@code None}. */
            NONE
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * A name.
     *
     * @param id letters, digits and underscores; neither begins with a digit nor is a reserved word
     * @param span where it was read
     */
    record Name(String id, Span span) implements Expression {
        /** Checks that such a name can be written. */
        public Name {
            Words.requireName(id);
        }

        /**
         * Tells whether a name can be written so.
         *
         * @param word a text
         * @return whether it is spelled as a name is, and no reserved word
         */
        public static boolean canBe(String word) {
            return Words.isName(word);
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * A list, {@code [a, b]}.
     *
     * @param items what it holds
     * @param span where it was read
     */
    record ListOf(List<Expression> items, Span span) implements Expression {
        /** Keeps a copy of the items. */
        public ListOf {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * A tuple, {@code (a, b)}; with one item {@code (a,)}.
     *
     * @param items what it holds
     * @param span where it was read
     */
    record TupleOf(List<Expression> items, Span span) implements Expression {
        /** Keeps a copy of the items. */
        public TupleOf {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * A dictionary, {@code {"a": 1, 2: b}}.
     *
     * @param entries its entries in the order written; keys may be any expressions, and may repeat
     * @param span where it was read
     */
    record DictOf(List<Entry> entries, Span span) implements Expression {
        /**
         * An entry of a dictionary.
         *
         * @param key what stands before the colon
         * @param value what stands after it
         */
        public record Entry(Expression key, Expression value) {}

        /** Keeps a copy of the entries. */
        public DictOf {
            entries = List.copyOf(entries);
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * A sign or a {@code not} before an operand.
     *
     * @param operator {@link Operator#NEGATE}, {@link Operator#PLUS} or {@link Operator#NOT}
     * @param operand what follows it
     * @param span where both were read
     */
    record Unary(Operator operator, Expression operand, Span span) implements Expression {
        /** Checks the operator. */
        public Unary {
            operator.require(Operator.Form.PREFIX);
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * Arithmetic on two operands.
     *
     * @param operator one of {@code + - * / // % **}
     * @param left the first operand
     * @param right the second operand
     * @param span where all was read
     */
    record Binary(Operator operator, Expression left, Expression right, Span span) implements Expression {
        /** Checks the operator. */
        public Binary {
            operator.require(Operator.Form.ARITHMETIC);
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * Comparisons, which may be chained: {@code 0 < a <= 1} means {@code 0 < a and a <= 1}.
     *
     * @param first the first operand
     * @param rest the comparisons that follow it, at least one
     * @param span where all was read
     */
    record Comparison(Expression first, List<Step> rest, Span span) implements Expression {
        /**
         * One comparison with what stands before it.
         *
         * @param operator one of {@code < <= > >= == != in}, {@code not in}, {@code is}, {@code is not}
         * @param operand what follows the operator
         */
        public record Step(Operator operator, Expression operand) {
            /** Checks the operator. */
            public Step {
                operator.require(Operator.Form.COMPARISON);
            }
        }

        /** Keeps a copy of the comparisons. */
        public Comparison {
            rest = List.copyOf(rest);
            if (rest.isEmpty()) {
                throw new IllegalArgumentException("rest must not be empty");
            }
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * {@code a and b}, or {@code a or b}.
     *
     * @param operator {@link Operator#AND} or {@link Operator#OR}
     * @param left the first operand
     * @param right the second operand, which counts only when the first does not decide
     * @param span where all was read
     */
    record Logical(Operator operator, Expression left, Expression right, Span span) implements Expression {
        /** Checks the operator. */
        public Logical {
            operator.require(Operator.Form.LOGICAL);
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * A choice, {@code then if condition else otherwise}.
     *
     * @param condition what decides
     * @param then the value when the condition is true
     * @param otherwise the value when it is not
     * @param span where all was read
     */
    record Conditional(Expression condition, Expression then, Expression otherwise, Span span) implements Expression {
        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * A function, {@code t -> body}, {@code (k, x) -> body} or {@code lambda k, x: body}.
     *
     * @param parameters the names of its parameters, all different
     * @param body what it answers
     * @param span where all was read
     */
    record Lambda(List<String> parameters, Expression body, Span span) implements Expression {
        /** Keeps a copy of the parameters and checks that they can be written. */
        public Lambda {
            parameters = List.copyOf(parameters);
            parameters.forEach(Words::requireName);
            if (parameters.stream().distinct().count() < parameters.size()) {
                throw new IllegalArgumentException("parameters must differ, got " + parameters);
            }
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * An expression and what follows it: attributes, calls and indices. The links are kept in one flat list, so that
     * a chain of a hundred thousand calls is no deeper than a chain of one.
     *
     * @param head what the chain begins with; the links of a head that is a chain itself are taken into this one
     * @param links what follows, at least one
     * @param span where all was read
     */
    record Chain(Expression head, List<Link> links, Span span) implements Expression {
        /** Joins a chain of a chain into one, and keeps a copy of the links. */
        public Chain {
            if (links.isEmpty()) {
                throw new IllegalArgumentException("links must not be empty");
            }
            if (head instanceof Chain inner) {
                List<Link> joined = new ArrayList<>(inner.links);
                joined.addAll(links);
                links = joined;
                head = inner.head;
            }
            links = List.copyOf(links);
        }

        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /**
     * What a pasted {@link Source} says and this notation does not: a comprehension, a slice, a formatted string. Only
     * {@link Source} makes these; they stand for nothing and are printed as they were written.
     *
     * @param kind what it is, with its article: {@code a comprehension}
     * @param text its text
     * @param span where it was read
     */
    record Opaque(String kind, String text, Span span) implements Expression {
        @Override
        public String toString() {
            return Printer.text(this);
        }
    }

    /** One part of a {@link Chain} after its head. */
    sealed interface Link {
        /**
         * Where the link was read.
         *
         * @return its place in the text, or {@link Span#NONE}
         */
        Span span();
    }

    /**
     * {@code .name}.
     *
     * @param name what follows the dot
     * @param span where the name was read
     */
    record Attribute(String name, Span span) implements Link {
        /** Checks that such a name can be written. */
        public Attribute {
            Words.requireName(name);
        }
    }

    /**
     * {@code (a, b=c)}.
     *
     * @param arguments what stands in the brackets, those without a name first
     * @param span where they were read, with the brackets
     */
    record Arguments(List<Argument> arguments, Span span) implements Link {
        /** Keeps a copy of the arguments. */
        public Arguments {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * {@code [index]}.
     *
     * @param index what stands in the brackets
     * @param span where it was read, with the brackets
     */
    record Index(Expression index, Span span) implements Link {}

    /**
     * An argument of a call.
     *
     * @param name the keyword, or null when there is none
     * @param value the value
     * @param span where both were read
     */
    record Argument(@Nullable String name, Expression value, Span span) {
        /** Checks that such a name can be written. */
        public Argument {
            if (name != null) {
                Words.requireName(name);
            }
        }
    }
}
