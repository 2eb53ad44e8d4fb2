package dev.anneal.plot;

import dev.anneal.Schedule;

/** A named line of a figure. */
record Series(String name, Source source, Side side, Weight weight) {

    /** The axis that a series is drawn on. */
    enum Side {
        LEFT,
        RIGHT
    }

    /** How much a series catches the eye. */
    enum Weight {
        FULL,
        /** Thin and light: what is behind the others. */
        PALE
    }

    /** What is drawn. */
    sealed interface Source {
        Line line(Range range, int columns);
    }

    record Curve(Schedule schedule) implements Source {
        @Override
        public Line line(Range range, int columns) {
            return Sampler.of(schedule, range, columns);
        }
    }

    /** Recorded values. */
    record Rows(Line all) implements Source {
        @Override
        public Line line(Range range, int columns) {
            return Thinning.of(all, range, columns);
        }
    }
}
