package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jgroups.Header;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.PingHeader;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.UnicastHeader3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.NakAckHeader2;
import org.jgroups.stack.Protocol;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: a number in a message of a stranger costs no more memory than the message has bytes. Method: short frames with
 * great numbers over TCP, and the bytes that all threads of this JVM allocate meanwhile.
 */
final class AnnouncedSizesTest {
    private static final int FRAMES = 16;

    /** For what the node does besides; one refused frame costs some kibibytes. */
    private static final long ALLOCATED_BYTES_MAX = 1 << 20;

    private static final int NO_ADDRESS = 1;
    private static final int VIEW_PRESENT = 1;
    private static final int MERGE_VIEW_PRESENT = 4;
    private static final int REFUSAL_PRESENT = 4;

    static Stream<Named<byte[]>> frames() {
        var request = NakAckHeader2.createXmitRequestHeader(new UUID(1, 2));
        var ping = new PingHeader(PingHeader.GET_MBRS_RSP);
        var view = new GMS.GmsHeader(GMS.GmsHeader.VIEW);
        return Stream.of(
                Named.of("a payload", bytes(TCPPING.class, ping, out -> out.writeInt(4 << 20))),
                Named.of("sequence numbers", object(15, request, out -> out.writeInt(Integer.MAX_VALUE))),
                Named.of("a digest", object(9, request, out -> out.writeShort(Short.MAX_VALUE))),
                Named.of("answers of a discovery", content(TCPPING.class, ping, out -> out.writeInt(1 << 24))),
                Named.of("members to merge with", content(GMS.class, mergeRequest(), AnnouncedSizesTest::many)),
                Named.of("members of a view", content(GMS.class, view, out -> view(VIEW_PRESENT, out))),
                Named.of("groups of a view", content(GMS.class, view, AnnouncedSizesTest::groups)),
                Named.of("members that merge", content(MERGE3.class, viewAnswer(), AnnouncedSizesTest::mergingView)),
                Named.of("a long text", content(TCPPING.class, ping, AnnouncedSizesTest::text)),
                Named.of("a long refusal", content(GMS.class, joinAnswer(), AnnouncedSizesTest::refusal)));
    }

    private static GMS.GmsHeader mergeRequest() {
        return new GMS.GmsHeader(GMS.GmsHeader.MERGE_REQ);
    }

    private static GMS.GmsHeader joinAnswer() {
        return new GMS.GmsHeader(GMS.GmsHeader.JOIN_RSP);
    }

    private static Header viewAnswer() {
        return MERGE3.MergeHeader.createViewResponse();
    }

    private static void many(ByteArrayDataOutputStream out) {
        out.writeShort(Short.MAX_VALUE);
    }

    private static void view(int parts, ByteArrayDataOutputStream out) {
        out.writeShort(parts);
        viewId(out);
        many(out);
    }

    private static void viewId(ByteArrayDataOutputStream out) {
        out.writeByte(NO_ADDRESS);
        out.writeByte(0);
    }

    private static void groups(ByteArrayDataOutputStream out) {
        out.writeShort(VIEW_PRESENT | MERGE_VIEW_PRESENT);
        viewId(out);
        out.writeShort(0);
        many(out);
    }

    private static void mergingView(ByteArrayDataOutputStream out) {
        out.writeBoolean(true);
        viewId(out);
        many(out);
    }

    private static void text(ByteArrayDataOutputStream out) {
        out.writeInt(1);
        out.writeByte(NO_ADDRESS);
        out.writeByte(0);
        out.writeByte(1);
        out.writeShort(0xfffe);
    }

    private static void refusal(ByteArrayDataOutputStream out) {
        out.writeBoolean(true);
        out.writeByte(REFUSAL_PRESENT);
        out.writeShort(0xfffe);
    }

    private static byte[] bytes(
            Class<? extends Protocol> protocol, Header header, Consumer<ByteArrayDataOutputStream> payload) {
        return Stranger.frame(Message.BYTES_MSG, ClassConfigurator.getProtocolId(protocol), header, payload);
    }

