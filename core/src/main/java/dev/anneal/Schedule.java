package dev.anneal;

import dev.anneal.notation.Numerals;
import java.util.function.DoubleBinaryOperator;
import java.util.function.DoubleUnaryOperator;

/**
 * A value that changes in time: an immutable, pure function of the number of completed updates.
 *
 * <pre>{@code
 * Schedule lr   = linear(0, 3e-4, 2_000).then(cosine(3e-4, 0, 98_000));        // warmup, then cosine decay
 * Schedule sgdr = cosine(0.1, 0, 10).repeat(stretching(2));                    // warm restarts, without end
 * Schedule wsd  = linear(0, 1, 0.06).then(hold(1, 0.74)).then(linear(1, 0, 0.2)).stretched(totalSteps).times(6e-4);
 * Schedule ms   = multiStep(0.1, 0.1, 30, 60, 80).times(linear(0.01, 1, 5)).stretched(stepsPerEpoch);
 * }</pre>
 *
 * <h2>Time</h2>
 *
 * <p>Time is counted from 0: {@code at(0)} is what the first update uses, {@code at(k)} what is used when k updates have been
 * completed. It is a {@code double}, so that parts may start between updates. Every interval is half-open: a part that
 * lasts 10 answers for 0 ≤ t &lt; 10. From its {@link #length} on, a schedule holds its end value.
 *
 * <p>A schedule does not know its unit. {@link #stretched} is a change of unit: one written in epochs becomes one in
 * updates with {@code stretched(stepsPerEpoch)}, one written in fractions of the run with {@code stretched(totalSteps)}.
 *
 * <h2>What doubles allow</h2>
 *
 * <p>Products, starts and restarts that come within 1e-12, relatively, of a whole number p ≥ 1 are that number, so that
 * 29 % of 100 updates are 29. Ramps meet both of their ends bit for bit.
 *
 * <h2>Text</h2>
 *
 * <p>{@link #toString} gives the schedule in the notation, and {@link #parse} reads it back: {@code
 * parse(s.toString()).equals(s)}. Schedules made of Java functions ({@link #of}, {@link #iterate(double, int,
 * DoubleBinaryOperator)}, curves of one's own) print as {@code custom} and cannot be read back.
 *
 * <p>Schedules may be shared between threads. {@link #at} allocates nothing.
 */
public sealed interface Schedule permits Node {

    /**
     * The value at a time.
     *
     * @param t the number of completed updates (or whatever unit the schedule is written in); finite and &gt;= 0
     * @return the value in force then
     * @throws IllegalArgumentException if t is out of its range
     */
    double at(double t);

    /**
     * The value just before a time: the limit from the left. It differs from {@link #at} only where the value jumps; a
     * figure needs both to draw the jump.
     *
     * @param t a time; finite and &gt;= 0
     * @return the left limit there; {@code at(0)} for t = 0
     * @throws IllegalArgumentException if t is out of its range
     */
    double before(double t);

    /**
     * The time from which on the value is fixed, and at which {@link #then} starts the next part.
     *
     * @return the length; &gt;= 0, and infinite for a schedule that never comes to rest
     */
    double length();

    /**
     * The first time after t at which the value or the slope may jump. Where a bound of {@link #min}, {@link #max}, {@link
     * #atLeast} or {@link #atMost} starts or ceases to bind, the slope changes without a knot; a value never jumps without
     * one. Java functions and expressions have no knots of their own.
     *
     * @param t a time; finite and &gt;= 0
     * @return a time &gt; t, or infinity if there is none
     * @throws IllegalArgumentException if t is out of its range
     */
    double nextKnot(double t);

    /**
     * The name of the part that is in force, for people who follow a run: {@code warmup} for a first part that rises and what
     * rises beside a longer schedule, {@code cycle 2} for the second cycle of a {@link #repeat}, {@code milestone 1} after the
     * first one of {@link #multiStep}, {@code hold} where a ramp is over, else the word of the notation, as {@code linear}. A
     * name changes at a {@linkplain #nextKnot knot}; where a bound binds, the name stays that of what is bounded.
     *
     * @param t a time; finite and &gt;= 0
     * @return the name
     * @throws IllegalArgumentException if t is out of its range
     */
    String phase(double t);

