package dev.anneal.dialect.code;

import static dev.anneal.dialect.code.Term.call;
import static dev.anneal.dialect.code.Term.num;

import dev.anneal.dialect.code.Program.Body;
import dev.anneal.dialect.code.Program.Let;
import java.util.List;

/** Cycles over and over. */
final class CycleTerms {

    /** Beyond this no target counts exactly. */
    private static final double LAST_TIME = 0x1p53;

    private static final int MOST_CYCLES = 10_000;

    /** So many cycles may be told one by one until their ends meet an update. */
    private static final int MOST_TABLED = 200;

    private final Lowering lowering;

    CycleTerms(Lowering lowering) {
        this.lowering = lowering;
    }

    /** How often a period has passed. */
    static Term quotient(Term time, double period) {
        if (time.whole() && period == 1) {
            return time;
        }
        return time.whole() && num(period).whole()
                ? new Term.Binary("//", time, num(period))
                : new Term.Quotient(time, period);
    }

    Body body(Form.Repeat repeat, Term.Var t, boolean beforeEnd) {
        if (repeat.count() == 1) {
            return lowering.body(repeat.cycle(), t, beforeEnd);
        }
        Body endless = repeat.stretching() == 1 ? equal(repeat, t) : stretching(repeat, t);
        Body ended = Lowering.ended(repeat, endless.otherwise(), beforeEnd);
        return new Body(endless.lets(), ended.cases(), ended.otherwise());
    }

    private Body equal(Form.Repeat repeat, Term.Var t) {
        double length = repeat.cycle().length();
        if (num(length).whole()) {
            Term local = new Term.Binary("%", t, num(length));
            return Body.of(scaled(repeat, lowering.term(repeat.cycle(), local, true), quotient(t, length)));
        }
        for (int cycles = 2; lowering.program.single && t.whole() && cycles <= MOST_TABLED; cycles++) {
            double period = Lowering.snapped(length * cycles);
            if (num(period).whole()) {
                return periodic(repeat, t, period, cycles);
            }
        }
        Term.Var n = new Term.Var("n", true);
        Let cycle = new Let(n, call("cycle_at", t, num(length)));
        Term local = call("max", Term.minus(t, call("snapped", new Term.Binary("*", num(length), n))), Term.Num.ZERO);
        Term value = scaled(repeat, lowering.term(repeat.cycle(), local, true), n);
        return new Body(List.of(cycle), List.of(), value);
    }

    /** Some cycles together last whole updates, which integers count without a loss. */
    private Body periodic(Form.Repeat repeat, Term.Var t, double period, int cycles) {
        double[] starts = new double[cycles];
        for (int i = 0; i < cycles; i++) {
            starts[i] = Lowering.snapped(repeat.cycle().length() * i);
        }
        String table = lowering.table("STARTS", starts);
        Term.Var u = new Term.Var("u", true);
        Term.Var n = new Term.Var("n", true);
        Let within = new Let(u, new Term.Binary("%", t, num(period)));
        Let cycle = new Let(n, Term.minus(new Term.Passed(table, u), Term.Num.ONE));
        Term index = Term.plus(Term.times(new Term.Binary("//", t, num(period)), num(cycles)), n);
        Term local = new Term.Since(u, table, n, false);
        Term value = scaled(repeat, lowering.term(repeat.cycle(), local, true), index);
        return new Body(List.of(within, cycle), List.of(), value);
    }

    private Body stretching(Form.Repeat repeat, Term.Var t) {
        double length = repeat.cycle().length();
        double k = repeat.stretching();
        Program.CycleStarts starts = starts(length, k, repeat.count());
        Term.Var n = new Term.Var("n", true);
        Let cycle = new Let(n, Term.minus(new Term.Passed(starts.name(), t), Term.Num.ONE));
        Term since = new Term.Since(t, starts.name(), n, starts.isWhole() && t.whole());
        boolean tabled = lowering.program.single && k != 2;
        Term width = tabled ? new Term.At(widths(k, starts), n, false) : new Term.Binary("**", num(k), n);
        Term local = new Term.Binary("/", since, width);
        boolean exact = starts.isWhole() && t.whole();
        Term value = lowering.term(repeat.cycle(), exact ? local : call("snapped", local), true);
        return new Body(List.of(cycle), List.of(), scaled(repeat, value, n));
    }

    private String widths(double stretching, Program.CycleStarts starts) {
        String name = starts.name().replace("STARTS", "WIDTHS");
        var widths = new Program.Powers(name, stretching, starts.count());
        if (!lowering.program.tables.contains(widths)) {
            lowering.program.tables.add(widths);
        }
        return name;
    }

    private Program.CycleStarts starts(double length, double stretching, double count) {
        Program.CycleStarts guess = new Program.CycleStarts("", length, stretching, 0);
        int needed = 1;
        while (needed < count && needed <= MOST_CYCLES && guess.start(needed) <= LAST_TIME) {
            needed++;
        }
        if (needed > MOST_CYCLES) {
            throw new IllegalArgumentException("repeat with stretching " + stretching + " has more than " + MOST_CYCLES
                    + " cycles of different lengths, and their starts would be a table too long");
        }
        for (Program.Table table : lowering.program.tables) {
            if (table instanceof Program.CycleStarts same
                    && same.equals(new Program.CycleStarts(same.name(), length, stretching, needed))) {
                return same;
            }
        }
        var starts = new Program.CycleStarts(lowering.program.fresh("STARTS"), length, stretching, needed);
        lowering.program.tables.add(starts);
        return starts;
    }

    private Term scaled(Form.Repeat repeat, Term value, Term cycle) {
        double g = repeat.scaling();
        return g == 1 ? value : Term.times(value, lowering.power(g, cycle));
    }
}
