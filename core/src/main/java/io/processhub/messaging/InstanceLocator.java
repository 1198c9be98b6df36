package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Instance;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Copy;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Finds the instance of a process on another node that is to get its messages, as far as the directory of this node
 * knows: an active one before a passive one, then the one that took up its role later. Thread-safe.
 */
record InstanceLocator(NodeId self, Function<ProcessId, @Nullable Registration> directory) {

    /** The node of the best instance on another node; {@code null} when none is known. */
    @Nullable
    NodeId find(ProcessId id) {
        return findBut(id, self);
    }

    /** The node of the best instance, leaving out this node and {@code excluded}; {@code null} when none is known. */
    @Nullable
    NodeId findBut(ProcessId id, NodeId excluded) {
        Registration registration = directory.apply(id);
        return registration == null ? null : best(registration, excluded);
    }

    /** The node of the best instance on another node; {@code null} when there is none. */
    @Nullable
    NodeId find(Registration registration) {
        return best(registration, self);
    }

    private @Nullable NodeId best(Registration registration, NodeId excluded) {
        Copy best = null;
        for (Copy hosted : registration.instances()) {
            boolean elsewhere = !hosted.node().equals(self) && !hosted.node().equals(excluded);
            if (elsewhere && better(hosted, best)) {
                best = hosted;
            }
        }
        return best == null ? null : best.node();
    }

    private static boolean better(Copy hosted, @Nullable Copy other) {
        if (other == null) {
            return true;
        }
        Instance one = hosted.instance();
        Instance two = other.instance();
        return one.role() == two.role() ? one.term() > two.term() : one.role() == Role.ACTIVE;
    }

    /** Whether an active instance is known on another node. */
    boolean activeElsewhere(ProcessId id) {
        Registration registration = directory.apply(id);
        return registration != null
                && registration.instances().stream()
                        .anyMatch(hosted ->
                                hosted.role() == Role.ACTIVE && !hosted.node().equals(self));
    }
}