    /**
     * This schedule in another unit of time: {@code stretched(k).at(k·t)} is {@code at(t)}, within 1e-12, unless k·t lies
     * within 1e-12·t of a knot. Lengths are multiplied, never times divided, so that knots stay on whole numbers.
     *
     * <p>length: k · length()
     *
     * @param factor how many new units make an old one, as steps per epoch; finite and &gt; 0
     * @return the stretched schedule
     * @throws IllegalArgumentException if the factor is out of its range, a length would overflow or vanish, or two times of
     *     a table would become one
     */
    Schedule stretched(double factor);

    /**
     * Many values at once: {@code into[i]} becomes {@code at(from + i·step)}, bit for bit, at a fraction of the time that
     * single calls take.
     *
     * @param from the time of the first value; finite and &gt;= 0
     * @param step the time from each value to the next; finite and &gt;= 0
     * @param into where the values go
     * @throws IllegalArgumentException if a time is out of its range
     */
    default void fill(double from, double step, double[] into) {
        Check.time(from);
        Check.length("step", step);
        if (into.length > 0) {
            Check.time(from + (into.length - 1) * step);
        }
        for (int start = 0; start < into.length; start += Time.BLOCK) {
            int stop = Math.min(into.length, start + Time.BLOCK);
            Time.count(from, step, into, start, stop);
            node(this).apply(into, start, stop);
        }
    }

    // ---------------------------------------------------------------------------------------------------- leaves

    /**
     * One value for all time.
     *
     * <p>at: value. length: 0. To hold a value for a while, as a part of a sequence, use {@link #hold}.
     *
     * @param value the value; finite
     * @return the schedule
     * @throws IllegalArgumentException if the value is not finite
     */
    static Schedule constant(double value) {
        return new Constant(Check.finite("value", value));
    }

    /**
     * One value for some time, and then on.
     *
     * <p>at: value. length: length.
     *
     * @param value the value; finite
     * @param length for how long; finite and &gt;= 0
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule hold(double value, double length) {
        return new Hold(Check.finite("value", value), Check.length("length", length));
    }

    /**
     * A straight ramp.
     *
     * <p>at: from + (to - from) · t/length. length: length.
     *
     * @param from the value at time 0; finite
     * @param to the value at {@code length}, and from then on; finite
     * @param length how long the ramp lasts; finite and &gt;= 0, where 0 means to be at the end already
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule linear(double from, double to, double length) {
        return ramp(from, to, length, Curve.linear());
    }

    /**
     * A ramp along half a cosine wave (cosine annealing, Loshchilov and Hutter, arXiv 1608.03983).
     *
     * <p>at: to + (from - to) · (1 + cos(π t/length))/2. length: length.
     *
     * @param from the value at time 0; finite
     * @param to the value at {@code length}, and from then on; finite
     * @param length how long the ramp lasts; finite and &gt;= 0
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule cosine(double from, double to, double length) {
        return ramp(from, to, length, Curve.cosine());
    }

    /**
     * Polynomial decay, as the frameworks have it; the same as {@code ramp(from, to, length, power(power).reversed())}.
     *
     * <p>at: to + (from - to) · (1 - t/length)<sup>power</sup>. length: length.
     *
     * @param from the value at time 0; finite
     * @param to the value at {@code length}, and from then on; finite
     * @param length how long the ramp lasts; finite and &gt;= 0
     * @param power the exponent; finite and &gt; 0
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule polynomial(double from, double to, double length, double power) {
        return ramp(from, to, length, Curve.power(power).reversed());
    }

    /**
     * A ramp by equal factors in equal times: straight on a logarithmic axis.
     *
     * <p>at: from · (to/from)<sup>t/length</sup>. length: length.
     *
     * @param from the value at time 0; finite and not 0
     * @param to the value at {@code length}, and from then on; finite, not 0, and of the sign of {@code from}
     * @param length how long the ramp lasts; finite and &gt;= 0
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule geometric(double from, double to, double length) {
        double factor = to / from;
        if (!(factor > 0 && factor < Double.POSITIVE_INFINITY)) {
            throw Check.broken(
                    "from and to",
                    "be finite, not 0, of one sign, and have a quotient that doubles can tell",
                    Numerals.text(from) + " and " + Numerals.text(to));
        }
        return ramp(from, to, length, Curve.geometric());
    }

    /**
     * A ramp along any curve.
     *
     * <p>at: curve.between(from, to, t/length). length: length.
     *
     * @param from the value at time 0; finite
     * @param to the value at {@code length}, and from then on; finite
     * @param length how long the ramp lasts; finite and &gt;= 0
     * @param curve the way between
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range, or the curve does not lead from one end to the
     *     other within 1e-9
     */
    static Schedule ramp(double from, double to, double length, Curve curve) {
        return Ramp.of(Check.finite("from", from), Check.finite("to", to), Check.length("length", length), curve);
    }

