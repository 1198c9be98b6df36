package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.wire.Packet;

/** Sends mail to other nodes: at most once, without waiting. Thread-safe. */
@FunctionalInterface
public interface MailSender {

    /**
     * Sends mail, or drops it when the receiver cannot be reached.
     *
     * @param to the receiver
     * @param mail its body is within the limit of the {@link Router}
     */
    void send(NodeId to, Packet.Mail mail);
}
