package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.logging.CapturedErrors;
import io.processhub.process.StartOptions;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.wire.Nodes;
import io.processhub.wire.Packet;
import io.processhub.wire.Packet.HandoverMessage;
import io.processhub.wire.PacketCodec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A member sends readings of a clock that is far ahead; the others refuse them, and go on as if it had not. */
final class FarAheadTest {
    private static final int COUNTER_BITS = 16;
    private static final ProcessSpec<Object> VICTIM =
            io.processhub.process.ProcessType.of("echo", Object.class).spec("victim");

    /** The greatest reading that a frame can carry, and a year. */
    private static final List<Long> LEADS =
            List.of(Long.MAX_VALUE / 2, Duration.ofDays(365).toMillis() << COUNTER_BITS);

    @RegisterExtension
    private final CapturedErrors errors = new CapturedErrors();

    private final Hubs hubs = new Hubs();
    private final Liar liar = new Liar();
    private final Node node = hubs.node("liar");
    private final Node.Channel channel = node.open(Hubs.ID, liar);
    private final List<ProcessHub> pair = List.of(hubs.start("a"), hubs.start("b"));

    @AfterEach
    void close() {
        channel.close();
        hubs.close();
    }

    /** Answers greetings like a member that leaves, so that it is given nothing. */
    private final class Liar implements Node.Listener {
        final CompletableFuture<Packet.Hello> greeted = new CompletableFuture<>();
        volatile UnaryOperator<Packet.Clocks> clocks = UnaryOperator.identity();

        @Override
        public void onView(Cluster.View view) {
            assertThat(view.members()).isNotEmpty();
        }

        @Override
        public void onFrame(NodeId from, byte[] frame) {
            if (codec().decode(frame).orElse(null) instanceof Packet.Hello hello && hello.reply()) {
                greet(from, hello, clocks.apply(hello.clocks()));
                greeted.complete(hello);
            }
        }

        @Override
        public void onAbsent(NodeId peer) {
            assertThat(peer).isNotNull();
        }
    }

    private PacketCodec codec() {
        var nodes = new Nodes();
        nodes.reachable(node.view().members());
        return new PacketCodec(nodes);
    }

    private void greet(NodeId to, Packet.Hello like, Packet.Clocks clocks) {
        var profile = new Packet.Profile(1, "", Traits.UNKNOWN, true);
        send(to, new Packet.Hello(false, like.configuration(), profile, 1, 1, clocks, like.memory()));
    }

    private void send(NodeId to, Packet packet) {
        codec().encode(packet, channel.headerBytes(), channel.frameBytesMax())
                .forEach(frame -> channel.send(List.of(to), frame));
    }

    private void meet() {
        Eventually.holds(() -> assertThat(pair).allMatch(hub -> hub.nodes().size() == 3));
    }

    private static long soon(long lead) {
        return Math.min(Long.MAX_VALUE / 2, (Environment.system().now().toEpochMilli() << COUNTER_BITS) + lead);
    }

    private Stamp stamp(long reading) {
        return new Stamp(reading, node.self());
    }

    static Stream<Long> leads() {
        return LEADS.stream();
    }

    /** Each of them is far ahead in one number only. */
    private Stream<Packet> lies(long reading) {
        long present = soon(0);
        var start = new Intent(VICTIM.id(), stamp(reading), new Wanted(VICTIM, Metadata.NONE));
        var honest = new Intent(VICTIM.id(), stamp(present), new Wanted(VICTIM, Metadata.NONE));
        var stop = new Intent(new ProcessId("p7"), stamp(reading), null);
        return Stream.concat(
                Stream.of(
                        new Packet.Start(List.of(start), false),
                        new Packet.Stop(List.of(stop)),
                        handover(new HandoverMessage.Offer(start, 1, 1, false, List.of())),
                        handover(new HandoverMessage.Offer(honest, reading, 1, false, List.of())),
                        handover(new HandoverMessage.Offer(honest, 1, reading, false, List.of())),
                        handover(new HandoverMessage.Conflict(reading, 1, false, List.of())),
                        handover(new HandoverMessage.Conflict(1, reading, false, List.of())),
                        news(new Entry.IntentSet(2, stop))),
                presences(reading, present).map(presence -> news(new Entry.PresenceSet(2, VICTIM.id(), presence))));
    }

    private Stream<Presence> presences(long reading, long present) {
        Stamp now = stamp(present);
        return Stream.of(
                running(reading, reading, now, 0),
                running(present, reading, now, 0),
                running(present, present, stamp(reading), 0),
                running(present, present, now, reading),
                new Presence.Parked("failed", stamp(reading), null, present),
                new Presence.Parked("failed", now, null, reading),
                new Presence.Ended(Instance.EndCause.STOPPED, reading));
    }

    private static Presence running(long epoch, long term, Stamp intent, long predecessor) {
        return new Presence.Running(
                new Instance(epoch, Role.ACTIVE, StartReason.FRESH, intent, predecessor).in(Role.ACTIVE, term));
    }

    private static Packet handover(HandoverMessage message) {
        return new Packet.Handover(VICTIM.id(), 1, message);
    }

    private Packet news(Entry entry) {
        return new Packet.Synchronize(new SyncMessage.News(new Delta(node.self(), 1, 2, 0, List.of(entry))));
    }

    @ParameterizedTest
    @MethodSource("leads")
    void whatIsFarAheadIsRefusedAndCountedAndStopsNoWrite(long lead) {
        meet();
        List<Packet> lies = lies(soon(lead)).toList();

        pair.forEach(hub -> lies.forEach(lie -> send(hub.self(), lie)));

        Eventually.holds(
                () -> assertThat(pair).allMatch(hub -> hub.status().registry().refused() == lies.size()));
        List<ProcessSpec<?>> specs = Hubs.specs(50, "echo");
        assertThat(Eventually.ends(pair.get(0).startAll(specs, StartOptions.STANDARD))
                        .ok())
                .isTrue();
        Hubs.settle(pair);
        assertThat(pair).allSatisfy(hub -> assertThat(hub.snapshot()).hasSize(50));
        List<ProcessId> ids = specs.stream().map(ProcessSpec::id).toList();
        assertThat(Eventually.ends(pair.get(1).stopAll(ids, StopOptions.STANDARD))
                        .ok())
                .isTrue();
    }

    @Test
    void aMemberThatHasHeardOfReadingsTooFarAheadIsPutOut() {
        meet();
        liar.clocks = now -> new Packet.Clocks(now.time(), now.wall(), soon(LEADS.getLast()));
        Packet.Hello hello = Eventually.ends(liar.greeted);

        pair.forEach(hub -> greet(hub.self(), hello, liar.clocks.apply(hello.clocks())));

        Eventually.holds(() -> assertThat(pair).allMatch(hub -> hub.nodes().size() == 2));
        var told = new ArrayList<String>(); // the members change before the line is written
        Eventually.holds(() -> {
            told.addAll(errors.take());
            assertThat(told).as("a line of each hub").hasSizeGreaterThanOrEqualTo(2);
        });
        assertThat(told).allMatch(error -> error.contains("latest reading"));
    }
}
