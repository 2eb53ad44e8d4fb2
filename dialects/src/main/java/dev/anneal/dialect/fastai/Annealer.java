package dev.anneal.dialect.fastai;

import dev.anneal.Curve;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import dev.anneal.notation.Numerals;
import java.util.ArrayList;
import java.util.List;

/** A function of the position in a run, from 0 to 1: what fastai calls a schedule. */
interface Annealer {

    /** How far two numbers that are one may lie apart, relatively. */
    double ROUNDING = 1e-12;

    /** The function over a run of some length, whose end is held. */
    Schedule within(double length);

    /** The same; past the end the function goes on, as it does when it is called with positions beyond 1. */
    Schedule beyond(double length);

    /** What an argument is for a parameter group. */
    static Annealer of(Value value, Groups.One group) {
        if (value.isFunction()) {
            String function = value.function(1, 1).toString();
            return of(
                    length -> Schedule.formula(function, 1).stretched(length),
                    length -> Schedule.formula(function).stretched(length));
        }
        if (value.isList() || value.isNumber()) {
            throw value.refused("be a schedule, as SchedCos(0.1, 0.0)");
        }
        Call call = value.call();
        if (!(call.dialect() instanceof FastAi) || !Annealers.isOne(call.entry().name())) {
            throw value.refused("be a schedule of fastai, as SchedCos(0.1, 0.0)");
        }
        return of(call, group);
    }

    /** What a call of one of the functions that make schedules is for a parameter group. */
    static Annealer of(Call call, Groups.One group) {
        String name = call.entry().name();
        if (name.equals(Annealers.COMBINE)) {
            return combined(call, group);
        }
        if (name.equals(Annealers.COSINES)) {
            double share = call.number("pct");
            double middle = group.number(call.value("middle"));
            List<Annealer> both = List.of(
                    cosine(group.number(call.value("start")), middle), cosine(middle, group.number(call.value("end"))));
            return combined(new double[] {share, 1 - share}, both);
        }
        double start = group.number(call.value("start"));
        double end = group.number(call.value("end"));
        return switch (name) {
            case "SchedLin" -> linear(start, end);
            case "SchedCos" -> cosine(start, end);
            case "SchedExp" -> exponential(call, start, end);
            case "SchedPoly" -> polynomial(start, end, call.number("power"));
            default -> constant(start);
        };
    }

    /** A schedule within its length, and past it. */
    @FunctionalInterface
    interface Over {
        Schedule length(double length);
    }

    private static Annealer of(Over within, Over beyond) {
        return new Annealer() {
            @Override
            public Schedule within(double length) {
                return within.length(length);
            }

            @Override
            public Schedule beyond(double length) {
                return beyond.length(length);
            }
        };
    }

    private static Annealer constant(double value) {
        return of(length -> Schedule.hold(value, length), length -> Schedule.constant(value));
    }

    private static Annealer linear(double start, double end) {
        if (start == end) {
            return constant(start);
        }
        Over within = length -> Schedule.linear(start, end, length);
        return of(
                within,
                length -> within.length(length)
                        .then(Schedule.formula("t -> " + Numerals.text(end) + " + " + Numerals.text(end - start)
                                + " * (t / " + Numerals.text(length) + ")")));
    }

    /** Past its end a cosine comes back, and goes again. */
    static Annealer cosine(double start, double end) {
        if (start == end) {
            return constant(start);
        }
        Over within = length -> Schedule.cosine(start, end, length);
        return of(
                within,
                length -> within.length(length)
                        .then(Schedule.cosine(end, start, length))
                        .repeat());
    }

    private static Annealer exponential(Call call, double start, double end) {
        if (start == 0) {
            throw call.value("start").refused("not be 0");
        }
        return exponential(call.value("end"), start, end);
    }

    /** Equal factors in equal times; {@code place} is where an end of another sign stands. */
    static Annealer exponential(Value place, double start, double end) {
        if (start == end) {
            return constant(start);
        }
        double factor = end / start;
        if (factor < 0) {
            throw place.refused("have the sign of the start: a power of a negative number is none");
        }
        Over beyond = length -> Schedule.exponential(start, factor, length);
        return of(
                length -> factor == 0 ? beyond.length(length).until(length) : Schedule.geometric(start, end, length),
                beyond);
    }

    private static Annealer polynomial(double start, double end, double power) {
        if (start == end || power == 0) {
            return constant(end);
        }
        Over within = length -> power == 1
                ? Schedule.linear(start, end, length)
                : Schedule.ramp(start, end, length, Curve.power(power));
        return of(
                within,
                length -> within.length(length)
                        .then(Schedule.formula("t -> " + Numerals.text(start) + " + " + Numerals.text(end - start)
                                + " * (1 + t / " + Numerals.text(length) + ") ** " + Numerals.text(power))));
    }

    private static Annealer combined(Call call, Groups.One group) {
        double[] shares = call.numbers("pcts");
        List<Value> schedules = call.value("scheds").items();
        double sum = 0;
        for (double share : shares) {
            sum += share;
            if (!(share >= 0)) {
                throw call.value("pcts").refused("all be >= 0");
            }
        }
        if (sum != 1) {
            throw call.value("pcts").refused("add up to exactly 1 (in doubles they are " + Numerals.text(sum) + ")");
        }
        if (schedules.size() < shares.length) {
            throw call.value("scheds").refused("be as many as pcts, " + shares.length);
        }
        if (schedules.size() > shares.length) {
            call.note("combine_scheds: schedules without a share are put aside");
        }
        List<Annealer> parts = new ArrayList<>();
        for (int i = 0; i < shares.length; i++) {
            parts.add(of(schedules.get(i), group));
        }
        return combined(shares, parts);
    }

    /** One after the other; those without a share of the run are passed over. */
    static Annealer combined(double[] shares, List<Annealer> parts) {
        int last = shares.length - 1;
        while (shares[last] == 0) {
            last--;
        }
        int end = last;
        Over within =
                length -> joined(shares, parts, end, length).then(parts.get(end).within(part(shares[end], length)));
        Over beyond =
                length -> joined(shares, parts, end, length).then(parts.get(end).beyond(part(shares[end], length)));
        return of(within, end == shares.length - 1 ? beyond : within);
    }

    /** A share of the run, which is a whole number where only rounding keeps it from that. */
    private static double part(double share, double length) {
        double whole = Math.rint(share * length);
        return Math.abs(share * length - whole) <= ROUNDING * whole ? whole : share * length;
    }

    private static Schedule joined(double[] shares, List<Annealer> parts, int end, double length) {
        Schedule joined = Schedule.hold(0, 0);
        for (int i = 0; i < end; i++) {
            if (shares[i] > 0) {
                joined = joined.then(parts.get(i).within(part(shares[i], length)));
            }
        }
        return joined;
    }
}
