package dev.anneal.notation;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A function that arithmetic may call. All are those of {@link Math}: those of {@link StrictMath} would be the same to
 * the last bit on every machine, but its powers and its trigonometry allocate.
 *
 * @param one what it does with one argument, or null
 * @param two what it does with two arguments, or null
 * @param folds whether it takes a list, or any number of arguments, two at a time
 */
record MathFunction(
        @Nullable DoubleUnaryOperator one, @Nullable DoubleBinaryOperator two, boolean folds) {
    static final Map<String, MathFunction> ALL = new LinkedHashMap<>();
    static final Map<String, Double> CONSTANTS =
            Map.of("pi", Math.PI, "e", Math.E, "tau", 2 * Math.PI, "inf", Double.POSITIVE_INFINITY, "nan", Double.NaN);

    private static final double LN_2 = Math.log(2);

    static {
        ALL.put("min", new MathFunction(null, (a, b) -> b < a ? b : a, true));
        ALL.put("max", new MathFunction(null, (a, b) -> b > a ? b : a, true));
        ALL.put("pow", new MathFunction(null, Arithmetic::power, false));
        ALL.put("atan2", new MathFunction(null, Math::atan2, false));
        ALL.put("log", new MathFunction(Math::log, (x, b) -> Math.log(x) / Math.log(b), false));
        ALL.put("round", new MathFunction(x -> Math.rint(x) + 0.0, Rounding::toDigits, false));
        one("int", x -> (x < 0 ? Math.ceil(x) : Math.floor(x)) + 0.0);
        one("floor", x -> Math.floor(x) + 0.0);
        one("ceil", x -> Math.ceil(x) + 0.0);
        one("float", x -> x);
        one("abs", Math::abs);
        one("sqrt", Math::sqrt);
        one("exp", Math::exp);
        one("expm1", Math::expm1);
        one("log2", MathFunction::log2);
        one("log10", Math::log10);
        one("log1p", Math::log1p);
        one("sin", Math::sin);
        one("cos", Math::cos);
        one("tan", Math::tan);
        one("sinh", Math::sinh);
        one("cosh", Math::cosh);
        one("tanh", Math::tanh);
        one("asin", Math::asin);
        one("acos", Math::acos);
        one("atan", Math::atan);
    }

    private static void one(String name, DoubleUnaryOperator function) {
        ALL.put(name, new MathFunction(function, null, false));
    }

    boolean takes(int arguments) {
        return arguments == 1 && one != null || arguments == 2 && two != null || arguments > 2 && folds;
    }

    /** How many arguments it takes, in words. */
    String arity() {
        return folds
                ? "2 arguments or more, or a list"
                : two == null ? "1 argument" : one == null ? "2 arguments" : "1 or 2 arguments";
    }

    /** Exact for powers of two; elsewhere the mantissa stays near 1, where nothing cancels. */
    private static double log2(double x) {
        if (!(x > 0 && x <= Double.MAX_VALUE)) {
            return Math.log(x);
        }
        int scaled = x < Double.MIN_NORMAL ? 54 : 0;
        double normal = x * (1L << scaled);
        int exponent = Math.getExponent(normal);
        double mantissa = Math.scalb(normal, -exponent);
        if (mantissa > Math.sqrt(2)) {
            mantissa /= 2;
            exponent++;
        }
        return exponent - scaled + Math.log(mantissa) / LN_2;
    }
}