    /**
     * Exponential decay, or growth, without end.
     *
     * <p>at: initial · gamma<sup>t</sup>. length: infinite.
     *
     * @param initial the value at time 0; finite
     * @param gamma the factor for each unit of time; finite and &gt;= 0
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule exponential(double initial, double gamma) {
        return exponential(initial, gamma, 1);
    }

    /**
     * Exponential decay, or growth, without end. With {@code .staircase(unit)} it is the step decay of the frameworks.
     *
     * <p>at: initial · gamma<sup>t/unit</sup>. length: infinite.
     *
     * @param initial the value at time 0; finite
     * @param gamma the factor for each {@code unit}; finite and &gt;= 0
     * @param unit the time in which gamma applies once; finite and &gt; 0
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule exponential(double initial, double gamma, double unit) {
        return new Exponential(
                Check.finite("initial", initial), Check.length("gamma", gamma), Check.positive("unit", unit));
    }

    /**
     * Inverse-time decay.
     *
     * <p>at: initial / (1 + rate · t). length: infinite.
     *
     * @param initial the value at time 0; finite
     * @param rate how fast it decays; finite and &gt;= 0
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule inverseTime(double initial, double rate) {
        return inverseTime(initial, rate, 1, 1);
    }

    /**
     * A power law of time.
     *
     * <p>at: initial / (1 + rate · t/unit)<sup>power</sup>. length: infinite.
     *
     * @param initial the value at time 0; finite
     * @param rate how fast it decays; finite and &gt;= 0
     * @param unit what the time is counted in; finite and &gt; 0
     * @param power the exponent; finite
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule inverseTime(double initial, double rate, double unit, double power) {
        return new InverseTime(
                Check.finite("initial", initial),
                Check.length("rate", rate),
                Check.positive("unit", unit),
                Check.finite("power", power));
    }

    /**
     * Inverse square-root decay. After a warmup of w updates, {@code linear(0, p, w).then(inverseSqrt(p, w))} is the schedule
     * of the Transformer (Vaswani et al., arXiv 1706.03762).
     *
     * <p>at: initial / √(1 + t/unit). length: infinite.
     *
     * @param initial the value at time 0; finite
     * @param unit the time in which the value falls by the first √2; finite and &gt; 0
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule inverseSqrt(double initial, double unit) {
        return inverseTime(initial, 1, unit, 0.5);
    }

    /**
     * A value that is multiplied at milestones; the new value holds from the milestone on.
     *
     * <p>at: initial · gamma<sup>n</sup>, n the number of milestones ≤ t. length: the last milestone.
     *
     * @param initial the value before the first milestone; finite
     * @param gamma the factor at each milestone; finite
     * @param milestones the times; at least one, finite, &gt;= 0, and none before its predecessor; equal ones count twice
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule multiStep(double initial, double gamma, double... milestones) {
        if (milestones.length == 0) {
            throw Check.broken("milestones", "be at least one", "none");
        }
        double[] copy = milestones.clone();
        for (int i = 0; i < copy.length; i++) {
            copy[i] = Check.length("milestone", copy[i]);
            if (i > 0 && copy[i] < copy[i - 1]) {
                throw Check.broken(
                        "milestones", "not fall", Numerals.text(copy[i - 1]) + " before " + Numerals.text(copy[i]));
            }
        }
        return MultiStep.of(Check.finite("initial", initial), Check.finite("gamma", gamma), copy);
    }

    /**
     * Given values, each held from its start on.
     *
     * <p>at: values[i] for starts[i] ≤ t &lt; starts[i + 1]. length: the last start. In the notation a dictionary: {@code
     * piecewise({0: 0.1, 30: 0.01})}.
     *
     * @param starts the times; the first is 0, and they rise
     * @param values the values, as many as starts; finite
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule piecewise(double[] starts, double[] values) {
        Check.table("piecewise", starts, values);
        return new Piecewise(Check.withoutNegativeZero(starts), Check.withoutNegativeZero(values));
    }

    /**
     * Values that are met at given times, with straight lines between them.
     *
     * <p>at: values[i] at times[i], straight between. length: the last time. In the notation a dictionary: {@code
     * interpolate({0: 0, 5: 0.1, 90: 0})}.
     *
     * @param times the times; the first is 0, and they rise
     * @param values the values, as many as times; finite
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range
     */
    static Schedule interpolate(double[] times, double[] values) {
        return interpolate(times, values, Curve.linear());
    }

