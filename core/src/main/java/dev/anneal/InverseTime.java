package dev.anneal;

import dev.anneal.notation.Numerals;

record InverseTime(double initial, double rate, double unit, double power) implements Node {

    @Override
    public double value(double t) {
        if (initial == 0) {
            return 0;
        }
        double grown = 1 + rate * Math.min(t / unit, Double.MAX_VALUE);
        if (power == 0.5) {
            return initial / Math.sqrt(grown);
        }
        return initial / (power == 1 ? grown : Math.pow(grown, power));
    }

    @Override
    public double length() {
        return Double.POSITIVE_INFINITY;
    }

    @Override
    public String name(double t) {
        return rate == 1 && power == 0.5 ? "inverseSqrt" : "inverseTime";
    }

    @Override
    public Node stretched(double factor) {
        return new InverseTime(initial, rate, Time.scaled("unit", unit, Check.positive("factor", factor)), power);
    }

    @Override
    public String toString() {
        if (rate == 1 && power == 0.5) {
            return "inverseSqrt(" + Numerals.text(initial) + ", " + Numerals.text(unit) + ")";
        }
        String own = "inverseTime(" + Numerals.text(initial) + ", " + Numerals.text(rate);
        if (unit == 1 && power == 1) {
            return own + ")";
        }
        own += ", " + Numerals.text(unit);
        return power == 1 ? own + ")" : own + ", " + Numerals.text(power) + ")";
    }
}
