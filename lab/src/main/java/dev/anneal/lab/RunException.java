package dev.anneal.lab;

import java.io.IOException;

/**
 * A run that cannot start or cannot go on: its plan does not fit its trainable, a value is out of range, its folder cannot
 * be written. The message is meant for the person who started it.
 */
public final class RunException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    RunException(String message) {
        super(message);
    }

    /** For what says itself what could not be done. */
    RunException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    RunException(String what, IOException cause) {
        super(what + ": " + DiskErrors.reason(cause), cause);
    }
}
