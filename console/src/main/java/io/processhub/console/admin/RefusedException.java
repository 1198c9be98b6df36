package io.processhub.console.admin;

/** The endpoint does not do what it was asked to do. Nothing happened. */
final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;

    RefusedException(int status, String message) {
        super(message);
        this.status = status;
    }

    /** {@return the HTTP status} */
    int status() {
        return status;
    }
}
