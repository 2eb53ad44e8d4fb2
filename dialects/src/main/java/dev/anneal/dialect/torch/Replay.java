package dev.anneal.dialect.torch;

import dev.anneal.Schedule;
import dev.anneal.dialect.StepTable;
import java.util.List;

/**
 * Torch's schedulers as the objects that they are, one step after another: for composites whose parts act on what the others
 * left. Every parameter group goes through it by itself, because none looks at another.
 */
final class Replay {

    private Replay() {}

    /** What torch keeps in a parameter group. */
    static final class Settings {
        double lr;
        double initial = Double.NaN;
        double most;
        double least;
        double momentum = Double.NaN;
        double mostMomentum;
        double leastMomentum;
        double swa;

        Settings(double lr) {
            this.lr = lr;
        }
    }

    /** A scheduler, or several in one. */
    sealed interface Part permits Leaf, Chain, Sequence {
        /** The constructor's work. */
        void start(Settings group);

        /** {@code _initial_step}. */
        void startStepping(Settings group);

        /** {@code step}. */
        void step(Settings group);

        /** {@code _update_lr(0)}. */
        void enter(Settings group);

        /** {@code recursive_undo}. */
        void undo();
    }

    /** One scheduler. */
    static final class Leaf implements Part {
        private final Rule.Model model;
        double base;
        double epoch = -1;
        /** The steps since its own clock was at 0. */
        double clock = -1;

        int count;
        boolean initial;

        Leaf(Rule rule) {
            this.model = rule.model();
        }

        @Override
        public void start(Settings group) {
            model.prepares().accept(group);
            if (Double.isNaN(group.initial)) {
                group.initial = group.lr;
            }
            base = group.initial;
            startStepping(group);
            if (!Double.isNaN(model.rebased())) {
                base = model.rebased();
            }
        }

        @Override
        public void startStepping(Settings group) {
            count = 0;
            initial = true;
            step(group);
            initial = false;
        }

        @Override
        public void step(Settings group) {
            boolean restarts = model.restarts() && epoch < 0;
            count++;
            epoch = restarts ? 0 : epoch + 1;
            clock = restarts ? 0 : clock + 1;
            group.lr = model.next().next(this, group);
        }

        @Override
        public void enter(Settings group) {
            epoch = 0;
            Rule.Recursion closed = model.closed();
            group.lr = (closed == null ? model.next() : closed).next(this, group);
        }

        @Override
        public void undo() {
            epoch--;
        }
    }

    /** {@code ChainedScheduler}. */
    record Chain(List<Part> parts) implements Part {
        @Override
        public void start(Settings group) {
            // the parts have made themselves before
        }

        @Override
        public void startStepping(Settings group) {
            step(group);
        }

        @Override
        public void step(Settings group) {
            parts.forEach(part -> part.step(group));
        }

        @Override
        public void enter(Settings group) {
            throw new UnsupportedOperationException("ChainedScheduler");
        }

        @Override
        public void undo() {
            parts.forEach(Part::undo);
        }
    }

    /** {@code SequentialLR}. */
    static final class Sequence implements Part {
        private final List<Part> parts;
        private final double[] milestones;
        private double epoch;

        Sequence(List<Part> parts, double[] milestones, double epoch) {
            this.parts = parts;
            this.milestones = milestones;
            this.epoch = epoch;
        }

        @Override
        public void start(Settings group) {
            group.lr = group.initial;
            undo();
            parts.get(indexAt(milestones, 0)).startStepping(group);
        }

        @Override
        public void startStepping(Settings group) {
            step(group);
        }

        @Override
        public void step(Settings group) {
            epoch++;
            int index = indexAt(milestones, epoch);
            if (index > 0 && milestones[index - 1] == epoch) {
                parts.get(index).enter(group);
            } else {
                parts.get(index).step(group);
            }
        }

        @Override
        public void enter(Settings group) {
            throw new UnsupportedOperationException("SequentialLR");
        }

        @Override
        public void undo() {
            parts.forEach(Part::undo);
        }
    }

    /** Python's {@code bisect_right}, which has its own answer where the milestones do not rise. */
    static int indexAt(double[] milestones, double epoch) {
        int low = 0;
        int high = milestones.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (epoch < milestones[middle]) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** Rates and momenta at whole steps; shorter than the run where torch itself stops, and then the reason is told. */
    record Run(Schedule rate, Schedule momentum, String stopped) {}

    /**
     * Goes through a run.
     *
     * @param made the schedulers in the order in which their constructors are called
     * @param top the one that is stepped
     * @param group the parameter group
     * @param steps how often to step
     */
    static Run of(List<Part> made, Part top, Settings group, int steps) {
        made.forEach(part -> part.start(group));
        StepTable rates = new StepTable();
        StepTable momenta = new StepTable();
        add(rates, momenta, 0, group);
        String stopped = "";
        for (int t = 1; t <= steps; t++) {
            try {
                top.step(group);
                add(rates, momenta, t, group);
            } catch (ArithmeticException e) {
                stopped = "at step " + t + " torch itself " + e.getMessage() + "; the value before is held";
                break;
            }
        }
        return new Run(rates.schedule(), momenta.schedule(), stopped);
    }

    private static void add(StepTable rates, StepTable momenta, int t, Settings group) {
        rates.add(t, group.lr);
        if (!Double.isNaN(group.momentum)) {
            momenta.add(t, group.momentum);
        }
    }
}
