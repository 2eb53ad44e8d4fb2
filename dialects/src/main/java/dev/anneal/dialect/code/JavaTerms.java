package dev.anneal.dialect.code;

import java.util.Set;

/** Java on doubles. */
final class JavaTerms extends Terms {

    private static final Set<String> HELPERS = Set.of("between", "snapped");

    /** Whether whole numbers are written as integers, which must not be divided by each other. */
    private boolean integers = true;

    @Override
    String function(String name) {
        return Names.camel(name);
    }

    @Override
    String number(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "Double.POSITIVE_INFINITY" : "Double.NEGATIVE_INFINITY";
        }
        return integers && Term.num(value).whole() ? grouped(value + 0.0) : real(value);
    }

    @Override
    String text(Term term, int around) {
        boolean before = integers;
        integers &= !(term instanceof Term.Choice || isConstant(term) && !(term instanceof Term.Num));
        String text = super.text(term, around);
        integers = before;
        return text;
    }

    /** Whether no variable makes a double of it. */
    private static boolean isConstant(Term term) {
        boolean[] found = new boolean[1];
        term.mapped(part -> {
            found[0] |= part instanceof Term.Var || part instanceof Term.At || part instanceof Term.Passed;
            return part;
        });
        return !found[0];
    }

    @Override
    String constant(String name) {
        return switch (name) {
            case "pi" -> "Math.PI";
            case "e" -> "Math.E";
            case "tau" -> "(2 * Math.PI)";
            case "inf" -> "Double.POSITIVE_INFINITY";
            default -> "Double.NaN";
        };
    }

    @Override
    String binary(Term.Binary b, int around) {
        String left = text(b.left(), PRODUCT);
        String right = text(b.right(), PRODUCT);
        boolean simple = isSimple(b.left()) && b.right() instanceof Term.Num divisor && divisor.value() > 0;
        switch (b.operator()) {
            case "**":
                return "Math.pow(" + text(b.left()) + ", " + text(b.right()) + ")";
            case "//":
                if (simple && b.left().whole()) {
                    return "Math.floor(" + left + " / " + right + ")";
                }
                helpers.add("quotient");
                return "quotient(" + text(b.left()) + ", " + text(b.right()) + ")";
            case "%":
                if (simple) {
                    return bracketed(left + " % " + right, PRODUCT, around);
                }
                helpers.add("remainder");
                return "remainder(" + text(b.left()) + ", " + text(b.right()) + ")";
            default:
                return super.binary(b, around);
        }
    }

    /** Whether it is a time, which is not negative. */
    private static boolean isSimple(Term term) {
        return term instanceof Term.Var;
    }

    @Override
    String call(Term.Call call) {
        String name = call.function();
        if (HELPERS.contains(name)) {
            return helper(name, call.arguments());
        }
        if (name.equals("cycle_at")) {
            helpers.add("snapped");
            helpers.add("cycle_at");
            return "cycleAt(" + arguments(call.arguments()) + ")";
        }
        String first = text(call.arguments().get(0));
        return switch (name) {
            case "power" -> "Math.pow(" + arguments(call.arguments()) + ")";
            case "int" -> {
                helpers.add("truncated");
                yield "truncated(" + first + ")";
            }
            case "round" -> {
                helpers.add("rounded");
                String digits =
                        call.arguments().size() > 1 ? text(call.arguments().get(1)) : "0";
                boolean known = call.arguments().size() < 2 || call.arguments().get(1) instanceof Term.Num;
                yield "rounded(" + first + ", " + (known ? digits : "(int) (" + digits + ")") + ")";
            }
            case "log2" -> "(Math.log(" + first + ") / Math.log(2))";
            default -> "Math." + name + "(" + arguments(call.arguments()) + ")";
        };
    }

    @Override
    String passed(Term.Passed passed) {
        helpers.add("passed");
        return "passed(" + passed.table() + ", " + text(passed.time()) + ")";
    }

    @Override
    String at(Term.At at) {
        return at.table() + "[(int) " + text(at.index(), ATOM) + "]";
    }

    @Override
    String since(Term.Since since, int around) {
        return bracketed(
                text(since.time(), SUM) + " - " + since.table() + "[(int) " + text(since.index(), ATOM) + "]",
                SUM,
                around);
    }

    @Override
    String quotient(Term.Quotient quotient, int around) {
        helpers.add("quotient");
        return "quotient(" + text(quotient.time()) + ", " + real(quotient.period()) + ")";
    }

    @Override
    String choice(Term.Choice choice, int around) {
        String text = truth(choice.condition(), AND) + " ? " + text(choice.then(), OR) + " : "
                + text(choice.otherwise(), CHOICE);
        return bracketed(text, CHOICE, around);
    }

    @Override
    String truthAsNumber(Term term, int around) {
        if (term instanceof Term.Logic logic && !isTruth(term)) {
            boolean or = logic.operator().equals("or");
            Term first = or ? logic.left() : logic.right();
            Term second = or ? logic.right() : logic.left();
            return choice(new Term.Choice(logic.left(), first, second), around);
        }
        return bracketed(truth(term, AND) + " ? 1.0 : 0.0", CHOICE, around);
    }

    @Override
    String logic(Term.Logic logic, int around) {
        boolean or = logic.operator().equals("or");
        int own = or ? OR : AND;
        String operator = or ? " || " : " && ";
        return bracketed(truth(logic.left(), own) + operator + truth(logic.right(), own), own, around);
    }

    @Override
    String not(Term.Not not, int around) {
        return bracketed("!" + truth(not.operand(), ATOM), NOT, around);
    }
}
