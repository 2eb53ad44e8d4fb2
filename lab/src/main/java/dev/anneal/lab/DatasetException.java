package dev.anneal.lab;

import java.io.IOException;

/**
 * Data that cannot be read. The message is meant for the person who named the file: it tells the file, the place in it,
 * the rule, and what was there instead, such as {@code iris.csv, line 3, column 2: a feature must be a number, got "x"}.
 */
public final class DatasetException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception about a place in a source.
     *
     * @param place the file, and where in it
     * @param rule what must hold there
     * @param received what was there
     */
    DatasetException(String place, String rule, Object received) {
        super(place + ": " + rule + ", got " + received);
    }

    /**
     * Creates an exception about a source that the system does not hand out.
     *
     * @param place the file, and where in it
     * @param cause what the system says
     */
    DatasetException(String place, IOException cause) {
        super(place + ": cannot be read: " + DiskErrors.reason(cause), cause);
    }
}
