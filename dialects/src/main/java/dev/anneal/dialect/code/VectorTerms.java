package dev.anneal.dialect.code;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Python on arrays, by JAX or by Keras. Whole times stay integers as long as they can, because single precision counts to 16
 * million only.
 */
final class VectorTerms extends Terms {

    private static final Set<String> HELPERS = Set.of("between", "snapped", "cycle_at");
    private static final Set<String> BOTH = Set.of("min", "max");
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("min", "minimum"),
            Map.entry("max", "maximum"),
            Map.entry("int", "trunc"),
            Map.entry("asin", "arcsin"),
            Map.entry("acos", "arccos"),
            Map.entry("atan", "arctan"),
            Map.entry("atan2", "arctan2"));
    private static final int MOST_DIGITS = 4;

    private final String module;

    /** Whether integers have to be made reals before they meet one. */
    private final boolean casts;

    VectorTerms(String module, boolean casts) {
        this.module = module;
        this.casts = casts;
    }

    @Override
    String number(double value) {
        if (!Double.isFinite(value)) {
            return PythonTerms.numeral(value);
        }
        return Term.num(value).whole() ? grouped(value + 0.0) : real(value);
    }

    @Override
    String constant(String name) {
        return "math." + name;
    }

    /** As a real number, where one is computed with. */
    String realText(Term term, int around) {
        if (term instanceof Term.Num number) {
            return bracketed(real(number.value()), number.value() < 0 ? SIGN : ATOM, around);
        }
        if (!term.whole()) {
            return text(term, around);
        }
        if (casts) {
            helpers.add("real");
            return "real(" + text(term) + ")";
        }
        return text(term, around);
    }

    @Override
    String binary(Term.Binary b, int around) {
        String operator = b.operator();
        if (b.whole()) {
            return super.binary(b, around);
        }
        Term.Binary rest = rest(b);
        if (rest != null) {
            return binary(rest, around);
        }
        if (operator.equals("**")) {
            String base = b.left().whole() && !(b.left() instanceof Term.Num) && !casts
                    ? "(1.0 * " + text(b.left(), PRODUCT) + ")"
                    : realText(b.left(), ATOM);
            // a whole exponent that is known is multiplied out
            String exponent = b.right() instanceof Term.Num ? text(b.right(), SIGN) : realText(b.right(), SIGN);
            return bracketed(base + " ** " + exponent, POWER, around);
        }
        if (operator.equals("*") && b.left().whole() && b.right().whole() && !casts) {
            String left = b.left() instanceof Term.Num n ? real(n.value()) : "1.0 * " + text(b.left(), PRODUCT);
            return bracketed(left + " * " + text(b.right(), PRODUCT + 1), PRODUCT, around);
        }
        if (b.left().whole() && b.right() instanceof Term.Num n && isSum(operator)) {
            return moved(b, n.value(), around);
        }
        int own = isSum(operator) ? SUM : PRODUCT;
        String text = number(b.left(), own) + " " + operator + " " + number(b.right(), own + 1);
        return bracketed(text, own, around);
    }

    /** What is left of a whole length, told with integers: 1 - t / n would miss 0 at its end; null if it is something else. */
    private static Term.@Nullable Binary rest(Term.Binary b) {
        boolean isRest = b.operator().equals("-")
                && b.left().equals(Term.Num.ONE)
                && b.right() instanceof Term.Binary progress
                && progress.operator().equals("/")
                && progress.left().whole()
                && progress.right() instanceof Term.Num length
                && length.whole();
        if (!isRest) {
            return null;
        }
        Term.Binary progress = (Term.Binary) b.right();
        return new Term.Binary("/", new Term.Binary("-", progress.right(), progress.left()), progress.right());
    }

    private static boolean isSum(String operator) {
        return operator.equals("+") || operator.equals("-");
    }

    /** A number beside one that is computed need not be told to be real. */
    private String number(Term term, int around) {
        return term instanceof Term.Num ? text(term, around) : realText(term, around);
    }

    /** First the whole part of a number, with integers, then the rest: the same in doubles, and better in single precision. */
    private String moved(Term.Binary b, double by, int around) {
        double floor = Math.floor(by);
        if (!Term.num(floor).whole()) {
            return bracketed(realText(b.left(), SUM) + " " + b.operator() + " " + number(by), SUM, around);
        }
        Term whole = floor == 0 ? b.left() : new Term.Binary(b.operator(), b.left(), Term.num(floor));
        return bracketed(
                realText(whole, SUM + (casts ? 0 : 1)) + " " + b.operator() + " " + number(by - floor), SUM, around);
    }

    @Override
    String truth(Term term, int around) {
        if (term instanceof Term.Compare compare
                && compare.left().whole() != compare.right().whole()) {
            String both = number(compare.left(), SUM) + " " + compare.operator() + " " + number(compare.right(), SUM);
            return bracketed(both, COMPARISON, around);
        }
        return super.truth(term, around);
    }

    @Override
    String call(Term.Call call) {
        String name = call.function();
        List<Term> arguments = call.arguments();
        if (name.equals("power")) {
            return binary(new Term.Binary("**", arguments.get(0), arguments.get(1)), ATOM);
        }
        if (HELPERS.contains(name)) {
            helpers.add(name);
            if (name.equals("cycle_at")) {
                helpers.add("snapped");
                return name + "(" + arguments(arguments) + ")";
            }
            String reals = arguments.stream()
                    .map(argument -> argument instanceof Term.Num ? text(argument) : realText(argument, 0))
                    .collect(Collectors.joining(", "));
            return name + "(" + reals + ")";
        }
        boolean integers = BOTH.contains(name) && arguments.stream().allMatch(Term::whole);
        String given = arguments.stream()
                .map(argument -> integers ? text(argument) : realText(argument, 0))
                .reduce((a, b) -> a + ", " + b)
                .orElse("");
        if (name.equals("round") && arguments.size() > 1) {
            given = realText(arguments.get(0), 0) + ", " + text(arguments.get(1));
        }
        return module + "." + NAMES.getOrDefault(name, name) + "(" + given + ")";
    }

    @Override
    String passed(Term.Passed passed) {
        helpers.add("passed");
        return "passed(" + passed.table() + ", " + text(passed.time()) + ")";
    }

    @Override
    String at(Term.At at) {
        helpers.add("at");
        return "at(" + at.table() + ", " + text(at.index()) + ")";
    }

    @Override
    String since(Term.Since since, int around) {
        helpers.add("since");
        return "since(" + text(since.time()) + ", " + since.table() + ", " + text(since.index()) + ")";
    }

    /** With integers where the period is a short decimal; whether the double is a hair more than that is what counts. */
    @Override
    String quotient(Term.Quotient quotient, int around) {
        BigDecimal decimal = BigDecimal.valueOf(quotient.period()).stripTrailingZeros();
        if (!quotient.time().whole() || decimal.scale() > MOST_DIGITS || decimal.precision() > MOST_DIGITS + 1) {
            helpers.add("quotient");
            return "quotient(" + realText(quotient.time(), 0) + ", " + real(quotient.period()) + ")";
        }
        String scale = grouped(Math.pow(10, Math.max(0, decimal.scale())));
        String units =
                grouped(decimal.movePointRight(Math.max(0, decimal.scale())).doubleValue());
        boolean above = new BigDecimal(quotient.period()).compareTo(decimal) > 0;
        String t = text(quotient.time(), PRODUCT);
        String rest = scale + " * (" + t + " % " + units + ")";
        String counted = scale + " * (" + t + " // " + units + ") + (" + rest + (above ? " - 1" : "") + ") // " + units;
        return above ? module + ".maximum(" + counted + ", 0)" : bracketed(counted, SUM, around);
    }

    @Override
    String choice(Term.Choice choice, int around) {
        return module + ".where(" + truth(choice.condition(), 0) + ", " + realText(choice.then(), 0) + ", "
                + realText(choice.otherwise(), 0) + ")";
    }

    @Override
    String truthAsNumber(Term term, int around) {
        if (term instanceof Term.Logic logic && !isTruth(term)) {
            boolean or = logic.operator().equals("or");
            Term first = or ? logic.left() : logic.right();
            Term second = or ? logic.right() : logic.left();
            return choice(new Term.Choice(logic.left(), first, second), around);
        }
        return module + ".where(" + truth(term, 0) + ", 1.0, 0.0)";
    }

    @Override
    String logic(Term.Logic logic, int around) {
        String operator = logic.operator().equals("or") ? " | " : " & ";
        return "(" + truth(logic.left(), ATOM) + operator + truth(logic.right(), ATOM) + ")";
    }

    @Override
    String not(Term.Not not, int around) {
        return "~" + truth(not.operand(), ATOM);
    }
}
