package dev.anneal.dialect.code;

import dev.anneal.notation.Numerals;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** How a language writes numbers, operators and functions. What most have in common is here. */
abstract class Terms {

    static final int CHOICE = 1;
    static final int OR = 2;
    static final int AND = 3;
    static final int NOT = 4;
    static final int COMPARISON = 5;
    static final int SUM = 6;
    static final int PRODUCT = 7;
    static final int SIGN = 8;
    static final int POWER = 9;
    static final int ATOM = 10;

    /** The helper functions that have been called, which the output must define. */
    final Set<String> helpers = new TreeSet<>();

    final String text(Term term) {
        return text(term, 0);
    }

    /** The text, in brackets if it binds less than what surrounds it. */
    String text(Term term, int around) {
        if (term instanceof Term.Num number) {
            return bracketed(number(number.value()), number.value() < 0 ? SIGN : ATOM, around);
        } else if (term instanceof Term.Name name) {
            return constant(name.name());
        } else if (term instanceof Term.Var variable) {
            return variable.name();
        } else if (term instanceof Term.Binary binary) {
            return binary(binary, around);
        } else if (term instanceof Term.Negative negative) {
            return bracketed("-" + text(negative.operand(), SIGN), SIGN, around);
        } else if (term instanceof Term.Call call) {
            return call(call);
        } else if (term instanceof Term.Apply apply) {
            return function(apply.function()) + "(" + text(apply.argument()) + ")";
        } else if (term instanceof Term.Since since) {
            return since(since, around);
        }
        return lookup(term, around);
    }

    private String lookup(Term term, int around) {
        if (term instanceof Term.Passed passed) {
            return passed(passed);
        } else if (term instanceof Term.At at) {
            return at(at);
        } else if (term instanceof Term.Quotient quotient) {
            return quotient(quotient, around);
        } else if (term instanceof Term.Choice choice) {
            return choice(choice, around);
        }
        return truthAsNumber(term, around);
    }

    /** The text of what decides something. */
    String truth(Term term, int around) {
        if (term instanceof Term.Compare compare) {
            String both = text(compare.left(), SUM) + " " + compare.operator() + " " + text(compare.right(), SUM);
            return bracketed(both, COMPARISON, around);
        } else if (term instanceof Term.Logic logic) {
            return logic(logic, around);
        } else if (term instanceof Term.Not not) {
            return not(not, around);
        }
        return bracketed(text(term, SUM) + " != 0", COMPARISON, around);
    }

    static boolean isTruth(Term term) {
        return term instanceof Term.Compare
                || term instanceof Term.Not
                || term instanceof Term.Logic logic && isTruth(logic.left()) && isTruth(logic.right());
    }

    static String bracketed(String text, int own, int around) {
        return own < around ? "(" + text + ")" : text;
    }

    String binary(Term.Binary b, int around) {
        int own = b.operator().equals("+") || b.operator().equals("-") ? SUM : PRODUCT;
        return bracketed(text(b.left(), own) + " " + b.operator() + " " + text(b.right(), own + 1), own, around);
    }

    final String arguments(List<Term> arguments) {
        return arguments.stream().map(this::text).collect(Collectors.joining(", "));
    }

    final String helper(String name, List<Term> arguments) {
        helpers.add(name);
        return name + "(" + arguments(arguments) + ")";
    }

    String function(String name) {
        return name;
    }

    abstract String number(double value);

    abstract String constant(String name);

    abstract String call(Term.Call call);

    abstract String passed(Term.Passed passed);

    abstract String at(Term.At at);

    abstract String since(Term.Since since, int around);

    abstract String quotient(Term.Quotient quotient, int around);

    abstract String choice(Term.Choice choice, int around);

    abstract String truthAsNumber(Term term, int around);

    abstract String logic(Term.Logic logic, int around);

    abstract String not(Term.Not not, int around);

    /** A whole number in groups of three, as both Python and Java read them. */
    static String grouped(double whole) {
        String digits = Long.toString((long) Math.abs(whole));
        StringBuilder text = new StringBuilder(digits);
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            text.insert(i, '_');
        }
        return (whole < 0 ? "-" : "") + text;
    }

    /** A number that no language takes for an integer. */
    static String real(double value) {
        String text = Numerals.text(value);
        return text.matches("-?\\d+") ? text + ".0" : text;
    }
}
