package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.wire.Packet;

/** Sends packets to other nodes: at most once, without waiting, from any thread. */
@FunctionalInterface
public interface MailSender {

    /**
     * Sends a packet, or drops it when the receiver cannot be reached.
     *
     * @param to the receiver
     * @param packet what to tell it; its body is within the limit of the {@link Router}
     */
    void send(NodeId to, Packet.Mail packet);
}
