package io.processhub.console.input;

/** Thrown when user input is invalid. The command has started nothing. */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message one line: the place of the input, the value, and the remedy
     */
    public BadInputException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message one line: the place of the input, the value, and the remedy
     * @param cause the underlying failure
     */
    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
