package io.processhub.placement;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Instance;
import io.processhub.registry.Registration;
import io.processhub.replication.ProcessRecord;
import io.processhub.spec.Role;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.redundancy.RedundancyStrategy.RoleView;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * In which role each copy of a process runs: the redundancy strategy, applied to what the registry shows. Pure: equal
 * registries give equal roles on all nodes. Where only one copy runs, it is active, and the strategy is not asked.
 * Immutable; confined to the hub's thread, because records are.
 */
public final class RoleAssignment {
    private final RedundancyStrategy redundancy;
    private final boolean single;

    /**
     * Assigns by a strategy.
     *
     * @param redundancy in which roles copies run
     */
    public RoleAssignment(RedundancyStrategy redundancy) {
        this.redundancy = redundancy;
        this.single = PlacementView.single(redundancy);
    }

    /**
     * The role of the copy on a node.
     *
     * @param record what is known about the process
     * @param owners of the process
     * @param node one of them, or of those that run a copy
     * @return the role it should have, as things are
     */
    public Role role(ProcessRecord record, List<NodeId> owners, NodeId node) {
        return single ? Role.ACTIVE : redundancy.role(view(record, owners, record.hosts()), node);
    }

    /** {@return whether at most one copy of each process is active at a time} */
    public boolean oneActive() {
        return redundancy.oneActive();
    }

    /**
     * Whether a running process is notified when it takes up a role.
     *
     * @param role the new one
     * @return the answer of the strategy
     */
    public boolean tells(Role role) {
        return redundancy.tells(role);
    }

    /**
     * Whether a process is as it should be, leaving aside copies that are to be stopped.
     *
     * @param record what is known about the process
     * @param owners of the process
     * @return true when there are owners, and every owner runs a copy in the role it should have
     */
    public boolean fulfilled(ProcessRecord record, List<NodeId> owners) {
        return !owners.isEmpty()
                && PlacementView.allRun(record, owners)
                && (single || rolesSettled(view(record, owners, owners)));
    }

    /**
     * Whether a process runs as many copies as it should, on whatever nodes.
     *
     * @param record what is known about the process
     * @param owners of the process
     * @return false when nothing runs, fewer copies run than there are owners, or none of them is active
     */
    public boolean runs(ProcessRecord record, List<NodeId> owners) {
        Registration shown = record.registration();
        return shown != null
                && shown.copies() >= Math.max(1, owners.size())
                && (single || !redundancy.oneActive() || shown.active().isPresent());
    }

    /**
     * Whether all copies have their roles, also those that are to be stopped.
     *
     * @param record what is known about the process
     * @param owners of the process
     * @return true when no copy has another role than it should have now
     */
    public boolean rolesSettled(ProcessRecord record, List<NodeId> owners) {
        return single || rolesSettled(view(record, owners, record.hosts()));
    }

    private boolean rolesSettled(RoleView view) {
        return view.copies().stream().noneMatch(copy -> wrongRole(view, copy));
    }

    private boolean wrongRole(RoleView view, RoleView.Copy copy) {
        return copy.role() != redundancy.role(view, copy.node());
    }

    /**
     * The nodes that run a copy and are no owners.
     *
     * @param record what is known about the process
     * @param owners of the process
     * @return the active copy's node first, of several the latest; then the others, in the same order on every node
     */
    public static List<NodeId> leaving(ProcessRecord record, List<NodeId> owners) {
        return view(record, owners, record.hosts()).copies().stream()
                .filter(copy -> !owners.contains(copy.node()))
                .sorted(Comparator.comparing((RoleView.Copy copy) -> copy.role() != Role.ACTIVE)
                        .thenComparing(
                                Comparator.comparingLong(RoleView.Copy::term).reversed()))
                .map(RoleView.Copy::node)
                .toList();
    }

    private static RoleView view(ProcessRecord record, List<NodeId> owners, List<NodeId> hosts) {
        List<RoleView.Copy> copies = new ArrayList<>(hosts.size());
        for (NodeId host : hosts) {
            Instance instance = record.instanceOn(host);
            if (instance != null) {
                copies.add(new RoleView.Copy(host, instance.role(), instance.term()));
            }
        }
        copies.sort(Comparator.comparing(RoleView.Copy::node));
        return new RoleView(record.id(), owners, copies);
    }
}
