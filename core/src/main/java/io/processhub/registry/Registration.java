package io.processhub.registry;

import io.processhub.cluster.NodeId;
import io.processhub.process.Metadata;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessSpec;
import io.processhub.process.Role;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What this node knows about a process that somebody wants or that runs. Immutable.
 *
 * @param spec what was asked for
 * @param metadata what it can be found by
 * @param instances its running copies, sorted by node; empty while it is waiting to be started
 * @param parked where it crashed too often, sorted by node; usually empty
 */
public record Registration(ProcessSpec spec, Metadata metadata, List<Hosted> instances, List<Parked> parked) {

    /**
     * One running copy.
     *
     * @param node where
     * @param instance what its host says about it
     */
    public record Hosted(NodeId node, Instance instance) {}

    /** {@return the active copy, of several the one that became active last; empty when none is} */
    public Optional<Hosted> active() {
        return instances.stream()
                .filter(hosted -> hosted.instance().role() == Role.ACTIVE)
                .max(Comparator.comparingLong(hosted -> hosted.instance().term()));
    }

    /**
     * A node where it crashed too often, and which leaves it alone for now.
     *
     * @param node where
     * @param error what it died of
     * @param until when the node will try it again, by its wall clock; {@code null} when it does not say
     */
    public record Parked(
            NodeId node, String error, @Nullable Instant until) {}

    /**
     * A process that is parked nowhere.
     *
     * @param spec what was asked for
     * @param metadata what it can be found by
     * @param instances its running copies, sorted by node
     */
    public Registration(ProcessSpec spec, Metadata metadata, List<Hosted> instances) {
        this(spec, metadata, instances, List.of());
    }

    /** {@return which process} */
    public ProcessId id() {
        return spec.id();
    }

    /**
     * Whether a node has parked it.
     *
     * @param node which node
     * @return true while the node leaves it alone
     */
    public boolean parkedOn(NodeId node) {
        return parking(node).isPresent();
    }

    /**
     * Why a node has parked it.
     *
     * @param node which node
     * @return empty when the node does not leave it alone
     */
    public Optional<Parked> parking(NodeId node) {
        return parked.stream().filter(one -> one.node().equals(node)).findFirst();
    }

    /**
     * Whether a node runs a copy.
     *
     * @param node which node
     * @return true when one of the instances is there
     */
    public boolean runsOn(NodeId node) {
        for (Hosted hosted : instances) {
            if (hosted.node().equals(node)) {
                return true;
            }
        }
        return false;
    }
}
