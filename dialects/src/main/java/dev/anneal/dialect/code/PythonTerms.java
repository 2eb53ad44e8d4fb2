package dev.anneal.dialect.code;

import dev.anneal.notation.Numerals;
import java.util.Set;

/** Python on single numbers. What could raise is left to NumPy, which answers as the processor does. */
final class PythonTerms extends Terms {

    private static final double MOST_GROUPED = 1e15;
    private static final Set<String> HELPERS = Set.of("between", "snapped", "cycle_at", "power");
    private static final Set<String> BUILT_IN = Set.of("min", "max", "abs");

    private final boolean numpy;

    /** Whether modules were named, which the output must import. */
    boolean usesMath;

    boolean usesBisect;

    PythonTerms(boolean numpy) {
        this.numpy = numpy;
    }

    static String numeral(double value) {
        if (!Double.isFinite(value)) {
            return "float(\"" + Numerals.text(value) + "\")";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < MOST_GROUPED;
        return whole ? grouped(value + 0.0) : Numerals.text(value);
    }

    @Override
    String number(double value) {
        return numeral(value);
    }

    @Override
    String constant(String name) {
        if (numpy) {
            return name.equals("tau") ? "(2 * np.pi)" : "np." + name;
        }
        usesMath = true;
        return "math." + name;
    }

    @Override
    String binary(Term.Binary b, int around) {
        if (b.operator().equals("**")) {
            return bracketed(text(b.left(), ATOM) + " ** " + text(b.right(), SIGN), POWER, around);
        }
        return super.binary(b, around);
    }

    @Override
    String call(Term.Call call) {
        String name = call.function();
        if (HELPERS.contains(name)) {
            usesMath |= name.equals("cycle_at") || name.equals("power");
            if (name.equals("cycle_at")) {
                helpers.add("snapped");
            }
            return helper(name, call.arguments());
        }
        if (name.equals("round")) {
            String digits = call.arguments().size() < 2
                    ? ""
                    : ", int(" + text(call.arguments().get(1)) + ")";
            return "round(float(" + text(call.arguments().get(0)) + ")" + digits + ")";
        }
        if (BUILT_IN.contains(name)) {
            return asDouble(name + "(" + arguments(call.arguments()) + ")");
        }
        usesMath |= !numpy;
        String own = name.equals("int") ? "trunc" : name;
        return (numpy ? "np." + numpyName(own) : "math." + own) + "(" + arguments(call.arguments()) + ")";
    }

    /** What Python has chosen may be a number of its own again, which raises. */
    private String asDouble(String text) {
        return numpy ? "np.float64(" + text + ")" : text;
    }

    private static String numpyName(String name) {
        return switch (name) {
            case "asin", "acos", "atan", "atan2" -> "arc" + name.substring(1);
            default -> name;
        };
    }

    @Override
    String passed(Term.Passed passed) {
        usesBisect = true;
        return "bisect_right(" + passed.table() + ", " + text(passed.time()) + ")";
    }

    @Override
    String at(Term.At at) {
        String index = text(at.index());
        return at.table() + "[" + (isCount(at.index()) ? index : "int(" + index + ")") + "]";
    }

    /** Whether it is an integer even where times are given as floats. */
    private static boolean isCount(Term index) {
        return index instanceof Term.Var variable && !variable.name().equals("t")
                || index instanceof Term.Passed
                || index instanceof Term.Binary binary && isCount(binary.left());
    }

    @Override
    String since(Term.Since since, int around) {
        String text = text(since.time(), SUM) + " - " + since.table() + "[" + text(since.index()) + "]";
        return bracketed(text, SUM, around);
    }

    @Override
    String quotient(Term.Quotient quotient, int around) {
        return bracketed(text(quotient.time(), PRODUCT) + " // " + number(quotient.period()), PRODUCT, around);
    }

    @Override
    String choice(Term.Choice choice, int around) {
        String text = text(choice.then(), OR) + " if " + truthOf(choice.condition()) + " else "
                + text(choice.otherwise(), CHOICE);
        return numpy ? asDouble(text) : bracketed(text, CHOICE, around);
    }

    private String truthOf(Term condition) {
        return isTruth(condition) ? truth(condition, OR) : text(condition, OR);
    }

    @Override
    String truthAsNumber(Term term, int around) {
        // a truth of NumPy does not count: True + True is True
        return numpy ? "np.float64(" + truth(term, 0) + ")" : truth(term, around);
    }

    @Override
    String logic(Term.Logic logic, int around) {
        int own = logic.operator().equals("or") ? OR : AND;
        return bracketed(
                text(logic.left(), own) + " " + logic.operator() + " " + text(logic.right(), own), own, around);
    }

    @Override
    String not(Term.Not not, int around) {
        return bracketed("not " + text(not.operand(), NOT), NOT, around);
    }
}
