package io.processhub.process;

import io.processhub.cluster.NodeId;
import java.util.List;

/** What became of one process that was asked to start. */
public sealed interface StartResult {

    /** {@return which process} */
    ProcessId id();

    /** {@return whether the process runs on all nodes it should run on} */
    default boolean runs() {
        return this instanceof Started || this instanceof AlreadyRunning;
    }

    /**
     * It runs on every node that should run it.
     *
     * @param id which process
     * @param instances where, in order of preference; not empty
     */
    record Started(ProcessId id, List<Location> instances) implements StartResult {}

    /**
     * It was wanted before and runs; nothing was changed.
     *
     * @param id which process
     * @param instances where; empty when it was refused because it is wanted already but does not run at the moment
     */
    record AlreadyRunning(ProcessId id, List<Location> instances) implements StartResult {}

    /**
     * At least one node could not start it. When none could, the process is no longer wanted; otherwise the hub goes on
     * trying on the others.
     *
     * @param id which process
     * @param instances where it runs nevertheless; may be empty
     * @param failures what went wrong where; not empty
     */
    record Failed(ProcessId id, List<Location> instances, List<Failure> failures) implements StartResult {}

    /**
     * Nothing was done about it.
     *
     * @param id which process
     * @param reason why, as a sentence with the remedy
     */
    record Refused(ProcessId id, String reason) implements StartResult {}

    /**
     * Not every node answered in time. The process is still wanted and may start at any moment.
     *
     * @param id which process
     * @param instances where it is known to run; may be empty
     * @param waitingFor who did not answer; empty when no node may run it at present
     */
    record TimedOut(ProcessId id, List<Location> instances, List<NodeId> waitingFor) implements StartResult {}

    /**
     * It started, but another process of the same call did not, and the call was to be rolled back: it was stopped
     * again.
     *
     * @param id which process
     */
    record RolledBack(ProcessId id) implements StartResult {}

    /**
     * Why one node could not start a process.
     *
     * @param node which node
     * @param reason what it said
     */
    record Failure(NodeId node, String reason) {}
}
