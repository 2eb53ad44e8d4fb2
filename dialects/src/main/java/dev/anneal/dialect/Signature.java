package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A signature as upstream writes it: {@code StepLR(optimizer, step_size, gamma=0.1)}. After {@code *} parameters are given by
 * name only; the last one with {@code ...} takes all arguments that are left. That of a builder lists its methods, {@code CosineTracker.builder().setBaseValue(float).optFinalValue(float=0.01f).build()}:
 * they are its parameters, after those of what makes the builder.
 */
record Signature(String text, String name, List<Parameter> parameters, boolean builder) {

    private static final String REST = "...";

    /** A parameter; without a default it must be given. */
    record Parameter(String name, @Nullable Expression otherwise, boolean byNameOnly) {
        boolean isNoneByDefault() {
            return otherwise instanceof Expression.Constant constant
                    && constant.kind() == Expression.Constant.Kind.NONE;
        }
    }

    private static final Pattern FLOAT = Pattern.compile("-?[0-9.]+(e-?[0-9]+)?f");
    private static final Pattern METHOD = Pattern.compile("\\.(\\w+)\\(([^()]*)\\)");

    static Signature of(String text) {
        int open = text.indexOf('(');
        String name = text.substring(0, open);
        if (!text.endsWith(").build()")) {
            return new Signature(text, name, parameters(text.substring(open + 1, text.length() - 1)), false);
        }
        int close = text.indexOf(')');
        List<Parameter> all = new ArrayList<>(parameters(text.substring(open + 1, close)));
        all.addAll(methods(text.substring(close + 1)));
        return new Signature(text, name, List.copyOf(all), true);
    }

    private static List<Parameter> parameters(String list) {
        List<Parameter> parameters = new ArrayList<>();
        boolean byNameOnly = false;
        for (String part : parts(list)) {
            if (part.equals("*")) {
                byNameOnly = true;
                continue;
            }
            int sign = part.indexOf('=');
            String name = sign < 0 ? part.replace(REST, "") : part.substring(0, sign);
            parameters.add(new Parameter(name, sign < 0 ? null : value(part.substring(sign + 1)), byNameOnly));
        }
        return List.copyOf(parameters);
    }

    /** Parts between commas outside of brackets. */
    private static List<String> parts(String list) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i <= list.length(); i++) {
            char c = i == list.length() ? ',' : list.charAt(i);
            depth += "([{".indexOf(c) >= 0 ? 1 : ")]}".indexOf(c) >= 0 ? -1 : 0;
            if (c == ',' && depth == 0 && !list.substring(from, i).isBlank()) {
                parts.add(list.substring(from, i).strip());
            }
            if (c == ',' && depth == 0) {
                from = i + 1;
            }
        }
        return parts;
    }

    private static List<Parameter> methods(String chain) {
        List<Parameter> methods = new ArrayList<>();
        Matcher method = METHOD.matcher(chain);
        while (method.find()) {
            int sign = method.group(2).indexOf('=');
            if (!method.group(1).equals("build")) {
                methods.add(new Parameter(
                        method.group(1), sign < 0 ? null : value(method.group(2).substring(sign + 1)), true));
            }
        }
        return List.copyOf(methods);
    }

    private static Expression value(String text) {
        return FLOAT.matcher(text).matches()
                ? Expression.number(Float.parseFloat(text))
                : unplaced(Expression.parse(text));
    }

    /** A default stands nowhere in the text that is read, so that errors point at the call instead. */
    private static Expression unplaced(Expression value) {
        if (value instanceof Expression.Num number) {
            return new Expression.Num(number.value(), number.integral(), Span.NONE);
        } else if (value instanceof Expression.Str string) {
            return new Expression.Str(string.value(), Span.NONE);
        } else if (value instanceof Expression.Constant constant) {
            return new Expression.Constant(constant.kind(), Span.NONE);
        } else if (value instanceof Expression.Name name) {
            return new Expression.Name(name.id(), Span.NONE);
        } else if (value instanceof Expression.Unary unary) {
            return new Expression.Unary(unary.operator(), unplaced(unary.operand()), Span.NONE);
        } else if (value instanceof Expression.Binary binary) {
            return new Expression.Binary(
                    binary.operator(), unplaced(binary.left()), unplaced(binary.right()), Span.NONE);
        } else if (value instanceof Expression.ListOf list) {
            return new Expression.ListOf(
                    list.items().stream().map(Signature::unplaced).toList(), Span.NONE);
        } else if (value instanceof Expression.TupleOf tuple) {
            return new Expression.TupleOf(
                    tuple.items().stream().map(Signature::unplaced).toList(), Span.NONE);
        } else if (value instanceof Expression.Chain chain) {
            return new Expression.Chain(unplaced(chain.head()), chain.links(), Span.NONE);
        }
        return value;
    }

    /** How many arguments may stand without a name. */
    int positions() {
        return (int) parameters.stream().filter(p -> !p.byNameOnly()).count();
    }

    /** Whether so many arguments, all without a name, could be a call of it. */
    boolean takes(int arguments) {
        long needed = parameters.stream().filter(p -> p.otherwise() == null).count();
        return builder || (arguments <= positions() || rest() != null) && arguments >= needed;
    }

    /** The last parameter, if it takes all arguments that are left; or null. */
    @Nullable
    Parameter rest() {
        return text.endsWith(REST + ")") ? parameters.get(parameters.size() - 1) : null;
    }

    @Nullable
    Parameter parameter(String name) {
        return parameters.stream()
                .filter(p -> p.name().equals(name))
                .findFirst()
                .orElse(null);
    }
}
