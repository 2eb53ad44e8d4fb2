package dev.anneal;

import dev.anneal.notation.Numerals;
import java.util.Arrays;
import java.util.stream.IntStream;

record MultiStep(double initial, double gamma, Piecewise table) implements Node {

    static MultiStep of(double initial, double gamma, double[] milestones) {
        double[] starts = new double[milestones.length + 1];
        double[] values = new double[milestones.length + 1];
        Arrays.setAll(values, i -> i == 0 ? initial : initial * Math.pow(gamma, i));
        Check.finite("value after the last milestone", values[milestones.length]);
        System.arraycopy(milestones, 0, starts, 1, milestones.length);
        return new MultiStep(initial, gamma, new Piecewise(starts, values));
    }

    @Override
    public double value(double t) {
        return table.value(t);
    }

    @Override
    public double valueBefore(double t) {
        return table.valueBefore(t);
    }

    @Override
    public double length() {
        return table.length();
    }

    @Override
    public double knotAfter(double t) {
        return table.knotAfter(t);
    }

    @Override
    public String name(double t) {
        return table.name("multiStep", t);
    }

    @Override
    public Node stretched(double factor) {
        Check.positive("factor", factor);
        double[] moved = IntStream.range(1, table.count())
                .mapToDouble(i -> Time.scaled("milestone", table.start(i), factor))
                .toArray();
        return of(initial, gamma, moved);
    }

    @Override
    public void apply(double[] x, int from, int to) {
        table.apply(x, from, to);
    }

    @Override
    public int size() {
        return table.size();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("multiStep(");
        text.append(Numerals.text(initial)).append(", ").append(Numerals.text(gamma));
        for (int i = 1; i < table.count(); i++) {
            text.append(", ").append(Numerals.text(table.start(i)));
        }
        return text.append(')').toString();
    }
}
