package io.processhub.registry;

import io.processhub.cluster.NodeId;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a process with an intent to run, as this node knows it. Immutable.
 *
 * @param wanted what is to run
 * @param instances its running copies, sorted by node; empty while none runs
 * @param parked the nodes on which it crashed too often, sorted by node; usually empty
 */
public record Registration(Intent.Wanted wanted, List<Copy> instances, List<Parked> parked) {

    /**
     * A running copy and its node.
     *
     * @param node where
     * @param instance the copy, as its node describes it
     */
    public record Copy(NodeId node, Instance instance) {

        /** {@return which instance of the process it is; a later one has a greater epoch} */
        public long epoch() {
            return instance.epoch();
        }

        /** {@return the role that the copy has acknowledged} */
        public Role role() {
            return instance.role();
        }

        /** {@return why it was started} */
        public StartReason reason() {
            return instance.reason();
        }
    }

    /** {@return the active copy, of several the one that became active last; empty when none is} */
    public Optional<Copy> active() {
        return instances.stream()
                .filter(copy -> copy.role() == Role.ACTIVE)
                .max(Comparator.comparingLong(copy -> copy.instance().term()));
    }

    /**
     * A node on which the process crashed too often, and which does not start it for now.
     *
     * @param node where
     * @param error the last failure
     * @param until when the node will start it again, by its wall clock; {@code null} when unknown
     */
    public record Parked(
            NodeId node, String error, @Nullable Instant until) {}

    /**
     * Creates the registration of a process that no node has parked.
     *
     * @param spec the process to run
     * @param metadata tag and labels by which lookups find it
     * @param instances its running copies, sorted by node
     */
    public Registration(ProcessSpec<?> spec, Metadata metadata, List<Copy> instances) {
        this(new Intent.Wanted(spec, metadata), instances, List.of());
    }

    /** {@return the process} */
    public ProcessId id() {
        return wanted.id();
    }

    /** {@return how to start the process} */
    public ProcessSpec<?> spec() {
        return wanted.spec();
    }

    /** {@return tag and labels by which lookups find it} */
    public Metadata metadata() {
        return wanted.metadata();
    }

    /** {@return the nodes that it was given; empty when placement needs no more than its id} */
    public Intent.Assignment assignment() {
        return wanted.assignment();
    }

    /**
     * Returns whether a node has parked the process.
     *
     * @param node the node
     * @return true while the node does not start it
     */
    public boolean parkedOn(NodeId node) {
        return parking(node).isPresent();
    }

    /**
     * Returns why a node has parked the process.
     *
     * @param node the node
     * @return empty when the node has not parked it
     */
    public Optional<Parked> parking(NodeId node) {
        return parked.stream().filter(one -> one.node().equals(node)).findFirst();
    }

    /**
     * Returns whether a node runs a copy.
     *
     * @param node the node
     * @return true when one of the instances runs there
     */
    public boolean runsOn(NodeId node) {
        for (Copy copy : instances) {
            if (copy.node().equals(node)) {
                return true;
            }
        }
        return false;
    }
}