    /**
     * Values that are met at given times, with a curve between each two of them.
     *
     * <p>at: values[i] at times[i], the curve between. length: the last time.
     *
     * @param times the times; the first is 0, and they rise
     * @param values the values, as many as times; finite
     * @param curve the way between two values
     * @return the schedule
     * @throws IllegalArgumentException if an argument is out of its range, or the curve does not lead from each value to the
     *     next
     */
    static Schedule interpolate(double[] times, double[] values, Curve curve) {
        Check.table("interpolate", times, values);
        return Interpolation.of(Check.withoutNegativeZero(times), Check.withoutNegativeZero(values), curve);
    }

    /**
     * An expression of time, without end.
     *
     * <p>at: the expression's value. length: infinite. An expression that divides by zero, or leaves the real numbers, gives
     * an infinity or NaN at that time.
     *
     * @param lambda the text of a lambda with one parameter, as {@code t -> 0.1 / (1 + 0.01 * t)}
     * @return the schedule
     * @throws IllegalArgumentException if the text is no such lambda, or its value at 0 is not finite
     */
    static Schedule formula(String lambda) {
        return Formula.of(Formulas.read(lambda), Double.POSITIVE_INFINITY);
    }

    /**
     * An expression of time, up to a length.
     *
     * <p>at: the expression's value at min(t, length). length: length.
     *
     * @param lambda the text of a lambda with one parameter
     * @param length the time from which on the value is held; finite and &gt;= 0
     * @return the schedule
     * @throws IllegalArgumentException if the text is no such lambda, or its value at 0 or at the length is not finite
     */
    static Schedule formula(String lambda, double length) {
        return Formula.of(Formulas.read(lambda), Check.length("length", length));
    }

    /**
     * Values of which each follows from the one before: x<sub>0</sub> = seed, x<sub>k</sub> = next(k, x<sub>k-1</sub>). A
     * rule that looks at the present rate is written this way.
     *
     * <p>at: x<sub>⌊t⌋</sub>. length: n, after which x<sub>n-1</sub> is held. It costs n doubles.
     *
     * @param seed the value at time 0; finite
     * @param n how many values; in [1, 10,000,000]
     * @param next the value at a whole time k &gt;= 1, from k and the value at k - 1; pure
     * @return the schedule, which prints as {@code custom}
     * @throws IllegalArgumentException if an argument is out of its range, or a value is not finite
     */
    static Schedule iterate(double seed, int n, DoubleBinaryOperator next) {
        return Iteration.of(seed, n, next, next);
    }

    /**
     * A Java function of time. It has no text; two such schedules are equal if their function is the same object.
     *
     * <p>at: function(min(t, length)). length: length.
     *
     * @param function a pure function
     * @param length the time from which on its value is held; &gt;= 0, may be infinite
     * @return the schedule, which prints as {@code custom}
     * @throws IllegalArgumentException if the length is negative or NaN, or the value at 0 or at a finite length is not
     *     finite
     */
    static Schedule of(DoubleUnaryOperator function, double length) {
        if (!(length >= 0)) {
            throw Check.broken("length", "be >= 0", length);
        }
        return Formula.of(function, length + 0.0);
    }

    // ---------------------------------------------------------------------------------------------------- in time

    /**
     * This schedule, and after its length another one, whose own time starts there.
     *
     * <p>at: at(t) for t &lt; length(), else next.at(t - length()). length: the sum. A part of length 0 is skipped, unless it
     * is the last: then its value is held. {@code a.then(b).then(c)} equals {@code a.then(b.then(c))}.
     *
     * @param next what follows
     * @return the sequence
     * @throws IllegalArgumentException if this schedule has no end, or ends in a {@link #constant}, which would be lost, or
     *     the lengths add up to more than doubles hold
     */
    default Schedule then(Schedule next) {
        Node self = node(this);
        if (self.length() == Double.POSITIVE_INFINITY) {
            throw Check.broken("what then() follows", "have an end; until(n) gives it one", this);
        }
        Node last = self instanceof Sequence sequence ? sequence.last() : self;
        if ((last instanceof Scaled scaled ? scaled.part() : last) instanceof Constant) {
            throw Check.broken("what then() follows", "last; hold(value, length) does, a constant has length 0", last);
        }
        return Sequence.join(self, node(next));
    }

