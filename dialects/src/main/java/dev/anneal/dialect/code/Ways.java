package dev.anneal.dialect.code;

import static dev.anneal.dialect.code.Term.Name.PI;
import static dev.anneal.dialect.code.Term.Num.ONE;
import static dev.anneal.dialect.code.Term.Num.TWO;
import static dev.anneal.dialect.code.Term.call;
import static dev.anneal.dialect.code.Term.minus;
import static dev.anneal.dialect.code.Term.num;
import static dev.anneal.dialect.code.Term.over;
import static dev.anneal.dialect.code.Term.plus;
import static dev.anneal.dialect.code.Term.power;
import static dev.anneal.dialect.code.Term.times;

import dev.anneal.notation.Expression.Lambda;
import java.util.Objects;
import java.util.Set;

/** The curves between two values. */
final class Ways {

    /** Those that weigh the value at the start, by what is left of the progress. */
    private static final Set<String> FROM_END = Set.of("rex", "hyperbolic");

    private final boolean single;

    /** In single precision waves are squares, which are good near 0 as well. */
    Ways(boolean single) {
        this.single = single;
    }

    Term between(Term from, Term to, Term progress, Form.Way way) {
        if (way.name().equals("geometric")) {
            return times(from, power(over(to, from), progress));
        }
        boolean fromEnd = FROM_END.contains(way.name()) != way.reversed();
        Term start = fromEnd ? to : from;
        Term end = fromEnd ? from : to;
        Term at = fromEnd ? minus(ONE, progress) : progress;
        boolean wave = way.name().equals("cosine") && !single;
        if (wave && isZero(end)) {
            return over(times(start, plus(ONE, wave(at))), TWO);
        }
        if (single && way.name().equals("cosine") && isZero(end)) {
            return times(start, power(call("cos", times(over(PI, TWO), at)), TWO));
        }
        if (wave && isZero(start)) {
            return over(times(end, minus(ONE, wave(at))), TWO);
        }
        return mixed(start, end, weight(way, at));
    }

    private static Term mixed(Term start, Term end, Term weight) {
        if (isZero(start)) {
            return times(end, weight);
        }
        return isZero(end) ? times(start, minus(ONE, weight)) : call("between", start, end, weight);
    }

    private static boolean isZero(Term term) {
        return term instanceof Term.Num number && number.value() == 0;
    }

    private static Term wave(Term progress) {
        return call("cos", times(PI, progress));
    }

    private Term weight(Form.Way way, Term p) {
        double[] n = way.numbers();
        return switch (way.name()) {
            case "linear" -> p;
            case "cosine" -> wavy(p);
            case "kDecay" -> wavy(power(p, num(n[0])));
            case "oneMinusSqrt" -> call("sqrt", p);
            case "power" -> power(p, num(n[0]));
            case "exponential" -> over(call("expm1", times(num(n[0]), p)), call("expm1", num(n[0])));
            case "sigmoid" -> sigmoid(p, n[0]);
            case "tanh" -> tanh(p, n[0], n[1]);
            case "rex" -> rex(p, n.length == 0 ? 0.5 : n[0]);
            case "hyperbolic" -> hyperbolic(p, n[0]);
            default -> expression(Objects.requireNonNull(way.weight()), p);
        };
    }

    private Term wavy(Term progress) {
        return single ? power(call("sin", times(over(PI, TWO), progress)), TWO) : over(minus(ONE, wave(progress)), TWO);
    }

    private static Term sigmoid(Term p, double k) {
        Term raw = call("tanh", times(num(k / 2), minus(p, num(0.5))));
        return over(plus(ONE, over(raw, call("tanh", num(k / 4)))), TWO);
    }

    private static Term tanh(Term p, double lower, double upper) {
        Term low = call("tanh", num(lower));
        Term at = call("tanh", plus(num(lower), times(num(upper - lower), p)));
        return over(minus(at, low), minus(call("tanh", num(upper)), low));
    }

    private static Term rex(Term z, double a) {
        return over(z, plus(num(a), times(num(1 - a), z)));
    }

    private static Term hyperbolic(Term z, double u) {
        Term under = times(z, minus(TWO, over(minus(TWO, z), num(u))));
        return over(call("sqrt", under), call("sqrt", num(2 - 1 / u)));
    }

    private static Term expression(Lambda weight, Term progress) {
        Term.Var parameter = new Term.Var(weight.parameters().get(0), false);
        return Formulas.term(weight.body(), java.util.List.of(parameter)).with(parameter, progress);
    }
}
