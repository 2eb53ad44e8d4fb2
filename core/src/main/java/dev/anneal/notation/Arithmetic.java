package dev.anneal.notation;

import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Python's arithmetic on doubles. Integers are doubles here too; truth values are 1 and 0. Beside the operators there
 * are {@code a if c else b}, {@code in} with a list, {@linkplain #functions() functions} and the constants {@code pi},
 * {@code e}, {@code tau}, {@code inf} and {@code nan}; both may be written with {@code math.}, {@code np.} or
 * {@code numpy.} before them.
 */
public final class Arithmetic {
    private Arithmetic() {}

    /**
     * The names of the functions that arithmetic knows.
     *
     * @return an unmodifiable set
     */
    public static Set<String> functions() {
        return Collections.unmodifiableSet(MathFunction.ALL.keySet());
    }

    /**
     * The number that an expression says.
     *
     * @param text the text that the expression was read from, for the excerpt in errors
     * @param expression the expression
     * @param names the values of names, or null for a name that is unknown; it is asked before the constants, and is
     *     asked for attributes by their full path such as {@code run.steps}
     * @return the value; infinities arise only from infinities and from sums and products that overflow
     * @throws NotationException if the expression is no number, names something unknown, divides by zero, or calls a
     *     function outside its domain or range
     */
    public static double evaluate(String text, Expression expression, Function<String, @Nullable Double> names) {
        NumericCompiler compiler = new NumericCompiler(text, List.of(), names, new Checks(text));
        return compiler.compile(expression).at(0, 0);
    }

    /**
     * The value of {@code a operator b}. Nothing is thrown for numbers: a division by zero is infinite or NaN, a
     * negative number to a fractional power NaN.
     *
     * @param operator any operator between two numbers, but {@code in} and {@code not in}
     * @param a the left operand
     * @param b the right operand
     * @return the value; 1 or 0 for comparisons
     * @throws IllegalArgumentException if the operator does not stand between two numbers
     */
    public static double apply(Operator operator, double a, double b) {
        return switch (operator) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case FLOOR_DIVIDE -> floorDivide(a, b);
            case MODULO -> modulo(a, b);
            case POWER -> power(a, b);
            case AND -> a == 0 ? a : b;
            case OR -> a == 0 ? b : a;
            default -> holds(operator, a, b) ? 1 : 0;
        };
    }

    static boolean holds(Operator operator, double a, double b) {
        return switch (operator) {
            case LESS -> a < b;
            case AT_MOST -> a <= b;
            case GREATER -> a > b;
            case AT_LEAST -> a >= b;
            case EQUAL, IS -> a == b;
            case UNEQUAL, IS_NOT -> a != b;
            default -> throw new IllegalArgumentException("operator must stand between numbers, got " + operator);
        };
    }

    /** As in CPython: from the exact remainder, so that {@code 27 // 2.7} is 9 and not 10. */
    static double floorDivide(double a, double b) {
        if (b == 0) {
            return a / b;
        }
        double remainder = a % b;
        double quotient = (a - remainder) / b;
        if (remainder != 0 && remainder < 0 != b < 0) {
            quotient -= 1;
        }
        if (quotient == 0) {
            return Math.copySign(0, a / b);
        }
        double floor = Math.floor(quotient);
        return quotient - floor > 0.5 ? floor + 1 : floor;
    }

    /** The exact remainder, with the sign of the divisor. */
    static double modulo(double a, double b) {
        double remainder = a % b;
        if (remainder == 0) {
            return Math.copySign(remainder, b);
        }
        return remainder < 0 != b < 0 ? remainder + b : remainder;
    }

    /** The power as C has it, where one to any power and minus one to an infinite one are 1. */
    static double power(double base, double exponent) {
        boolean one = base == 1 || base == -1 && Double.isInfinite(exponent);
        return one ? 1 : Math.pow(base, exponent);
    }
}
