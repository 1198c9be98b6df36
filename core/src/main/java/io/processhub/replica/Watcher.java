package io.processhub.replica;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessId;
import io.processhub.registry.EndCause;
import io.processhub.registry.Instance;

/**
 * Hears of instances that come, change their role, and go, once each. Called while the replica changes: must not call
 * back.
 */
public interface Watcher {
    /**
     * An instance is new here.
     *
     * @param id which process
     * @param node its host
     * @param instance the copy
     */
    void began(ProcessId id, NodeId node, Instance instance);

    /**
     * An instance has taken up another role.
     *
     * @param id which process
     * @param node its host
     * @param instance the copy as it is now
     */
    void changed(ProcessId id, NodeId node, Instance instance);

    /**
     * An instance is gone.
     *
     * @param id which process
     * @param node its host
     * @param instance the copy
     * @param cause why
     */
    void ended(ProcessId id, NodeId node, Instance instance, EndCause cause);
}
