package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.logging.CapturedErrors;
import io.processhub.process.ProcessException;
import io.processhub.process.StartOptions;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.wire.Nodes;
import io.processhub.wire.Packet;
import io.processhub.wire.PacketCodec;
import io.processhub.wire.proto.Frame;
import io.processhub.wire.proto.Gap;
import io.processhub.wire.proto.Gaps;
import io.processhub.wire.proto.Vector;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A node that speaks nonsense on the channel of a hub; the hub goes on working with the others. */
final class GarbageTest {
    @RegisterExtension
    private final CapturedErrors errors = new CapturedErrors();

    private final Hubs hubs = new Hubs();
    private final List<ProcessHub> pair = hubs.start(2, builder -> builder.joinTimeout(Duration.ofMillis(200)));
    private final Node stranger = hubs.node("stranger");
    private final Node.Channel channel = stranger.open(Hubs.ID, new Deaf());
    private final Random random = new Random(11);
    private final PacketCodec codec = codec();

    private PacketCodec codec() {
        var nodes = new Nodes();
        nodes.reachable(stranger.view().members());
        return new PacketCodec(nodes);
    }

    private static final class Deaf implements Node.Listener {
        @Override
        public void onView(Cluster.View view) {
            assertThat(view.members()).isNotEmpty();
        }

        @Override
        public void onFrame(NodeId from, byte[] frame) {
            assertThat(frame).isNotNull();
        }

        @Override
        public void onAbsent(NodeId peer) {
            assertThat(peer).isNotNull();
        }
    }

    @AfterEach
    void close() {
        channel.close();
        hubs.close();
    }

    private void send(byte[] frame) {
        byte[] withHeader = new byte[channel.headerBytes() + frame.length];
        System.arraycopy(frame, 0, withHeader, channel.headerBytes(), frame.length);
        pair.forEach(hub -> channel.send(List.of(hub.self()), withHeader.clone()));
    }

    private void send(Packet packet) {
        codec.encode(packet, channel.frameBytesMax()).forEach(this::send);
    }

    private void assertWorks() {
        List<ProcessSpec<?>> specs = Hubs.specs(50, "echo");
        assertThat(Eventually.ends(pair.get(0).startAll(specs, StartOptions.STANDARD))
                        .ok())
                .isTrue();
        Hubs.settle(pair);
        assertThat(pair).allSatisfy(hub -> {
            assertThat(hub.nodes()).hasSize(2);
            assertThat(hub.snapshot()).hasSize(50);
        });
        specs.forEach(spec -> assertThat(
                        Eventually.ends(pair.get(1).untyped(spec.id()).ask("hi", String.class)))
                .isEqualTo("hi"));
        assertThat(Eventually.ends(pair.get(1)
                                .stopAll(specs.stream().map(ProcessSpec::id).toList(), StopOptions.STANDARD))
                        .ok())
                .isTrue();
    }

    @Test
    void randomBytesChangeNothing() {
        for (int i = 0; i < 5_000; i++) {
            byte[] frame = new byte[random.nextInt(200)];
            random.nextBytes(frame);
            send(frame);
        }

        assertWorks();
    }

    @Test
    void damagedPacketsChangeNothing() {
        Packet packet = new Packet.Synchronize(new SyncMessage.Offer(List.of()));
        byte[] frame = codec.encode(packet, channel.frameBytesMax()).getFirst();
        for (int length = 0; length < frame.length; length++) {
            send(Arrays.copyOf(frame, length));
        }

        assertWorks();
    }

    /** Versions are unsigned on the wire and signed here. */
    @Test
    void versionsBeyondAllLogsChangeNothing() {
        long origin = StableHash.of(pair.getFirst().self());
        for (long version : new long[] {-1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            var heads = Vector.newBuilder().addLongOrigins(origin).addVersions(version);
            var gap = Gap.newBuilder().setOrigin(origin).setFrom(version);
            send(Frame.newBuilder().setOffer(heads).build().toByteArray());
            send(Frame.newBuilder()
                    .setRequest(Gaps.newBuilder().addGaps(gap))
                    .build()
                    .toByteArray());
        }

        assertWorks();
    }

    @Test
    void aLogOfAStrangerIsNotBelieved() {
        var id = new ProcessId("p0");
        var origin = stranger.self();
        var stop = new Intent(id, new Stamp(Long.MAX_VALUE / 2, origin), null);
        List<Entry> entries = List.of(
                new Entry.IntentSet(1, stop), new Entry.PresenceSet(2, id, new Presence.Ended(EndCause.STOPPED)));
        send(new Packet.Synchronize(new SyncMessage.News(new Delta(origin, 0, 2, 0, entries))));

        assertWorks();
    }

    @Test
    void answersThatNoCallWaitsForChangeNothing() {
        var body = new Packet.Body("no such type", new byte[] {1, 2, 3}, Map.of());
        send(new Packet.Reply(77, body));
        send(new Packet.Refusal(78, ProcessException.Reason.FAILED, "for no reason"));
        send(new Packet.Tell(new ProcessId("nobody"), body));
        send(new Packet.Ask(79, new ProcessId("nobody"), body));
        send(new Packet.StartFailed(
                List.of(new Packet.Failure(new ProcessId("p1"), new Stamp(1, stranger.self()), "for no reason"))));
        send(new Packet.Mismatch(List.of()));
        send(new Packet.Goodbye());

        assertWorks();
        assertThat(errors.take()).allMatch(error -> error.contains("another configuration"));
    }
}