    /**
     * This schedule for exactly n: longer ones are cut, shorter ones held. It ends with its left limit, so that a restart
     * exactly at n is not held for ever.
     *
     * <p>at: at(t) for t &lt; n, else before(n). length: n.
     *
     * @param n how long; finite and &gt;= 0
     * @return the schedule
     * @throws IllegalArgumentException if n is out of its range
     */
    default Schedule until(double n) {
        return new Until(node(this), Check.length("n", n));
    }

    /**
     * This schedule from n on. {@code s.until(n).then(s.skip(n))} is s, at whole times and n bit for bit.
     *
     * <p>at: at(t + n). length: max(0, length() - n).
     *
     * @param n how much to leave out; finite and &gt;= 0
     * @return the schedule
     * @throws IllegalArgumentException if n is out of its range
     */
    default Schedule skip(double n) {
        return Skip.of(node(this), Check.length("n", n));
    }

    /**
     * This schedule over and over, without end.
     *
     * <p>at: at(t mod length()). length: infinite.
     *
     * @return the schedule
     * @throws IllegalArgumentException if the length of this schedule is 0 or infinite
     */
    default Schedule repeat() {
        return repeat(Evolution.NONE);
    }

    /**
     * This schedule n times.
     *
     * <p>at: at(t mod length()) for t &lt; n · length(), then the end value. length: n · length().
     *
     * @param n how many times; &gt;= 1
     * @return the schedule
     * @throws IllegalArgumentException if n &lt; 1, or the length of this schedule is 0 or infinite
     */
    default Schedule repeat(int n) {
        return repeat(n, Evolution.NONE);
    }

    /**
     * This schedule over and over, without end, each cycle longer or lower than the one before: warm restarts.
     *
     * <p>With k the stretching and g the scaling, cycle i starts at L·(k<sup>i</sup> - 1)/(k - 1), and at:
     * g<sup>i</sup> · at((t - start)/k<sup>i</sup>). length: infinite. Any t is as quick as t = 1.
     *
     * @param evolution what changes from cycle to cycle; stretching &gt;= 1 and |scaling| ≤ 1
     * @return the schedule
     * @throws IllegalArgumentException if the length of this schedule is 0 or infinite, or the cycles would shrink in time or
     *     grow in value for ever
     */
    default Schedule repeat(Evolution evolution) {
        return Repeat.of(node(this), Double.POSITIVE_INFINITY, evolution);
    }

    /**
     * This schedule n times, each cycle longer or shorter, higher or lower than the one before.
     *
     * <p>at: as in {@link #repeat(Evolution)}, then the end value of the last cycle. length: L·(k<sup>n</sup> - 1)/(k - 1).
     *
     * @param n how many cycles; &gt;= 1
     * @param evolution what changes from cycle to cycle
     * @return the schedule
     * @throws IllegalArgumentException if n &lt; 1, the length of this schedule is 0 or infinite, or the last cycle gets too
     *     short or too long for doubles
     */
    default Schedule repeat(int n, Evolution evolution) {
        return Repeat.of(node(this), n, evolution);
    }

    /**
     * This schedule sampled at the multiples of a period, each value held until the next one: {@code staircase(1)} on a
     * schedule in epochs changes once an epoch.
     *
     * <p>at: at(period · ⌊t/period⌋), the quotient being exact: ⌊27/2.7⌋ is 9, because the double 2.7 is a bit more than
     * that. From length() on the end value. length: length().
     *
     * @param period the time between samples; finite and &gt; 0
     * @return the schedule
     * @throws IllegalArgumentException if the period is out of its range
     */
    default Schedule staircase(double period) {
        return new Staircase(node(this), Check.positive("period", period), 1);
    }

    // ---------------------------------------------------------------------------------------------------- in value

    /**
     * This schedule times a number.
     *
     * <p>at: at(t) · factor. length: length().
     *
     * @param factor the factor; finite
     * @return the product
     * @throws IllegalArgumentException if the factor is not finite
     */
    default Schedule times(double factor) {
        return times(new Constant(Check.finite("factor", factor)));
    }

    /**
     * The product of two schedules at the same time, as of a base rate and a warmup from 0 to 1.
     *
     * <p>at: at(t) · other.at(t). length: the longer one.
     *
     * @param other the other factor
     * @return the product
     */
    default Schedule times(Schedule other) {
        return Pointwise.of(Pointwise.Operation.TIMES, node(this), node(other));
    }

