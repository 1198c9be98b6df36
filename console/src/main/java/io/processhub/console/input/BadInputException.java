package io.processhub.console.input;

/** Something that a person gave cannot be used. Nothing was started. */
public final class BadInputException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message one line: where it stands, the value, and the remedy
     */
    public BadInputException(String message) {
        super(message);
    }

    /**
     * With a cause.
     *
     * @param message one line: where it stands, the value, and the remedy
     * @param cause what was said about it
     */
    public BadInputException(String message, Throwable cause) {
        super(message, cause);
    }
}
