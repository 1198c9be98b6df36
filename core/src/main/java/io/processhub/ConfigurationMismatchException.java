package io.processhub;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Effect;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A hub cannot join, because another node of the hub is configured otherwise. Nothing was started. Configure all nodes
 * of a hub alike.
 */
public final class ConfigurationMismatchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The node that differs. */
    private final transient NodeId node;

    /** What differs. */
    private final transient List<Difference> differences;

    /**
     * One option that differs.
     *
     * @param option its name
     * @param here its value on this node; empty when this node does not have it
     * @param there its value on the other node; empty when that node does not have it
     */
    public record Difference(String option, String here, String there) {}

    ConfigurationMismatchException(String hubId, NodeId node, List<Difference> differences) {
        super(describe(hubId, node, differences));
        this.node = node;
        this.differences = List.copyOf(differences);
    }

    static ConfigurationMismatchException of(String hubId, Effect.Mismatched mismatch) {
        List<Difference> differences = mismatch.differences().stream()
                .map(difference -> new Difference(
                        /* option= */ difference.option(),
                        /* here= */ difference.receiver(),
                        /* there= */ difference.sender()))
                .toList();
        return new ConfigurationMismatchException(hubId, mismatch.peer(), differences);
    }

    private static String describe(String hubId, NodeId node, List<Difference> differences) {
        return differences.stream()
                .map(difference -> difference.option() + " is " + orNone(difference.here()) + " here and "
                        + orNone(difference.there()) + " there")
                .collect(Collectors.joining(
                        "; ",
                        "hub '" + hubId + "' is configured otherwise on " + node + ": ",
                        "; configure all nodes alike"));
    }

    private static String orNone(String value) {
        return value.isEmpty() ? "not set" : value;
    }

    /** {@return the node that differs} */
    public NodeId node() {
        return node;
    }

    /** {@return what differs; not empty} */
    public List<Difference> differences() {
        return differences;
    }
}
