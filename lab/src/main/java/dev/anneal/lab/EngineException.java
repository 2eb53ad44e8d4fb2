package dev.anneal.lab;

/** An engine that is not there or cannot be loaded. The message says what is missing, for the person who starts it. */
public final class EngineException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception.
     *
     * @param message what is missing, and what to add
     */
    public EngineException(String message) {
        super(message);
    }

    /**
     * Creates an exception.
     *
     * @param message what is missing, and what to add
     * @param cause what the engine says
     */
    public EngineException(String message, Throwable cause) {
        super(message, cause);
    }
}