    private static byte[] content(
            Class<? extends Protocol> protocol, Header header, Consumer<ByteArrayDataOutputStream> claim) {
        var content = new ByteArrayDataOutputStream(64);
        claim.accept(content);
        return bytes(protocol, header, out -> {
            out.writeInt(content.position());
            out.write(content.buffer(), 0, content.position());
        });
    }

    private static byte[] object(int kind, Header header, Consumer<ByteArrayDataOutputStream> claim) {
        short protocol = ClassConfigurator.getProtocolId(NAKACK2.class);
        return Stranger.frame(Message.OBJ_MSG, protocol, header, out -> {
            out.writeByte(1);
            out.writeShort(kind);
            claim.accept(out);
            out.writeLong(0);
        });
    }

    @ParameterizedTest
    @MethodSource("frames")
    void aNumberCostsNoMoreThanItsFrameCanHold(byte[] frame) throws Exception {
        InetSocketAddress bind = Ports.free(1).getFirst();
        try (var node =
                (JGroupsCluster) JGroupsCluster.tcp("a", bind, List.of()).build()) {
            node.join(new RecordingListener());
            StrictTcp transport =
                    node.channel().orElseThrow().getProtocolStack().findProtocol(StrictTcp.class);
            try (Stranger stranger = Stranger.introduced(bind, 9)) {
                send(stranger, frame, 1, transport::messagesRefused);
                long before = allocatedBytes();
                send(stranger, frame, FRAMES, transport::messagesRefused);
                assertThat(allocatedBytes() - before).isLessThan(ALLOCATED_BYTES_MAX);
            }
        }
    }

    @Test
    void aSequenceNumberFarAheadIsNotKept() throws Exception {
        InetSocketAddress bind = Ports.free(1).getFirst();
        try (var node =
                (JGroupsCluster) JGroupsCluster.tcp("a", bind, List.of()).build()) {
            node.join(new RecordingListener());
            Address receiver = node.channel().orElseThrow().getAddress();
            var sender = UUID.randomUUID();
            try (Stranger stranger = Stranger.introduced(bind, 9)) {
                send(stranger, numbered(receiver, sender, 1), 1, node::framesDropped);
                long before = allocatedBytes();
                stranger.send(numbered(receiver, sender, 1 << 30));
                send(stranger, numbered(receiver, sender, 2), 1, node::framesDropped);
                assertThat(allocatedBytes() - before).isLessThan(ALLOCATED_BYTES_MAX);
            }
        }
    }

    /** The hub's engine drops this message, since it has no content. */
    private static byte[] numbered(Address receiver, Address sender, long seqno) {
        short protocol = ClassConfigurator.getProtocolId(UNICAST3.class);
        var header = UnicastHeader3.createDataHeader(seqno, (short) 1, seqno == 1);
        return Stranger.frame(new Stranger.Route(receiver, sender), Message.EMPTY_MSG, protocol, header, out -> {});
    }

    /** Sends a frame some times and waits until the node has counted it as often. */
    private static void send(Stranger stranger, byte[] frame, int times, LongSupplier counter) throws Exception {
        long goal = counter.getAsLong() + times;
        for (int i = 0; i < times; i++) {
            stranger.send(frame);
        }
        for (int i = 0; i < 200 && counter.getAsLong() < goal; i++) {
            assertThat(stranger.closedWithin(50)).isFalse();
        }
        assertThat(counter.getAsLong()).isEqualTo(goal);
    }

    /** By reflection, because the module of these tests does not read the one that counts. */
    private static long allocatedBytes() throws ReflectiveOperationException {
        Object threads = Class.forName("java.lang.management.ManagementFactory")
                .getMethod("getThreadMXBean")
                .invoke(null);
        return (long) Class.forName("com.sun.management.ThreadMXBean")
                .getMethod("getTotalThreadAllocatedBytes")
                .invoke(threads);
    }
}
