package io.processhub.wire;

import io.processhub.process.ProcessException;
import io.processhub.process.ProcessId;

/** What the hubs of two nodes say to one another. The list of subtypes is the protocol. */
public sealed interface Packet {

    /** What references exchange; never seen by the coordinator. */
    sealed interface Mail extends Packet {}

    /**
     * A message for a process; at most once, no answer.
     *
     * @param id which process
     * @param body the message
     */
    record Tell(ProcessId id, Body body) implements Mail {}

    /**
     * A message for a process that asks for a reply.
     *
     * @param call chosen by the sender; comes back in the reply
     * @param id which process
     * @param body the message
     */
    record Ask(long call, ProcessId id, Body body) implements Mail {}

    /**
     * The reply to an {@link Ask}.
     *
     * @param call of the ask
     * @param body the reply
     */
    record Reply(long call, Body body) implements Mail {}

    /**
     * The bad end of an {@link Ask}.
     *
     * @param call of the ask
     * @param reason what may be concluded
     * @param detail the rest of a sentence that begins with the process
     */
    record Refusal(long call, ProcessException.Reason reason, String detail) implements Mail {}

    /**
     * An encoded message.
     *
     * @param type its registered name
     * @param bytes belongs to the packet
     */
    record Body(String type, byte[] bytes) {}
}
