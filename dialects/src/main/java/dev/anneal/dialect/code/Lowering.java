package dev.anneal.dialect.code;

import static dev.anneal.dialect.code.Term.call;
import static dev.anneal.dialect.code.Term.num;

import dev.anneal.Schedule;
import dev.anneal.dialect.code.Program.Body;
import dev.anneal.dialect.code.Program.Case;
import dev.anneal.dialect.code.Program.Let;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Makes functions of schedules. What is asked for are whole times, whose parts may be none. */
final class Lowering {

    /** So many parts are told one by one; more are a table, or a tree. */
    private static final int FEW = 8;

    private static final int MANY = 16;
    private static final int LONGEST_NOTE = 64;

    final Program program;
    final Ways ways;
    private final Map<String, String> known = new HashMap<>();
    private final CycleTerms cycles = new CycleTerms(this);

    /** For code that is in single precision, or for doubles. */
    Lowering(boolean single) {
        this.program = new Program(single);
        this.ways = new Ways(single);
    }

    /** Writes the function of a schedule, and gives its name. */
    String function(String wanted, Schedule schedule) {
        Form form = FormReader.read(schedule);
        String name = program.fresh(wanted);
        Term.Var t = new Term.Var("t", true);
        Body body = body(form, t, false);
        if (!isTheLast(body, t)) {
            program.functions.add(new Program.Function(name, t, body, false, schedule.toString()));
            return name;
        }
        // a function that would do nothing but call the one before it
        Program.Function last = program.functions.remove(program.functions.size() - 1);
        program.functions.add(new Program.Function(name, t, last.body(), last.hazardous(), last.text()));
        return name;
    }

    private boolean isTheLast(Body body, Term.Var t) {
        int count = program.functions.size();
        return body.isTerm()
                && count > 0
                && body.otherwise()
                        .equals(new Term.Apply(program.functions.get(count - 1).name(), t))
                && !known.containsValue(program.functions.get(count - 1).name());
    }

    /** The value of a part as a term; it becomes a function of its own where that needs more than a term. */
    Term term(Form form, Term time, boolean beforeEnd) {
        boolean whole = time.whole();
        Term.Var t = time instanceof Term.Var variable ? variable : new Term.Var("t", whole);
        String key = form.schedule() + "|" + whole + beforeEnd;
        String already = known.get(key);
        if (already != null) {
            return new Term.Apply(already, time);
        }
        Body body = body(form, t, beforeEnd);
        if (body.isTerm()) {
            return body.otherwise().with(t, time);
        }
        return new Term.Apply(declared(key, kind(form), form, whole, beforeEnd), time);
    }

    private String declared(String key, String kind, Form form, boolean whole, boolean beforeEnd) {
        Term.Var t = new Term.Var("t", whole);
        Body body = body(form, t, beforeEnd);
        String name = program.fresh(kind);
        String text = form.schedule().toString();
        program.functions.add(new Program.Function(name, t, body, false, text));
        known.put(key, name);
        return name;
    }

