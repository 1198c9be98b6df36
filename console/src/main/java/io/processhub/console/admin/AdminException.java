package io.processhub.console.admin;

/**
 * A node does not do what it was asked to do, and nothing happened: thrown where a request is refused, and again where
 * the refusal arrives. Also thrown when the node cannot be reached; whether anything happened is open then.
 */
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

    /** {@return the HTTP status; zero when there was no answer} */
    int status() {
        return status;
    }

    /** {@return whether the process that was asked for does not exist or did not answer} */
    public boolean notFound() {
        return status == 404;
    }
}
