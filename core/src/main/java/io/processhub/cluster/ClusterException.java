package io.processhub.cluster;

/**
 * Thrown when a node cannot take part in its cluster. The failed operation leaves nothing behind that has to be closed.
 */
public final class ClusterException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /**
     * Creates an exception without a cause.
     *
     * @param message states the value, the limit and the remedy
     */
    public ClusterException(String message) {
        super(message);
    }

    /**
     * Creates an exception with a cause.
     *
     * @param message states the value, the limit and the remedy
     * @param cause the failure that the engine reported
     */
    public ClusterException(String message, Throwable cause) {
        super(message, cause);
    }
}