    private static String kind(Form form) {
        if (form instanceof Form.Sequence) {
            return "phases";
        }
        return form.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /** What holds at a time that is at least 0, and before the end where that is known. */
    Body body(Form form, Term.Var t, boolean beforeEnd) {
        if (form instanceof Form.Level level) {
            return Body.of(num(level.value()));
        } else if (form instanceof Form.Ramp ramp) {
            return ramp(ramp, t, beforeEnd);
        } else if (form instanceof Form.Exponential decay) {
            return Body.of(exponential(decay, t));
        } else if (form instanceof Form.InverseTime decay) {
            return Body.of(inverseTime(decay, t));
        } else if (form instanceof Form.MultiStep steps) {
            return Body.of(multiStep(steps, t));
        } else if (form instanceof Form.Steps steps) {
            return steps(steps, t);
        } else if (form instanceof Form.Points points) {
            return points(points, t, beforeEnd);
        } else if (form instanceof Form.Formula formula) {
            return ended(form, formula(formula, t), beforeEnd);
        } else if (form instanceof Form.Iteration iteration) {
            return Body.of(iteration(iteration, t, beforeEnd));
        } else if (form instanceof Form.Sequence sequence) {
            return new Sequences(this).body(sequence, t, beforeEnd);
        }
        return operated(form, t, beforeEnd);
    }

    private Body operated(Form form, Term.Var t, boolean beforeEnd) {
        if (form instanceof Form.Until until) {
            return until(until, t, beforeEnd);
        } else if (form instanceof Form.Skip skip) {
            Term later = Term.plus(t, num(skip.offset()));
            return ended(form, term(skip.whole(), later, form.ends()), beforeEnd);
        } else if (form instanceof Form.Repeat repeat) {
            return cycles.body(repeat, t, beforeEnd);
        } else if (form instanceof Form.Stairs stairs) {
            return stairs(stairs, t, beforeEnd);
        }
        return both((Form.Both) form, t, beforeEnd);
    }

    /** A term up to the end, and then the value that is held. */
    static Body ended(Form form, Term value, boolean beforeEnd) {
        if (beforeEnd || !form.ends() || value.equals(num(form.end()))) {
            return Body.of(value);
        }
        return form.length() == 0 ? Body.of(num(form.end())) : Body.before(form.length(), value, num(form.end()));
    }

    private Body ramp(Form.Ramp ramp, Term t, boolean beforeEnd) {
        if (ramp.length() == 0) {
            return Body.of(num(ramp.to()));
        }
        Term progress = Term.over(t, num(ramp.length()));
        return ended(ramp, ways.between(num(ramp.from()), num(ramp.to()), progress, ramp.way()), beforeEnd);
    }

    private Term exponential(Form.Exponential decay, Term t) {
        Term exponent = Term.over(t, num(decay.unit()));
        Term gamma = num(decay.gamma());
        Term power =
                decay.gamma() > 1 && !program.single ? call("power", gamma, exponent) : power(decay.gamma(), exponent);
        return Term.times(num(decay.initial()), decay.gamma() == 1 ? Term.Num.ONE : power);
    }

    /** In single precision the error of the base would grow with the exponent. */
    Term power(double base, Term exponent) {
        boolean exact = base == 0 || Math.getExponent(base) == Math.log(Math.abs(base)) / Math.log(2);
        return !program.single || exact || base < 0
                ? new Term.Binary("**", num(base), exponent)
                : call("exp", Term.times(new Term.Name("log(" + Numerals.text(base) + ")"), exponent));
    }

    private static Term inverseTime(Form.InverseTime decay, Term t) {
        Term grown = Term.plus(Term.Num.ONE, Term.times(num(decay.rate()), Term.over(t, num(decay.unit()))));
        Term divisor = decay.power() == 0.5 ? call("sqrt", grown) : Term.power(grown, num(decay.power()));
        return Term.over(num(decay.initial()), divisor);
    }

    private Term multiStep(Form.MultiStep steps, Term t) {
        if (steps.gamma() == 1) {
            return num(steps.initial());
        }
        Term passed = new Term.Passed(table("MILESTONES", steps.milestones()), t);
        return Term.times(num(steps.initial()), new Term.Binary("**", num(steps.gamma()), passed));
    }

    private Body steps(Form.Steps steps, Term t) {
        int last = steps.starts().length - 1;
        if (last < FEW) {
            List<Case> cases = new ArrayList<>();
            for (int i = 0; i < last; i++) {
                cases.add(new Case(steps.starts()[i + 1], num(steps.values()[i]), ""));
            }
            return new Body(List.of(), cases, num(steps.values()[last]));
        }
        Term index = Term.minus(new Term.Passed(table("STARTS", steps.starts()), t), Term.Num.ONE);
        return Body.of(new Term.At(table("VALUES", steps.values()), index, false));
    }

    private Body points(Form.Points points, Term t, boolean beforeEnd) {
        double[] times = points.times();
        double[] values = points.values();
        int last = times.length - 1;
        if (last < FEW) {
            List<Case> cases = new ArrayList<>();
            for (int i = 0; i < last; i++) {
                Term progress = Term.over(Term.minus(t, num(times[i])), num(times[i + 1] - times[i]));
                Term value = ways.between(num(values[i]), num(values[i + 1]), progress, points.way());
                cases.add(new Case(times[i + 1], value, ""));
            }
            return cut(new Body(List.of(), cases, num(values[last])), points, beforeEnd);
        }
        String at = table("TIMES", times);
        String given = table("VALUES", values);
        boolean whole = allWhole(times);
        Term.Var i = new Term.Var("i", true);
        Term next = Term.plus(i, Term.Num.ONE);
        Term width = Term.minus(new Term.At(at, next, whole), new Term.At(at, i, whole));
        Term progress = Term.over(new Term.Since(t, at, i, whole && t.whole()), width);
        Term value =
                ways.between(new Term.At(given, i, false), new Term.At(given, next, false), progress, points.way());
        Let index = new Let(i, Term.minus(new Term.Passed(at, t), Term.Num.ONE));
        Body ended = ended(points, value, beforeEnd);
        return new Body(List.of(index), ended.cases(), ended.otherwise());
    }

    private Term formula(Form.Formula formula, Term t) {
        boolean own = formula.unit() == 1;
        Term.Var named = new Term.Var(formula.function().parameters().get(0), false);
        Term.Var parameter = new Term.Var("t", own && t.whole());
        Term value = Formulas.term(formula.function().body(), List.of(named)).with(named, parameter);
        value = program.single ? value.mapped(Formulas::counted) : value;
        boolean hazardous = Formulas.hazardous(value);
        if (own && !hazardous) {
            return value.with(parameter, t);
        }
        String name = program.fresh("formula");
        String text = formula.function().toString();
        program.functions.add(new Program.Function(name, parameter, Body.of(value), hazardous, text));
        return new Term.Apply(name, Term.over(t, num(formula.unit())));
    }

    private Term iteration(Form.Iteration iteration, Term t, boolean beforeEnd) {
        Term.Var time = new Term.Var(iteration.next().parameters().get(0), true);
        Term.Var before = new Term.Var(iteration.next().parameters().get(1), false);
        Term next = Formulas.term(iteration.next().body(), List.of(time, before))
                .mapped(term -> term.equals(time) ? Program.STEP : term.equals(before) ? Program.BEFORE : term);
        String table = program.fresh("VALUES");
        program.tables.add(new Program.Iterated(table, iteration.seed(), iteration.n(), next));
        Term index = CycleTerms.quotient(t, iteration.unit());
        boolean within = beforeEnd && iteration.unit() == 1;
        return new Term.At(table, within ? index : call("min", index, num(iteration.n() - 1)), false);
    }

    private Body until(Form.Until until, Term.Var t, boolean beforeEnd) {
        double length = until.length();
        if (length == 0) {
            return Body.of(num(until.end()));
        }
        if (until.part().length() <= length) {
            return body(until.part(), t, beforeEnd && until.part().length() == length);
        }
        return cut(body(until.part(), t, false), until, beforeEnd);
    }

    /** The same up to the end of something, which is held from there on. */
    private static Body cut(Body body, Form form, boolean beforeEnd) {
        List<Case> cases = new ArrayList<>();
        Case last = new Case(form.length(), body.otherwise(), "");
        for (Case one : body.cases()) {
            if (one.bound() >= form.length()) {
                last = new Case(form.length(), one.value(), one.note());
                break;
            }
            cases.add(one);
        }
        if (!beforeEnd) {
            cases.add(last);
        }
        return new Body(body.lets(), cases, beforeEnd ? last.value() : num(form.end()));
    }

    private Body stairs(Form.Stairs stairs, Term t, boolean beforeEnd) {
        double spacing = stairs.factor() == 1 ? stairs.period() : snapped(stairs.period() * stairs.factor());
        Term sampled = Term.times(CycleTerms.quotient(t, spacing), num(stairs.period()));
        return ended(stairs, term(stairs.steps(), sampled, stairs.ends()), beforeEnd);
    }

    /** A computed time that misses a whole number by rounding is that number. */
    static double snapped(double x) {
        double nearest = Math.rint(x);
        return nearest >= 1 && Math.abs(x - nearest) <= 1e-12 * x ? nearest : x;
    }

    private Body both(Form.Both both, Term.Var t, boolean beforeEnd) {
        if (both.right() instanceof Form.Level level) {
            Body left = body(both.left(), t, beforeEnd && both.left().length() == both.length());
            if (left.cases().size() <= FEW) {
                return mapped(left, value -> joined(both.operator(), num(level.value()), value));
            }
        }
        Term left = term(both.left(), t, beforeEnd && both.left().length() == both.length());
        Term right = term(both.right(), t, beforeEnd && both.right().length() == both.length());
        return Body.of(joined(both.operator(), left, right));
    }

    private static Body mapped(Body body, UnaryOperator<Term> change) {
        List<Case> cases = body.cases().stream()
                .map(one -> new Case(one.bound(), change.apply(one.value()), one.note()))
                .toList();
        return new Body(body.lets(), cases, change.apply(body.otherwise()));
    }

    private static Term joined(String operator, Term left, Term right) {
        boolean swaps = left instanceof Term.Num && operator.equals("plus");
        return switch (operator) {
            case "times" -> Term.times(left, right);
            case "plus" -> swaps ? Term.plus(right, left) : Term.plus(left, right);
            default -> {
                if (left instanceof Term.Num a && right instanceof Term.Num b) {
                    yield num(operator.equals("min") ? Math.min(a.value(), b.value()) : Math.max(a.value(), b.value()));
                }
                yield call(operator, right, left);
            }
        };
    }

    String table(String wanted, double[] values) {
        List<Double> boxed = new ArrayList<>();
        for (double value : values) {
            boxed.add(value);
        }
        for (Program.Table table : program.tables) {
            if (table instanceof Program.Given given && given.values().equals(boxed)) {
                return given.name();
            }
        }
        String name = program.fresh(wanted);
        program.tables.add(new Program.Given(name, boxed));
        return name;
    }

    static boolean allWhole(double[] values) {
        for (double value : values) {
            if (!num(value).whole()) {
                return false;
            }
        }
        return true;
    }

    /** The text of a part, if it is short enough to stand beside a line. */
    static String note(Form form) {
        String text = form.schedule().toString();
        return text.length() <= LONGEST_NOTE ? text : "";
    }

    static boolean isMany(int parts) {
        return parts > MANY;
    }
}
