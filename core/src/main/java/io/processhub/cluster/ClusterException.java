package io.processhub.cluster;

/** A node cannot take part in its cluster. Nothing was started that needs to be stopped. */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Without a cause.
     *
     * @param message names the value, the limit and the remedy
     */
    public ClusterException(String message) {
        super(message);
    }

    /**
     * With a cause.
     *
     * @param message names the value, the limit and the remedy
     * @param cause what the engine said
     */
    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
