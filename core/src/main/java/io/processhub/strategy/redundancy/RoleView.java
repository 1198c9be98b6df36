package io.processhub.strategy.redundancy;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The owners of a process, and the copies that run, as the registry shows them. Equal registries give equal views.
 *
 * @param id which process
 * @param owners the nodes that are to run it, in order of preference
 * @param copies the running copies, sorted by node; also those at a wrong place, which are to be stopped
 */
public record RoleView(ProcessId id, List<NodeId> owners, List<Copy> copies) {
    private static final Comparator<Copy> BY_TERM =
            Comparator.comparingLong(Copy::term).thenComparing(Copy::node);

    /** Freezes the lists. */
    public RoleView {
        owners = List.copyOf(owners);
        copies = List.copyOf(copies);
    }

    /**
     * A running copy.
     *
     * @param node on which it runs
     * @param role the one that it has taken up
     * @param term when it became active last, 0 for never; greater for a later one
     */
    public record Copy(NodeId node, Role role, long term) {}

    /** {@return the active copy that became so last; empty when none is active} */
    public Optional<Copy> latestActive() {
        return copies.stream().filter(copy -> copy.role() == Role.ACTIVE).max(BY_TERM);
    }

    /** {@return whether every owner runs a copy} */
    public boolean complete() {
        return !owners.isEmpty() && owners.stream().allMatch(this::runsOn);
    }

    /**
     * Whether a node runs a copy.
     *
     * @param node which node
     * @return true when one of the copies is there
     */
    public boolean runsOn(NodeId node) {
        return copies.stream().anyMatch(copy -> copy.node().equals(node));
    }
}
