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
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The state of a process with an intent to run, as this node knows it. Immutable.
 *
 * <p>A registry may hold a million, and nearly all of them have one copy, which therefore has no list of its own.
 */
public final class Registration {
    private final Intent.Wanted wanted;

    /** Where the only copy runs, if no node has parked the process; else {@code null}. */
    private final @Nullable NodeId node;

    /** That {@link Instance}; without a node, the {@link Lists}. */
    private final Object copies;

    /** Of a process that has not just one copy, or that a node has parked. */
    private record Lists(List<Copy> running, List<Parked> parked) {
        private static final Lists NONE = new Lists(List.of(), List.of());

        private static Lists of(List<Copy> running, List<Parked> parked) {
            return running.isEmpty() && parked.isEmpty() ? NONE : new Lists(List.copyOf(running), List.copyOf(parked));
        }
    }

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
     * Creates a registration.
     *
     * @param wanted what is to run
     * @param instances its running copies, sorted by node; empty while none runs
     * @param parked the nodes on which it crashed too often, sorted by node; usually empty
     */
    public Registration(Intent.Wanted wanted, List<Copy> instances, List<Parked> parked) {
        Copy only = instances.size() == 1 && parked.isEmpty() ? instances.getFirst() : null;
        this.wanted = wanted;
        this.node = only == null ? null : only.node();
        this.copies = only == null ? Lists.of(instances, parked) : only.instance();
    }

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

    /** {@return what is to run} */
    public Intent.Wanted wanted() {
        return wanted;
    }

    /** {@return its running copies, sorted by node; empty while none runs} */
    public List<Copy> instances() {
        return node != null && copies instanceof Instance instance
                ? List.of(new Copy(node, instance))
                : lists().running();
    }

    /** {@return how many running copies it has} */
    public int copies() {
        return node == null ? lists().running().size() : 1;
    }

    /** {@return the nodes on which it crashed too often, sorted by node; usually empty} */
    public List<Parked> parked() {
        return lists().parked();
    }

    private Lists lists() {
        return copies instanceof Lists lists ? lists : Lists.NONE;
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

    /** {@return the active copy, of several the one that became active last; empty when none is} */
    public Optional<Copy> active() {
        return instances().stream()
                .filter(copy -> copy.role() == Role.ACTIVE)
                .max(Comparator.comparingLong(copy -> copy.instance().term()));
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
        return parked().stream().filter(one -> one.node().equals(node)).findFirst();
    }

    /**
     * Returns whether a node runs a copy.
     *
     * @param node the node
     * @return true when one of the instances runs there
     */
    public boolean runsOn(NodeId node) {
        return this.node == null
                ? lists().running().stream().anyMatch(copy -> copy.node().equals(node))
                : this.node.equals(node);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Registration registration
                        && wanted.equals(registration.wanted)
                        && Objects.equals(node, registration.node)
                        && copies.equals(registration.copies));
    }

    @Override
    public int hashCode() {
        return Objects.hash(wanted, node, copies);
    }

    /** {@return all its parts, for people} */
    @Override
    public String toString() {
        return "Registration[wanted=" + wanted + ", instances=" + instances() + ", parked=" + parked() + ']';
    }
}
