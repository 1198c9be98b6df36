package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.load.LoadTable;
import io.processhub.placement.PlacementView;
import io.processhub.placement.RoleAssignment;
import io.processhub.replication.ProcessRecord;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.ProcessId;
import org.jspecify.annotations.Nullable;

/**
 * What the decisions about a process are made from: what the cluster knows and wants, and what runs here.
 *
 * @param registry the registry of this node
 * @param placement where processes belong
 * @param roles in which roles their copies run
 * @param instances the instances on this node
 * @param loads how loaded the members are
 */
record HubState(
        ReplicatedRegistry registry,
        PlacementView placement,
        RoleAssignment roles,
        LocalInstances instances,
        LoadTable loads) {

    NodeId self() {
        return registry.self();
    }

    @Nullable
    ProcessRecord row(ProcessId id) {
        return registry.record(id);
    }

    /** {@return the instance of a process on this node; {@code null} when it has none} */
    @Nullable
    LocalInstance local(ProcessId id) {
        return instances.find(id);
    }

    /** Lets the reconciler look at a process once more. */
    void enqueue(ProcessId id) {
        registry.enqueue(id);
    }
}
