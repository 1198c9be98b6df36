package io.processhub.console.cut;

/** This machine lacks what the demo of a split needs; nothing was started. */
public final class UnavailableException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Says so.
     *
     * @param message what is missing
     */
    public UnavailableException(String message) {
        super(message);
    }
}
