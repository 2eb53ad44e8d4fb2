package dev.anneal.dialect;

import dev.anneal.notation.Arithmetic;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Nearest;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Span;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the functions and constants of mathematics are called elsewhere, and what only turns numbers into tensors and back. */
final class Mathematics {

    /** What stands before the names of mathematics. */
    private static final Set<String> MODULES = Set.of(
            "math",
            "np",
            "numpy",
            "tf.math",
            "tf",
            "tensorflow.math",
            "tensorflow",
            "ops",
            "keras.ops",
            "tf.keras.ops",
            "jnp",
            "jax.numpy",
            "torch",
            "Math",
            "java.lang.Math",
            "StrictMath",
            "FastMath",
            "K",
            "keras.backend",
            "tf.keras.backend",
            "tensorflow.keras.backend");

    /** Other names for functions of the notation. */
    private static final Map<String, String> SAME = Map.ofEntries(
            Map.entry("PI", "pi"),
            Map.entry("E", "e"),
            Map.entry("power", "pow"),
            Map.entry("minimum", "min"),
            Map.entry("maximum", "max"),
            Map.entry("absolute", "abs"),
            Map.entry("fabs", "abs"),
            Map.entry("rint", "round"),
            Map.entry("trunc", "int"),
            Map.entry("fmin", "min"),
            Map.entry("fmax", "max"),
            Map.entry("long", "int"),
            Map.entry("short", "int"),
            Map.entry("byte", "int"),
            Map.entry("toIntExact", "int"));

    /** What makes a tensor of a number, or a number of another kind. */
    private static final Set<String> IDENTITIES = Set.of(
            "tensor",
            "constant",
            "convert_to_tensor",
            "float32",
            "float64",
            "asarray",
            "array",
            "double",
            "Float.valueOf",
            "Double.valueOf",
            "cast",
            "Tensor",
            "stop_gradient");

    /** What holds a number between two others. */
    static final Set<String> CLIPS = Set.of("clip", "clamp", "clip_by_value");

    static final Set<String> CONSTANTS = Set.of("pi", "e", "tau", "inf", "nan");

    /** What makes a number of a tensor. */
    private static final Set<String> CONVERSIONS =
            Set.of("numpy", "item", "astype", "float", "tolist", "cpu", "detach");

    /** Functions of one number, which may stand where a function is wanted. */
    private static final Set<String> UNARY =
            Set.of("exp", "sqrt", "sin", "cos", "tan", "tanh", "log", "log2", "log10", "abs", "floor", "ceil");

    private Mathematics() {}

    /** {@code math.exp} without arguments is what {@code lambda x: math.exp(x)} is. */
    static Scope.Term asFunction(Scope scope, Scope.Term term) {
        String path = term.expression() instanceof Chain chain && Registry.arguments(chain) == null
                ? Registry.path(chain)
                : null;
        String plain = path == null ? "" : plain(scope, path);
        if (path == null
                || plain.equals(path)
                || !UNARY.contains(plain)
                || !Arithmetic.functions().contains(plain)) {
            return term;
        }
        Span span = term.expression().span();
        Expression x = new Expression.Name("x", span);
        Expression.Arguments given = new Expression.Arguments(List.of(new Expression.Argument(null, x, span)), span);
        Expression body = new Chain(new Expression.Name(plain, span), List.of(given), span);
        return new Scope.Term(new Expression.Lambda(List.of("x"), body, span), term.line());
    }

    /** A name of mathematics without its module. */
    static String plain(Scope scope, String path) {
        for (String meaning : scope.imports().meanings(path)) {
            int dot = meaning.lastIndexOf('.');
            if (dot > 0 && MODULES.contains(meaning.substring(0, dot))) {
                String plain = meaning.substring(dot + 1);
                return SAME.getOrDefault(plain, plain);
            }
        }
        return SAME.getOrDefault(path, path);
    }

    static boolean isIdentity(String plain) {
        return IDENTITIES.contains(plain);
    }

    /** Refuses a function whose values nobody knows here. */
    static void requireKnown(Scope scope, Chain call, String plain) {
        if (!Arithmetic.functions().contains(plain) && !isIdentity(plain)) {
            throw NotationException.at(
                    scope.text(),
                    call.span(),
                    "what '" + Registry.path(call) + "' answers is not known: write the number in its place",
                    Nearest.to(plain, Arithmetic.functions()));
        }
    }

    /** A chain without a last {@code .numpy()}, {@code .item()} or the like; the same object if it has none. */
    static Expression withoutConversion(Chain chain) {
        int links = chain.links().size();
        boolean converts = links >= 2
                && chain.links().get(links - 1) instanceof Arguments
                && chain.links().get(links - 2) instanceof Attribute attribute
                && CONVERSIONS.contains(attribute.name());
        if (!converts || links == 2 && isModule(chain.head())) {
            return chain;
        }
        return links == 2 ? chain.head() : new Chain(chain.head(), chain.links().subList(0, links - 2), chain.span());
    }

    private static boolean isModule(Expression head) {
        return head instanceof Expression.Name name && MODULES.contains(name.id());
    }
}
