package dev.anneal.training;

/** Writes a course into an optimizer: all of it, or what was there before. */
final class Writing {

    private final OptimizerSink sink;

    Writing(OptimizerSink sink) {
        this.sink = sink;
    }

    /** For the first time. */
    void begin(Course course) {
        for (int i = 0; i < course.count(); i++) {
            write(course.slot(i), course.ahead()[i]);
        }
    }

    /** Writes what a course has looked at; should the optimizer fail, what was present is written back. */
    void change(Course present, Course next) {
        int reached = 0;
        try {
            for (; reached < next.count(); reached++) {
                write(next.slot(reached), next.ahead()[reached]);
            }
        } catch (RuntimeException | Error e) {
            writeBack(present, Math.min(reached + 1, present.count()), e);
            throw e;
        }
    }

    private void writeBack(Course present, int count, Throwable failure) {
        try {
            for (int i = 0; i < count; i++) {
                write(present.slot(i), present.values()[i]);
            }
        } catch (RuntimeException | Error again) {
            if (again != failure) {
                failure.addSuppressed(again);
            }
        }
    }

    private void write(Slot slot, double value) {
        sink.set(slot.group(), slot.target().hyperparameter(), value);
    }
}
