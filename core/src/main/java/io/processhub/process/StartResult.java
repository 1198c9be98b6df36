package io.processhub.process;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import java.util.List;

/** What became of one process that was asked to start. */
public sealed interface StartResult {

    /** {@return which process} */
    ProcessId id();

    /**
     * Whether the process runs, as far as the node that answered knows.
     *
     * @return true for {@link Started}, and for {@link AlreadyExists} when at least one copy runs; false for all
     *     others, also where some of the copies run
     */
    default boolean runs() {
        return switch (this) {
            case Started started -> true;
            case AlreadyExists existing -> !existing.instances().isEmpty();
            case Failed failed -> false;
            case Refused refused -> false;
            case TimedOut late -> false;
            case RolledBack undone -> false;
        };
    }

    /**
     * It runs on every node that should run it.
     *
     * @param id which process
     * @param instances where, in order of preference; not empty
     */
    record Started(ProcessId id, List<Location> instances) implements StartResult {}

    /**
     * It was wanted before, and nothing was changed: its spec is the earlier one. It need not run: it may wait for a
     * node, or be parked everywhere.
     *
     * @param id which process
     * @param instances where it runs at the moment; empty when it runs nowhere
     */
    record AlreadyExists(ProcessId id, List<Location> instances) implements StartResult {}

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
