package io.processhub.console.admin;

/** A node did not do what it was asked to do. */
public final class AdminException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The HTTP status; zero when there was no answer. */
    private final int status;

    AdminException(int status, String message) {
        super(message);
        this.status = status;
    }

    AdminException(String message, Throwable cause) {
        super(message, cause);
        this.status = 0;
    }

    /** {@return whether the process that was asked for does not exist or did not answer} */
    public boolean notFound() {
        return status == 404;
    }
}
