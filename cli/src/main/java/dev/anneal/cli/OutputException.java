package dev.anneal.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the caller asked for cannot be written. The message is all that they see. */
final class OutputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    OutputException(Path file, IOException cause) {
        super("cannot write " + file + ": " + Failure.reason(cause), cause);
    }

    OutputException(RuntimeException failure) {
        this(failure, "");
    }

    /** With what can be done about it. */
    OutputException(RuntimeException failure, String advice) {
        super(failure.getMessage() + advice, failure);
    }

    /** Writes a file, or throws with its name. */
    static void orWritten(Path file, byte[] bytes) {
        try {
            Files.write(file, bytes);
        } catch (IOException e) {
            throw new OutputException(file, e);
        }
    }
}
