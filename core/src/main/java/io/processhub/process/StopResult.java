package io.processhub.process;

import io.processhub.cluster.NodeId;
import io.processhub.spec.ProcessId;
import java.util.List;

/** What became of one process that was asked to stop. */
public sealed interface StopResult {

    /** {@return which process} */
    ProcessId id();

    /**
     * It runs nowhere that this node knows of, and will not come back.
     *
     * @param id which process
     * @param nodes where it was stopped; empty when it was wanted but had no instance
     */
    record Stopped(ProcessId id, List<NodeId> nodes) implements StopResult {}

    /**
     * No process of this name is wanted, and none that was stopped is still ending; nothing was done.
     *
     * @param id which process
     */
    record NotFound(ProcessId id) implements StopResult {}

    /**
     * Not every node answered in time. The process is no longer wanted; a node that could not be reached stops it when
     * it hears of that.
     *
     * @param id which process
     * @param nodes where it was stopped
     * @param waitingFor who did not answer; not empty
     */
    record TimedOut(ProcessId id, List<NodeId> nodes, List<NodeId> waitingFor) implements StopResult {}

    /**
     * Nothing was done about it.
     *
     * @param id which process
     * @param reason why, as a sentence with the remedy
     */
    record Refused(ProcessId id, String reason) implements StopResult {}
}
