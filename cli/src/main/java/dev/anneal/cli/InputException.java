package dev.anneal.cli;

/** What the caller gave is wrong. The message is all that they see. */
final class InputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    InputException(String message) {
        super(message);
    }

    InputException(RuntimeException wrong) {
        super(wrong.getMessage(), wrong);
    }
}
