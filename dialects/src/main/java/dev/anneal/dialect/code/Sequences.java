package dev.anneal.dialect.code;

import static dev.anneal.dialect.code.Term.num;

import dev.anneal.dialect.code.Program.Body;
import dev.anneal.dialect.code.Program.Case;
import dev.anneal.dialect.code.Program.Let;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Parts one after another: a few are told one by one, many of one kind are a table, many of all kinds a tree. */
final class Sequences {

    private static final int BRANCHES = 16;

    private final Lowering lowering;

    Sequences(Lowering lowering) {
        this.lowering = lowering;
    }

    Body body(Form.Sequence sequence, Term.Var t, boolean beforeEnd) {
        boolean many = Lowering.isMany(sequence.parts().size());
        if (many && sequence.ends() && ofOneKind(sequence)) {
            return table(sequence, t, beforeEnd);
        }
        List<Case> cases = new ArrayList<>();
        int last = sequence.parts().size() - 1;
        for (int i = 0; i < last; i++) {
            if (sequence.starts().get(i + 1) > sequence.starts().get(i)) {
                cases.add(part(sequence, i, sequence.starts().get(i + 1), t));
            }
        }
        Form end = sequence.parts().get(last);
        if (!sequence.ends()) {
            Term value = lowering.term(end, Term.minus(t, num(sequence.starts().get(last))), false);
            return tree(new Body(List.of(), cases, value), t);
        }
        Term held = num(sequence.end());
        if (end.length() > 0) {
            Case ending = part(sequence, last, sequence.length(), t);
            if (beforeEnd || ending.value().equals(held)) {
                held = ending.value();
            } else {
                cases.add(ending);
            }
        }
        return tree(new Body(List.of(), cases, held), t);
    }

    private Case part(Form.Sequence sequence, int i, double bound, Term t) {
        Form part = sequence.parts().get(i);
        Term value = lowering.term(part, Term.minus(t, num(sequence.starts().get(i))), true);
        return new Case(bound, value, Lowering.note(part));
    }

    /** Functions of a few cases each, so that no time is compared with all. */
    private Body tree(Body flat, Term.Var t) {
        if (!Lowering.isMany(flat.cases().size())) {
            return flat;
        }
        List<Case> upper = new ArrayList<>();
        List<Case> cases = flat.cases();
        for (int from = 0; from < cases.size(); from += BRANCHES) {
            List<Case> some = cases.subList(from, Math.min(cases.size(), from + BRANCHES));
            Case last = some.get(some.size() - 1);
            Body body = new Body(List.of(), List.copyOf(some.subList(0, some.size() - 1)), last.value());
            String name = lowering.program.fresh("parts");
            lowering.program.functions.add(new Program.Function(name, t, body, false, ""));
            upper.add(new Case(last.bound(), new Term.Apply(name, t), ""));
        }
        return tree(new Body(List.of(), upper, flat.otherwise()), t);
    }

    private static boolean ofOneKind(Form.Sequence sequence) {
        Form.Way way = way(sequence);
        return sequence.parts().stream()
                .allMatch(part -> part instanceof Form.Level
                        || part instanceof Form.Ramp ramp
                                && ramp.way().name().equals(way.name())
                                && Arrays.equals(ramp.way().numbers(), way.numbers())
                                && ramp.way().reversed() == way.reversed()
                                && ramp.way().weight() == null
                                && !way.name().equals("geometric"));
    }

    private static Form.Way way(Form.Sequence sequence) {
        return sequence.parts().stream()
                .filter(Form.Ramp.class::isInstance)
                .map(part -> ((Form.Ramp) part).way())
                .findFirst()
                .orElse(Form.Way.LINEAR);
    }

    private Body table(Form.Sequence sequence, Term.Var t, boolean beforeEnd) {
        List<Form> parts =
                sequence.parts().stream().filter(part -> part.length() > 0).toList();
        double[] starts = new double[parts.size()];
        double[] lengths = new double[parts.size()];
        double[] from = new double[parts.size()];
        double[] to = new double[parts.size()];
        for (int i = 0, j = 0; i < sequence.parts().size(); i++) {
            Form part = sequence.parts().get(i);
            if (part.length() > 0) {
                starts[j] = sequence.starts().get(i);
                lengths[j] = part.length();
                from[j] = part.schedule().at(0);
                to[j++] = part.end();
            }
        }
        String at = lowering.table("STARTS", starts);
        Term.Var i = new Term.Var("i", true);
        boolean whole = Lowering.allWhole(starts) && t.whole();
        Let index = new Let(i, Term.minus(new Term.Passed(at, t), Term.Num.ONE));
        Body body = Lowering.ended(
                sequence, between(sequence, t, i, new double[][] {lengths, from, to}, at, whole), beforeEnd);
        return new Body(List.of(index), body.cases(), body.otherwise());
    }

    private Term between(Form.Sequence sequence, Term t, Term i, double[][] columns, String starts, boolean whole) {
        Term start = new Term.At(lowering.table("BEGINNINGS", columns[1]), i, false);
        if (Arrays.equals(columns[1], columns[2])) {
            return start;
        }
        Term end = new Term.At(lowering.table("ENDS", columns[2]), i, false);
        Term length = new Term.At(lowering.table("LENGTHS", columns[0]), i, false);
        Term progress = Term.over(new Term.Since(t, starts, i, whole), length);
        return lowering.ways.between(start, end, progress, way(sequence));
    }
}
