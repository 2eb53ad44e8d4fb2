package dev.anneal.notation;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A function of one or two numbers, made from a {@linkplain Expression.Lambda lambda}. It knows the arithmetic of
 * {@link Arithmetic}, but it is made to be called for every step: a call allocates nothing (but for {@code round} to
 * more than 22 digits) and throws nothing. What has no value is NaN, and what is too large or divided by zero is
 * infinite.
 *
 * <p>Names other than the parameters are bound when the function is made. The lambda is then closed: its text alone
 * makes an equal function.
 */
public final class NumericFunction {
    private static final int MOST_PARAMETERS = 2;

    private final Expression.Lambda lambda;
    private final Node body;

    private NumericFunction(Expression.Lambda lambda, Node body) {
        this.lambda = lambda;
        this.body = body;
    }

    /**
     * Makes a function.
     *
     * @param text the text that the lambda was read from, for the excerpt in errors
     * @param lambda one or two parameters and a body that is a number
     * @param names the numbers of names, or null for a name that is unknown; as in {@link Arithmetic#evaluate}
     * @return the function
     * @throws NotationException if the lambda has no parameter or more than two, or if its body is no number, names
     *     something unknown or calls an unknown function
     */
    public static NumericFunction of(String text, Expression.Lambda lambda, Function<String, @Nullable Double> names) {
        List<String> parameters = lambda.parameters();
        if (parameters.isEmpty() || parameters.size() > MOST_PARAMETERS) {
            throw NotationException.at(
                    text, lambda.span(), "a function takes 1 or 2 parameters, got " + parameters.size());
        }
        Node body = new NumericCompiler(text, parameters, names, null).compile(lambda.body());
        Expression bound = new Binder(parameters, names).bind(lambda.body());
        return new NumericFunction(new Expression.Lambda(parameters, bound, lambda.span()), body);
    }

    /**
     * The value for one argument.
     *
     * @param x any number
     * @return the value
     * @throws IllegalStateException if the function takes two arguments
     */
    public double at(double x) {
        if (parameters() != 1) {
            throw new IllegalStateException("function takes 2 arguments, got 1");
        }
        return body.at(x, 0);
    }

    /**
     * The value for two arguments.
     *
     * @param x any number, the first parameter
     * @param y any number, the second parameter; a function of one leaves it aside
     * @return the value
     */
    public double at(double x, double y) {
        return body.at(x, y);
    }

    /**
     * How many numbers the function takes.
     *
     * @return 1 or 2
     */
    public int parameters() {
        return lambda.parameters().size();
    }

    /**
     * The function as written, with numbers in place of the names that were bound.
     *
     * @return the closed lambda
     */
    public Expression.Lambda lambda() {
        return lambda;
    }

    /**
     * Tells whether the other object is a function of the same lambda.
     *
     * @param other the object to compare with
     * @return whether the lambdas are equal
     */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof NumericFunction function && lambda.equals(function.lambda);
    }

    /**
     * The hash code of the lambda.
     *
     * @return a hash code
     */
    @Override
    public int hashCode() {
        return lambda.hashCode();
    }

    /**
     * The text of the lambda.
     *
     * @return such as {@code t -> 0.1 * cos(pi * t)}
     */
    @Override
    public String toString() {
        return lambda.toString();
    }
}
