package io.processhub;

import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.messaging.RouterDependencies.MailSender;
import io.processhub.wire.Packet;
import io.processhub.wire.PacketCodec;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Sends mail through a channel, with consecutive numbers for each receiver, by which the receiver's
 * {@link DuplicateFilter} recognises mail that an engine delivers twice. Thread-safe.
 */
final class NumberingMailSender implements MailSender {
    private final Node.Channel channel;
    private final PacketCodec codec;

    /** The last number by the name of the receiver: a later incarnation of it continues the numbers. */
    private final Map<String, AtomicLong> numbers = new ConcurrentHashMap<>();

    /**
     * A sender that has not sent anything.
     *
     * @param channel carries the mail
     * @param codec encodes it
     */
    NumberingMailSender(Node.Channel channel, PacketCodec codec) {
        this.channel = channel;
        this.codec = codec;
    }

    @Override
    public void send(NodeId to, Packet.Mail mail) {
        var numbered = new Packet.Numbered(nextNumber(to), mail);
        List<byte[]> frames = codec.encode(numbered, channel.headerBytes(), channel.frameBytesMax());
        channel.send(List.of(to), frames.getFirst());
    }

    /** Greater than every number before for this receiver, also those of earlier channels of the hub on this node. */
    long nextNumber(NodeId receiver) {
        AtomicLong last = numbers.get(receiver.name()); // takes no lock, as the next line may
        if (last == null) {
            last = numbers.computeIfAbsent(receiver.name(), name -> new AtomicLong(channel.generationStart()));
        }
        return last.incrementAndGet();
    }
}
