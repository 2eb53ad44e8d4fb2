package dev.anneal.dialect.ignite;

import dev.anneal.Evolution;
import dev.anneal.Schedule;
import dev.anneal.dialect.Call;
import dev.anneal.dialect.StepTable;
import dev.anneal.notation.Numerals;

/**
 * The cycles of {@code CyclicalScheduler}.
 *
 * @param start the value at the beginning of the first cycle
 * @param end the value at the end of the first way
 * @param size the events of the first cycle
 * @param warmup the events from the end of a cycle to the next
 * @param growth what a cycle multiplies the events of the next with
 * @param starts what a cycle multiplies the start with
 * @param ends what a cycle multiplies the end with
 * @param shape the way of a cycle
 */
record Cyclical(
        double start, double end, double size, double warmup, double growth, double starts, double ends, Shape shape) {

    private static final int MOST_CYCLES = 200;
    private static final int MOST_EVENTS = 1_000_000;

    /** The way of a cycle. */
    enum Shape {
        COSINE,
        LINEAR,
        THERE_AND_BACK;

        Schedule between(double from, double to, double size) {
            if (from == to) {
                return Schedule.hold(from, size);
            }
            return switch (this) {
                case COSINE -> Schedule.cosine(from, to, size);
                case LINEAR -> Schedule.linear(from, to, size);
                case THERE_AND_BACK -> Schedule.linear(from, to, size / 2).then(Schedule.linear(to, from, size / 2));
            };
        }

        double at(double from, double to, double progress) {
            return switch (this) {
                case COSINE -> from + (to - from) / 2 * (1 - Math.cos(Math.PI * progress));
                case LINEAR -> from + (to - from) * progress;
                case THERE_AND_BACK -> to + (from - to) * Math.abs(progress - 0.5) * 2;
            };
        }
    }

    static Cyclical of(Call call) {
        boolean linear = call.entry().name().startsWith("Linear");
        boolean monotonic = linear && call.flag("monotonic");
        if (linear && !monotonic && call.number("warmup_duration") > 0) {
            throw call.value("warmup_duration").refused("be 0 unless monotonic=True");
        }
        return new Cyclical(
                call.number("start_value"),
                call.number("end_value"),
                call.number("cycle_size"),
                call.number("warmup_duration"),
                call.number("cycle_mult"),
                call.number("start_value_mult"),
                call.number("end_value_mult"),
                linear ? monotonic ? Shape.LINEAR : Shape.THERE_AND_BACK : Shape.COSINE);
    }

    Schedule schedule(Call call) {
        boolean whole = size == Math.rint(size) && warmup == Math.rint(warmup) && warmup >= 0;
        if (!whole) {
            return simulated(call);
        }
        boolean stays = next(size) == size && next(warmup) == warmup;
        boolean grows = growth >= 1 && growth == Math.rint(growth);
        boolean fades = Math.abs(starts) <= 1 && Math.abs(ends) <= 1;
        return (stays || grows) && fades ? repeated(stays ? 1 : growth) : unrolled(call);
    }

    /** Python's int() of the product. */
    private double next(double events) {
        double product = events * growth;
        return product < 0 ? Math.ceil(product) : Math.floor(product);
    }

    private Schedule repeated(double stretching) {
        if (starts == ends) {
            return repeated(cycle(start, end, start * starts), stretching, starts);
        }
        // what begins and what ends a cycle change each by itself
        Schedule first = repeated(cycle(1, 0, starts), stretching, starts).times(start);
        Schedule second = repeated(cycle(0, 1, 0), stretching, ends).times(end);
        return start == 0 ? second : end == 0 ? first : first.plus(second);
    }

    private static Schedule repeated(Schedule cycle, double stretching, double scaling) {
        if (stretching == 1 && scaling == 1) {
            return cycle.repeat();
        }
        Evolution evolution = Evolution.stretching(stretching);
        return cycle.repeat(scaling == 1 ? evolution : evolution.scaling(scaling));
    }

    private Schedule cycle(double from, double to, double next) {
        Schedule way = shape.between(from, to, size);
        return warmup == 0 ? way : way.then(to == next ? Schedule.hold(to, warmup) : Schedule.linear(to, next, warmup));
    }

    /** Cycles one after another, as long as the run is. */
    private Schedule unrolled(Call call) {
        double ticks = call.ticks();
        Schedule whole = null;
        Cyclical now = this;
        double time = 0;
        for (int i = 0; i < MOST_CYCLES && now.size >= 1; i++) {
            Schedule cycle = now.cycle(now.start, now.end, now.start * starts);
            whole = whole == null ? cycle : whole.then(cycle);
            time += now.size + now.warmup;
            if (time > ticks) {
                return whole;
            }
            now = new Cyclical(
                    now.start * starts, now.end * ends, next(now.size), next(now.warmup), growth, starts, ends, shape);
        }
        return simulated(call);
    }

    /** Goes from event to event as ignite does. */
    private Schedule simulated(Call call) {
        double ticks = Math.ceil(call.ticks());
        if (ticks > MOST_EVENTS) {
            throw call.error(call.entry().name() + " goes from event to event here, and may do so for at most "
                    + MOST_EVENTS + ", got " + Numerals.text(ticks));
        }
        StepTable table = new StepTable();
        Events events = new Events(this);
        for (int t = 0; t <= ticks; t++) {
            try {
                table.add(t, events.next());
            } catch (ArithmeticException e) {
                if (t == 0) {
                    throw call.error(call.entry().name() + " must have a first value, but ignite " + e.getMessage());
                }
                call.note("at event " + t + " ignite itself " + e.getMessage() + "; the value before is held");
                break;
            }
        }
        call.note(call.entry().name()
                + " has no formula for these arguments, so this is a table of what ignite does, up to" + " event "
                + Numerals.text(ticks));
        return table.schedule();
    }

    /** The state of a scheduler. */
    private static final class Events {
        private final Cyclical by;
        private double event;
        private double start;
        private double end;
        private double size;
        private double warmup;

        Events(Cyclical by) {
            this.by = by;
            this.start = by.start;
            this.end = by.end;
            this.size = by.size;
            this.warmup = by.warmup;
        }

        double next() {
            if (event != 0 && event == size) {
                start *= by.starts;
            }
            if (event != 0 && event == size + warmup) {
                event = 0;
                size = by.next(size);
                warmup = by.next(warmup);
                end *= by.ends;
            }
            double now = event++;
            if (now > size) {
                return end + (start - end) * divide(now - size, warmup);
            }
            return by.shape.at(start, end, divide(now, size));
        }

        private static double divide(double a, double b) {
            if (b == 0) {
                throw new ArithmeticException("divides by zero");
            }
            return a / b;
        }
    }
}
