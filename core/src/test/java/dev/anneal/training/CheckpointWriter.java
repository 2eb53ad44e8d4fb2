package dev.anneal.training;

import java.io.IOException;
import java.nio.file.Path;

/** A program that writes checkpoints until it is killed, or cannot. */
final class CheckpointWriter {

    private CheckpointWriter() {}

    /** A checkpoint whose plan is as long as its step tells. */
    static Checkpoint at(long step) {
        String plan = "lr = constant(0.1)\n".repeat((int) (step % 997));
        return new Checkpoint(
                step, 0, plan, Checkpoints.TYPICAL.values(), Checkpoints.TYPICAL.rules(), java.util.List.of());
    }

    /** Takes the file, and the step to begin with. */
    public static void main(String[] args) throws IOException {
        Path file = Path.of(args[0]);
        for (long step = Long.parseLong(args[1]); ; step++) {
            at(step).write(file);
        }
    }
}
