package dev.anneal.dialect.code;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A number to be computed, in no language yet. */
sealed interface Term {

    /** The largest number that every target counts with as an integer. */
    double MOST_WHOLE = Integer.MAX_VALUE;

    record Num(double value) implements Term {
        static final Num ZERO = new Num(0);
        static final Num ONE = new Num(1);
        static final Num TWO = new Num(2);
    }

    /** A constant that languages have a name for. */
    record Name(String name) implements Term {
        static final Name PI = new Name("pi");
    }

    /** What a function is called with, or what it has computed before. */
    record Var(String name, boolean isWhole) implements Term {}

    /** One of {@code + - * / ** // %}, with Python's meaning. */
    record Binary(String operator, Term left, Term right) implements Term {}

    record Negative(Term operand) implements Term {}

    /** A function of mathematics, by its name in the notation, or one of {@link Helper}. */
    record Call(String function, List<Term> arguments) implements Term {}

    /** A function of the program. */
    record Apply(String function, Term argument) implements Term {}

    /** How many entries of an ascending table are at or before a time. */
    record Passed(String table, Term time) implements Term {}

    record At(String table, Term index, boolean isWhole) implements Term {}

    /** The time since an entry of a table. */
    record Since(Term time, String table, Term index, boolean isWhole) implements Term {}

    /** How often a period that is no whole number has passed, exactly. */
    record Quotient(Term time, double period) implements Term {}

    /** A comparison, 1 or 0 where it is used as a number. */
    record Compare(String operator, Term left, Term right) implements Term {}

    /** {@code and} or {@code or}, of truths or of numbers. */
    record Logic(String operator, Term left, Term right) implements Term {}

    record Not(Term operand) implements Term {}

    record Choice(Term condition, Term then, Term otherwise) implements Term {}

    /** Whether it is a whole number for every whole time, and small enough to be counted with integers. */
    default boolean whole() {
        if (this instanceof Num num) {
            return num.value == Math.rint(num.value) && Math.abs(num.value) <= MOST_WHOLE;
        } else if (this instanceof Var variable) {
            return variable.isWhole;
        } else if (this instanceof At at) {
            return at.isWhole;
        } else if (this instanceof Since since) {
            return since.isWhole;
        } else if (this instanceof Binary binary) {
            boolean both = binary.left.whole() && binary.right.whole();
            // a product may be too large for integers, unless it undoes a division
            return both
                    && switch (binary.operator) {
                        case "+", "-", "%", "//" -> true;
                        case "*" -> binary.left instanceof Quotient || isDivided(binary.left);
                        default -> false;
                    };
        }
        boolean extreme = this instanceof Call call
                && (call.function.equals("min") || call.function.equals("max"))
                && call.arguments.stream().allMatch(Term::whole);
        return extreme || this instanceof Passed || this instanceof Quotient;
    }

    private static boolean isDivided(Term term) {
        return term instanceof Binary binary && binary.operator.equals("//");
    }

    static Term call(String function, Term... arguments) {
        return new Call(function, List.of(arguments));
    }

    static Term num(double value) {
        return new Num(value);
    }

    private static boolean is(Term term, double value) {
        return term instanceof Num num && num.value == value;
    }

    static Term plus(Term left, Term right) {
        if (is(left, 0)) {
            return right;
        }
        if (right instanceof Num num && num.value < 0) {
            return minus(left, new Num(-num.value));
        }
        return is(right, 0) ? left : folded("+", left, right);
    }

    static Term minus(Term left, Term right) {
        if (left instanceof Binary inner
                && inner.operator.equals("-")
                && left.whole()
                && right instanceof Num second
                && inner.right instanceof Num first
                && new Num(first.value + second.value).whole()) {
            return new Binary("-", inner.left, new Num(first.value + second.value));
        }
        return is(right, 0) ? left : folded("-", left, right);
    }

    static Term times(Term left, Term right) {
        if (is(left, 0) || is(right, 0)) {
            return Num.ZERO;
        }
        return is(left, 1) ? right : is(right, 1) ? left : folded("*", left, right);
    }

    static Term over(Term left, Term right) {
        if (left instanceof Binary product
                && product.operator.equals("*")
                && product.right.equals(right)
                && product.whole()
                && right.whole()) {
            return product.left;
        }
        return is(left, 0) ? Num.ZERO : is(right, 1) ? left : folded("/", left, right);
    }

    static Term power(Term base, Term exponent) {
        return is(exponent, 1) ? base : new Binary("**", base, exponent);
    }

    private static Term folded(String operator, Term left, Term right) {
        if (left instanceof Num a && right instanceof Num b) {
            return new Num(
                    switch (operator) {
                        case "+" -> a.value + b.value;
                        case "-" -> a.value - b.value;
                        case "*" -> a.value * b.value;
                        default -> a.value / b.value;
                    });
        }
        return new Binary(operator, left, right);
    }

    /** The same with something else in place of a variable. */
    default Term with(Var variable, Term value) {
        return mapped(term -> term.equals(variable) ? value : term);
    }

    /** The same with each part changed, the innermost first. */
    default Term mapped(Function<Term, Term> change) {
        return change.apply(withParts(part -> part.mapped(change)));
    }

    private Term withParts(Function<Term, Term> change) {
        if (this instanceof Binary b) {
            Term left = change.apply(b.left);
            Term right = change.apply(b.right);
            return b.operator.equals("/")
                    ? over(left, right)
                    : b.operator.equals("-") ? minus(left, right) : new Binary(b.operator, left, right);
        } else if (this instanceof Negative n) {
            return new Negative(change.apply(n.operand));
        } else if (this instanceof Call c) {
            List<Term> arguments = new ArrayList<>();
            c.arguments.forEach(argument -> arguments.add(change.apply(argument)));
            return new Call(c.function, arguments);
        } else if (this instanceof Apply a) {
            return new Apply(a.function, change.apply(a.argument));
        } else if (this instanceof Passed p) {
            return new Passed(p.table, change.apply(p.time));
        } else if (this instanceof At a) {
            return new At(a.table, change.apply(a.index), a.isWhole);
        } else if (this instanceof Since s) {
            return new Since(change.apply(s.time), s.table, change.apply(s.index), s.isWhole);
        } else if (this instanceof Quotient q) {
            return new Quotient(change.apply(q.time), q.period);
        } else if (this instanceof Compare c) {
            return new Compare(c.operator, change.apply(c.left), change.apply(c.right));
        } else if (this instanceof Logic l) {
            return new Logic(l.operator, change.apply(l.left), change.apply(l.right));
        } else if (this instanceof Not n) {
            return new Not(change.apply(n.operand));
        } else if (this instanceof Choice c) {
            return new Choice(change.apply(c.condition), change.apply(c.then), change.apply(c.otherwise));
        }
        return this;
    }
}
