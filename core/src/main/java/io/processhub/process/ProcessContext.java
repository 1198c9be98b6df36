package io.processhub.process;

import io.processhub.cluster.NodeId;

/**
 * What an instance is told when it starts.
 *
 * @param spec its spec, with the argument
 * @param node where it runs
 * @param epoch greater than that of every earlier instance of this process that its node knew of; give it to stores as
 *     a fencing token, so that they can refuse a stale instance
 * @param reason why it starts
 * @param role what it is for at the start
 * @param self refers to this process, wherever it may run later
 * @param hub starts, stops and finds processes
 */
public record ProcessContext(
        ProcessSpec spec, NodeId node, long epoch, StartReason reason, Role role, ProcessRef self, Processes hub) {

    /** {@return the name of this process} */
    public ProcessId id() {
        return spec.id();
    }

    /** {@return the argument of its spec; empty when there is none} */
    public String argument() {
        return spec.argument();
    }
}
