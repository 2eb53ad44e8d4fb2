package dev.anneal.dialect.code;

import dev.anneal.Schedule;
import dev.anneal.notation.Arithmetic;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Attribute;
import dev.anneal.notation.Expression.Chain;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Schedules as calls of the factories and operators of {@link Schedule}, which are those of the notation. */
final class JavaAlgebra {

    /** A method of Java may not be longer than 64 kB; longer texts are left as texts. */
    private static final int MOST_TEXT = 12_000;

    /** A constant string may not be longer than 64 kB. */
    private static final int MOST_STRING = 10_000;

    private static final int WIDTH = 100;

    final Set<String> statics = new TreeSet<>();
    final Set<String> imports = new TreeSet<>();

    /** The lines that declare a variable. */
    List<String> statement(String name, Schedule schedule) {
        String text = schedule.toString();
        if (text.contains("custom")) {
            // refused with its reason where it is one
            FormReader.read(schedule);
        }
        String start = "Schedule " + name + " = ";
        if (text.length() > MOST_TEXT) {
            return parsed(start, text);
        }
        Chain chain = (Chain) Expression.parse(text);
        String whole = schedule(chain, chain.links().size());
        if (start.length() + whole.length() < WIDTH) {
            return List.of(start + whole + ";");
        }
        List<String> lines = new ArrayList<>();
        StringBuilder line = new StringBuilder(start).append(schedule(chain, 1));
        for (int i = 1; i < chain.links().size(); i += 2) {
            lines.add(line.toString());
            line = new StringBuilder("        ").append(operator(chain, i));
        }
        lines.add(line + ";");
        return lines;
    }

    private static List<String> parsed(String start, String text) {
        List<String> lines = new ArrayList<>();
        lines.add(start + "Schedule.parse(String.join(");
        lines.add("        \"\"");
        for (int from = 0; from < text.length(); from += MOST_STRING) {
            int to = Math.min(text.length(), from + MOST_STRING);
            lines.set(lines.size() - 1, lines.get(lines.size() - 1) + ",");
            lines.add("        " + Names.quoted(text.substring(from, to)));
        }
        lines.set(lines.size() - 1, lines.get(lines.size() - 1) + "));");
        return lines;
    }

    private String schedule(Expression expression) {
        Chain chain = (Chain) expression;
        return schedule(chain, chain.links().size());
    }

    private String schedule(Chain chain, int links) {
        String name = ((Expression.Name) chain.head()).id();
        StringBuilder text = new StringBuilder(leaf(name, chain));
        for (int i = 1; i < links; i += 2) {
            text.append(operator(chain, i));
        }
        return text.toString();
    }

    private String leaf(String name, Chain chain) {
        List<Expression> given = values(chain, 0);
        if (name.equals("iterate")) {
            // from a Java function it would be the same numbers, but have no text
            String text = new Chain(chain.head(), chain.links().subList(0, 1), chain.span()).toString();
            return "Schedule.parse(" + Names.quoted(text) + ")";
        }
        statics.add("dev.anneal.Schedule." + name);
        return name
                + switch (name) {
                    case "piecewise" -> "(" + table(given.get(0)) + ")";
                    case "interpolate" ->
                        "(" + table(given.get(0)) + (given.size() > 1 ? ", " + curve(given.get(1)) : "") + ")";
                    case "ramp" -> "(" + numbers(given.subList(0, 3)) + ", " + curve(given.get(3)) + ")";
                    case "formula" ->
                        "(" + Names.quoted(given.get(0).toString())
                                + (given.size() > 1 ? ", " + number(given.get(1)) : "") + ")";
                    // Java has this factory with two numbers and with four
                    case "inverseTime" -> "(" + numbers(given) + (given.size() == 3 ? ", 1" : "") + ")";
                    default -> "(" + numbers(given) + ")";
                };
    }

    private String operator(Chain chain, int at) {
        String name = ((Attribute) chain.links().get(at)).name();
        List<Expression> given = values(chain, at + 1);
        String inside = switch (name) {
            case "repeat" -> repeated(given);
            case "scaledFor" -> scaled(given);
            default -> given.get(0) instanceof Chain ? schedule(given.get(0)) : numbers(given);
        };
        return "." + name + "(" + inside + ")";
    }

    private String repeated(List<Expression> given) {
        return given.stream()
                .map(argument -> argument instanceof Chain evolution ? evolution(evolution) : number(argument))
                .collect(Collectors.joining(", "));
    }

    private String evolution(Chain chain) {
        statics.add("dev.anneal.Evolution.stretching");
        String first = numbers(values(chain, 0));
        if (((Expression.Name) chain.head()).id().equals("scaling")) {
            return "stretching(1).scaling(" + first + ")";
        }
        return "stretching(" + first + ")"
                + (chain.links().size() > 1 ? ".scaling(" + numbers(values(chain, 2)) + ")" : "");
    }

    private String scaled(List<Expression> given) {
        if (given.size() < 3) {
            return numbers(given);
        }
        imports.add("dev.anneal.BatchScaling");
        return numbers(given.subList(0, 2)) + ", BatchScaling."
                + (given.get(2).toString().contains("sqrt") ? "SQRT" : "LINEAR");
    }

    private String curve(Expression expression) {
        imports.add("dev.anneal.Curve");
        if (expression instanceof Expression.Lambda) {
            return "Curve.of(" + Names.quoted(expression.toString()) + ")";
        }
        if (expression instanceof Expression.Name name) {
            return "Curve." + name.id() + "()";
        }
        Chain chain = (Chain) expression;
        boolean called = chain.links().get(0) instanceof Arguments;
        String own = called
                ? "Curve." + ((Expression.Name) chain.head()).id() + "(" + numbers(values(chain, 0)) + ")"
                : curve(chain.head());
        return chain.links().size() > (called ? 1 : 0) ? own + ".reversed()" : own;
    }

    private static List<Expression> values(Chain chain, int at) {
        return ((Arguments) chain.links().get(at))
                .arguments().stream().map(Expression.Argument::value).toList();
    }

    private static String table(Expression dictionary) {
        List<Expression.DictOf.Entry> entries = ((Expression.DictOf) dictionary).entries();
        return array(entries, entry -> value(entry.key())) + ", " + array(entries, entry -> value(entry.value()));
    }

    private static String array(List<Expression.DictOf.Entry> entries, ToDoubleFunction<Expression.DictOf.Entry> what) {
        return entries.stream()
                .map(entry -> literal(what.applyAsDouble(entry)))
                .collect(Collectors.joining(", ", "new double[] {", "}"));
    }

    private static String numbers(List<Expression> given) {
        return given.stream().map(JavaAlgebra::number).collect(Collectors.joining(", "));
    }

    private static String number(Expression expression) {
        return literal(value(expression));
    }

    private static double value(Expression expression) {
        return Arithmetic.evaluate("", expression, name -> null);
    }

    /** A number as Java reads it. */
    static String literal(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        if (Double.isNaN(value)) {
            return "Double.NaN";
        }
        boolean negativeZero = value == 0 && Double.compare(value, 0) < 0;
        return Term.num(value).whole() && !negativeZero ? Terms.grouped(value) : Terms.real(value);
    }
}
