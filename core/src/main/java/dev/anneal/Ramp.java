package dev.anneal;

import dev.anneal.notation.Numerals;

/** A ramp along any curve. Linear and cosine ramps are nodes of their own, because they are most of what is used. */
record Ramp(double from, double to, double length, Curve curve) implements Node {

    /** How far from the ends of a ramp, relatively, a curve may begin and end. */
    static final double END_TOLERANCE = 1e-9;

    static Node of(double from, double to, double length, Curve curve) {
        if (curve.equals(Curve.linear())) {
            return new Linear(from, to, length);
        }
        if (curve.equals(Curve.cosine())) {
            return new Cosine(from, to, length);
        }
        checkEnd(curve, from, to, 0);
        checkEnd(curve, from, to, 1);
        return new Ramp(from, to, length, curve);
    }

    static void checkEnd(Curve curve, double from, double to, double progress) {
        double met = curve.between(from, to, progress);
        double wanted = progress == 0 ? from : to;
        double room = END_TOLERANCE * Math.max(Math.abs(from), Math.abs(to));
        if (!(Math.abs(met - wanted) <= room)) {
            String rule = "lead from " + Numerals.text(from) + " to " + Numerals.text(to);
            throw Check.broken(
                    "curve",
                    rule,
                    Numerals.text(met) + " at progress " + Numerals.text(progress) + " of " + text(curve));
        }
    }

    /** The text of a curve; one of Java code has none. */
    static String text(Curve curve) {
        return curve instanceof Shape || curve instanceof Geometric ? curve.toString() : "custom";
    }

    /** The word of a ramp: its curve's, but that of the notation for the decay of the frameworks. */
    private static String word(Curve curve) {
        String text = text(curve);
        if (text.startsWith("power") && text.endsWith("reversed()")) {
            return "polynomial";
        }
        return text.contains("->") ? "ramp" : text.split("\\W", 2)[0];
    }

    static String arguments(double from, double to, double length) {
        return Numerals.text(from) + ", " + Numerals.text(to) + ", " + Numerals.text(length);
    }

    @Override
    public double value(double t) {
        if (t >= length) {
            return to;
        }
        return t == 0 ? from : curve.between(from, to, t / length);
    }

    @Override
    public String name(double t) {
        return Node.ramp(word(curve), t, length);
    }

    @Override
    public Node stretched(double factor) {
        return new Ramp(from, to, Time.scaled("length", length, Check.positive("factor", factor)), curve);
    }

    @Override
    public String toString() {
        return "ramp(" + arguments(from, to, length) + ", " + text(curve) + ")";
    }
}
