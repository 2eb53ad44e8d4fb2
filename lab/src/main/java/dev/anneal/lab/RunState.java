package dev.anneal.lab;

import dev.anneal.lab.RunResult.Evaluations;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Optional;

/**
 * What a run must remember besides its model.
 *
 * @param settings what it was started with, as text
 * @param scheduler the checkpoint of its scheduler, as text
 * @param lossSum the sum of the losses of the epoch so far
 * @param evaluations the last and the best evaluation
 * @param sizes the bytes of its tables
 */
record RunState(
        String settings, String scheduler, double lossSum, Optional<Evaluations> evaluations, RunFolder.Sizes sizes) {

    void writeTo(DataOutput out) throws IOException {
        RunSettings.write(settings, out);
        RunSettings.write(scheduler, out);
        out.writeDouble(lossSum);
        out.writeBoolean(evaluations.isPresent());
        if (evaluations.isPresent()) {
            write(evaluations.get().last(), out);
            write(evaluations.get().best(), out);
        }
        out.writeLong(sizes.metrics());
        out.writeLong(sizes.evaluations());
        out.writeLong(sizes.events());
    }

    static RunState read(DataInput in) throws IOException {
        return new RunState(RunSettings.read(in), RunSettings.read(in), in.readDouble(), evaluations(in), sizes(in));
    }

    private static Optional<Evaluations> evaluations(DataInput in) throws IOException {
        return in.readBoolean() ? Optional.of(new Evaluations(evaluation(in), evaluation(in))) : Optional.empty();
    }

    private static RunFolder.Sizes sizes(DataInput in) throws IOException {
        return new RunFolder.Sizes(in.readLong(), in.readLong(), in.readLong());
    }

    private static void write(Evaluation evaluation, DataOutput out) throws IOException {
        out.writeDouble(evaluation.loss());
        out.writeDouble(evaluation.accuracy());
    }

    private static Evaluation evaluation(DataInput in) throws IOException {
        return new Evaluation(in.readDouble(), in.readDouble());
    }
}
