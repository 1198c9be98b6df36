package io.processhub.replication;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.spec.ProcessId;

/**
 * Is notified once of each instance that starts, changes its role, or ends. Called on the hub's thread while the
 * replica changes: an implementation must not call the registry.
 */
public interface RegistryWatcher {
    /** Ignores instances. */
    RegistryWatcher NONE = new RegistryWatcher() {
        @Override
        public void began(ProcessId id, NodeId node, Instance instance) {}

        @Override
        public void changed(ProcessId id, NodeId node, Instance instance) {}

        @Override
        public void ended(ProcessId id, NodeId node, Instance instance, EndCause cause) {}
    };

    /**
     * An instance has become known.
     *
     * @param id the process
     * @param node the node that runs it
     * @param instance the instance
     */
    void began(ProcessId id, NodeId node, Instance instance);

    /**
     * An instance has acknowledged another role.
     *
     * @param id the process
     * @param node the node that runs it
     * @param instance the instance as it is now
     */
    void changed(ProcessId id, NodeId node, Instance instance);

    /**
     * An instance has got a greater epoch.
     *
     * @param id the process
     * @param node the node that runs it
     * @param instance the instance as it is now; its predecessor is the epoch it had
     */
    default void raised(ProcessId id, NodeId node, Instance instance) {}

    /**
     * An instance has ended.
     *
     * @param id the process
     * @param node the node that runs it
     * @param instance the instance
     * @param cause why it ended
     */
    void ended(ProcessId id, NodeId node, Instance instance, EndCause cause);
}