    /**
     * This rate, found with {@code reference} samples an update, for {@code batch} samples an update; linear. Nothing is
     * scaled unless it is asked for.
     *
     * <p>at: at(t) · batch / reference. length: length().
     *
     * @param batch the samples of an update: those of all workers and micro-batches; finite and &gt; 0
     * @param reference the samples of an update for which the rate was found; finite and &gt; 0
     * @return the schedule, which prints as {@code scaledFor}
     * @throws IllegalArgumentException if an argument is out of its range, or their quotient is
     */
    default Schedule scaledFor(double batch, double reference) {
        return scaledFor(batch, reference, BatchScaling.LINEAR);
    }

    /**
     * This rate, found with {@code reference} samples an update, for {@code batch} samples an update.
     *
     * <p>at: at(t) · scaling.factor(batch, reference). length: length().
     *
     * @param batch the samples of an update: those of all workers and micro-batches; finite and &gt; 0
     * @param reference the samples of an update for which the rate was found; finite and &gt; 0
     * @param scaling linear, or by the square root
     * @return the schedule, which prints as {@code scaledFor}
     * @throws IllegalArgumentException if an argument is out of its range, or their quotient is
     */
    default Schedule scaledFor(double batch, double reference, BatchScaling scaling) {
        return Scaled.of(node(this), batch, reference, scaling);
    }

    /**
     * This schedule plus a number.
     *
     * <p>at: at(t) + summand. length: length().
     *
     * @param summand the summand; finite
     * @return the sum
     * @throws IllegalArgumentException if the summand is not finite
     */
    default Schedule plus(double summand) {
        return plus(new Constant(Check.finite("summand", summand)));
    }

    /**
     * The sum of two schedules at the same time.
     *
     * <p>at: at(t) + other.at(t). length: the longer one.
     *
     * @param other the other summand
     * @return the sum
     */
    default Schedule plus(Schedule other) {
        return Pointwise.of(Pointwise.Operation.PLUS, node(this), node(other));
    }

    /**
     * This schedule with a floor.
     *
     * <p>at: max(at(t), floor). length: length().
     *
     * @param floor the least value; finite
     * @return the schedule
     * @throws IllegalArgumentException if the floor is not finite
     */
    default Schedule atLeast(double floor) {
        return max(new Constant(Check.finite("floor", floor)));
    }

    /**
     * This schedule with a ceiling.
     *
     * <p>at: min(at(t), ceiling). length: length().
     *
     * @param ceiling the greatest value; finite
     * @return the schedule
     * @throws IllegalArgumentException if the ceiling is not finite
     */
    default Schedule atMost(double ceiling) {
        return min(new Constant(Check.finite("ceiling", ceiling)));
    }

    /**
     * The lower of two schedules at each time.
     *
     * <p>at: min(at(t), other.at(t)). length: the longer one.
     *
     * @param other the other one
     * @return the schedule
     */
    default Schedule min(Schedule other) {
        return Pointwise.of(Pointwise.Operation.MIN, node(this), node(other));
    }

    /**
     * The higher of two schedules at each time.
     *
     * <p>at: max(at(t), other.at(t)). length: the longer one.
     *
     * @param other the other one
     * @return the schedule
     */
    default Schedule max(Schedule other) {
        return Pointwise.of(Pointwise.Operation.MAX, node(this), node(other));
    }

    // ---------------------------------------------------------------------------------------------------- text

    /**
     * Reads a schedule in the notation.
     *
     * @param text the text, as {@code linear(0, 0.1, 500).then(cosine(0.1, 0, 9500))}
     * @return the schedule
     * @throws dev.anneal.notation.NotationException if the text is no schedule; its message shows the place with a caret
     */
    static Schedule parse(String text) {
        return parse(text, Horizon.UNKNOWN);
    }

    /**
     * Reads a schedule in the notation, with the names that the horizon binds: {@code total}, {@code epoch} and more. They
     * become numbers: {@code cosine(0.1, 0, total)} over 500 steps equals {@code cosine(0.1, 0, 500)}.
     *
     * @param text the text
     * @param horizon what is known of the run
     * @return the schedule
     * @throws dev.anneal.notation.NotationException if the text is no schedule, or has a name that the horizon does not bind
     */
    static Schedule parse(String text, Horizon horizon) {
        return Reader.of(text, horizon).schedule();
    }

    /**
     * The schedule in the notation.
     *
     * @return its canonical text, which {@link #parse} reads back
     */
    @Override
    String toString();

    private static Node node(Schedule schedule) {
        return (Node) schedule;
    }
}
