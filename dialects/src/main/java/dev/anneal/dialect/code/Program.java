package dev.anneal.dialect.code;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a plan computes: functions of time, the last of which are those of the plan, and the tables that they read. */
final class Program {

    /** A named list of numbers. */
    sealed interface Table {
        String name();
    }

    /** Numbers as they are. */
    record Given(String name, List<Double> values) implements Table {}

    /** Where cycles start, of which the first is as long as {@code length} and each next one as that times the stretching. */
    record CycleStarts(String name, double length, double stretching, int count) implements Table {

        /** Whether doubles have no part in it. */
        boolean isWhole() {
            return Term.num(length).whole() && Term.num(stretching).whole();
        }

        double start(int i) {
            double k = stretching;
            double powers = nearOne() ? Math.expm1(i * Math.log1p(k - 1)) : Math.pow(k, i) - 1;
            double x = length * (powers / (k - 1));
            double nearest = Math.rint(x);
            return nearest >= 1 && Math.abs(x - nearest) <= 1e-12 * x ? nearest : x;
        }

        /** There the difference of powers would lose the digits that count. */
        boolean nearOne() {
            return Math.abs(stretching - 1) < 0.01;
        }
    }

    /** The powers of a number, from 1 on. */
    record Powers(String name, double base, int count) implements Table {}

    /** The two that an iterated value is made of. */
    static final Term.Var STEP = new Term.Var("k", true);

    static final Term.Var BEFORE = new Term.Var("value", false);

    /** Numbers of which each follows from the one {@link #BEFORE} and its index, {@link #STEP}. */
    record Iterated(String name, double seed, int n, Term next) implements Table {}

    /** Something computed once, with a name. */
    record Let(Term.Var variable, Term value) {}

    /** What holds before a time. */
    record Case(double bound, Term value, String note) {}

    /** The cases of a function's parameter, in the order of their bounds. */
    record Body(List<Let> lets, List<Case> cases, Term otherwise) {

        static Body of(Term value) {
            return new Body(List.of(), List.of(), value);
        }

        static Body before(double bound, Term value, Term otherwise) {
            return new Body(List.of(), List.of(new Case(bound, value, "")), otherwise);
        }

        boolean isTerm() {
            return lets.isEmpty() && cases.isEmpty();
        }
    }

    /**
     * A function of time.
     *
     * @param hazardous whether it may divide by zero or leave the range of doubles on the way, which some languages refuse
     * @param text the part of the plan that it is
     */
    record Function(String name, Term.Var parameter, Body body, boolean hazardous, String text) {}

    final List<Table> tables = new ArrayList<>();
    final List<Function> functions = new ArrayList<>();

    /** Whether it is for arrays in single precision, where powers and small differences need more care. */
    final boolean single;

    private final Set<String> names = new HashSet<>(Names.TAKEN);

    Program(boolean single) {
        this.single = single;
    }

    /** A name that nothing else has. */
    String fresh(String wanted) {
        String name = wanted;
        for (int i = 2; !names.add(name); i++) {
            name = wanted + "_" + i;
        }
        return name;
    }
}
