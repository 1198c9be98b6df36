package io.processhub.console.demo;

/** The demo cannot go on. */
public final class DemoException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message what did not hold
     */
    public DemoException(String message) {
        super(message);
    }

    /**
     * With a cause.
     *
     * @param message what did not hold
     * @param cause why
     */
    public DemoException(String message, Throwable cause) {
        super(message, cause);
    }
}
