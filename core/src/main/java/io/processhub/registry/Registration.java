package io.processhub.registry;

import io.processhub.cluster.NodeId;
import io.processhub.process.Metadata;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessSpec;
import io.processhub.process.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What this node knows about a process that somebody wants or that runs. Immutable.
 *
 * @param spec what was asked for
 * @param metadata what it can be found by
 * @param instances its running copies, sorted by node; empty while it is waiting to be started
 */
public record Registration(ProcessSpec spec, Metadata metadata, List<Hosted> instances) {

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

    /** {@return which process} */
    public ProcessId id() {
        return spec.id();
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
