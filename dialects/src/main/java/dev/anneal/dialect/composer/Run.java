package dev.anneal.dialect.composer;

import dev.anneal.dialect.Call;
import dev.anneal.dialect.Value;
import dev.anneal.dialect.composer.Time.Unit;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Numerals;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What schedulers are told of the run.
 *
 * @param call where it is told
 * @param lasts the run's length; empty if it is not known
 * @param ratio what times of schedulers are scaled by
 * @param begins whether it is asked for its first batch only
 */
record Run(Call call, Optional<Time> lasts, double ratio, boolean begins) {

    private static final String LENGTH = "max_duration";
    private static final String SUBSET = "train_subset_num_batches";

    /** The run as it is known beside the text. */
    static Run known(Call call) {
        double ratio = fact(call, "scale_schedule_ratio").orElse(1);
        if (!(ratio > 0)) {
            throw call.error("scale_schedule_ratio must be > 0, got " + Numerals.text(ratio));
        }
        return new Run(call, length(call), ratio, false).scaled();
    }

    /** How long the run is by what is known beside the text. */
    static Optional<Time> length(Call call) {
        String fact = call.horizon().fact(LENGTH);
        if (fact != null) {
            Optional<Time> said = Time.parse(fact).or(() -> Time.parse(fact + "ep"));
            return Optional.of(
                    said.filter(time -> time.unit() != Unit.SECOND && time.value() == Math.rint(time.value()))
                            .orElseThrow(() -> call.error(LENGTH + " must be a time, as 10ep or 200ba, got " + fact)));
        }
        OptionalDouble epochs = fact(call, "epochs");
        if (epochs.isPresent() && epochs.getAsDouble() == Math.rint(epochs.getAsDouble())) {
            return Optional.of(new Time(epochs.getAsDouble(), Unit.EPOCH));
        }
        OptionalDouble steps = call.horizon().steps();
        return steps.isPresent() ? Optional.of(new Time(steps.getAsDouble(), Unit.BATCH)) : Optional.empty();
    }

    private static OptionalDouble fact(Call call, String key) {
        Double number = call.horizon().names().get(key);
        return number == null ? OptionalDouble.empty() : OptionalDouble.of(number);
    }

    /** The same run with its length scaled by the ratio. */
    Run scaled() {
        if (ratio == 1 || lasts.isEmpty()) {
            return new Run(call, lasts, ratio, false);
        }
        Time length = lasts.get();
        double value = whole(length.value() * ratio);
        if (value == 0) {
            throw call.error("scale_schedule_ratio must leave something of max_duration, which is " + length);
        }
        return new Run(call, Optional.of(new Time(value, length.unit())), ratio, false);
    }

    /** The same run for what is not scaled. */
    Run unscaled() {
        return new Run(call, lasts, 1, begins);
    }

    /** A time in batches, samples or tokens. */
    Time time(Value value) {
        Time time = Time.of(value);
        if (time.unit() == Unit.DURATION) {
            Time whole = lasts.orElseThrow(() -> missing("parts of a run need max_duration: give --context "
                    + "max_duration=10ep, or --epochs and --steps-per-epoch"));
            return whole.unit() == Unit.EPOCH
                    ? new Time(whole(time.value() * epoch() * whole.value()), Unit.BATCH)
                    : new Time(whole(time.value() * whole.value()), whole.unit());
        }
        return time.unit() == Unit.EPOCH
                ? new Time(whole(time.value() * epoch() * ratio), Unit.BATCH)
                : new Time(whole(time.value() * ratio), time.unit());
    }

    private static double whole(double number) {
        return (number < 0 ? Math.ceil(number) : Math.floor(number)) + 0.0;
    }

    /** The batches of an epoch. */
    double epoch() {
        OptionalDouble steps = call.horizon().stepsPerEpoch();
        boolean part = call.entry().name().equals("Trainer") && call.number(SUBSET) > 0;
        double whole = part
                ? steps.orElse(Double.POSITIVE_INFINITY)
                : steps.orElseThrow(() -> missing("epochs need their batches: give --steps-per-epoch"));
        return Math.floor(part ? Math.min(whole, call.number(SUBSET)) : whole);
    }

    /** How much of a unit a batch is. */
    double each(Unit unit) {
        return switch (unit) {
            case SAMPLE ->
                fact(call, "batch").orElseThrow(() -> missing("samples need their batch: give --batch"))
                        * fact(call, "workers").orElse(1)
                        * fact(call, "accumulation").orElse(1);
            case TOKEN ->
                fact(call, "tokens_per_batch")
                        .orElseThrow(() -> missing("tokens need their batch: give --context tokens_per_batch=NUMBER"));
            default -> 1;
        };
    }

    /** How many batches the run has; infinite if that is not known. */
    double batches() {
        if (begins) {
            return 1;
        }
        if (lasts.isEmpty()) {
            return call.horizon().steps().orElse(Double.POSITIVE_INFINITY);
        }
        Time length = lasts.get();
        return length.unit() == Unit.EPOCH ? length.value() * epoch() : Math.ceil(length.value() / each(length.unit()));
    }

    /** Refuses a schedule that ends before the run does. */
    void requireCovered(Value value, Time end) {
        if (lasts.isEmpty()) {
            return;
        }
        Time length = lasts.get();
        boolean comparable = end.unit() == length.unit() || end.unit() == Unit.BATCH && length.unit() == Unit.EPOCH;
        double least = end.unit() == length.unit() ? length.value() : length.value() * (comparable ? epoch() : 1);
        if (comparable && !(end.value() >= least)) {
            throw value.refused("not end before the run does: it is " + end + ", and max_duration is " + length);
        }
    }

    private NotationException missing(String what) {
        return call.error(what);
    }
}
