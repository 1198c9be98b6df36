package io.processhub.strategy.synchronization.gossip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.UnknownFieldSet;
import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Logs.Head;
import io.processhub.process.ProcessType;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Acks;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Parcel;
import io.processhub.strategy.synchronization.gossip.GossipMessage.Rumour;
import io.processhub.wire.Nodes;
import io.processhub.wire.PacketCodec;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class GossipCodecTest {
    private static final List<NodeId> NODES =
            Stream.of("anna", "bert", "carl").map(name -> new NodeId(name, 1)).toList();

    private static final SyncContext.Codec LOGS = logs(NODES);
    static final GossipCodec CODEC = new GossipCodec(LOGS);

    private static SyncContext.Codec logs(List<NodeId> reachable) {
        var nodes = new Nodes();
        nodes.reachable(reachable);
        return new PacketCodec(nodes).logs();
    }

    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, 50).boxed();
    }

    /** One of each kind, with random contents. */
    static List<GossipMessage> messages(Random random) {
        return List.of(
                new Rumour(random.nextLong(1L << 40), random.nextLong(), 1 + random.nextInt(9), parcel(random)),
                new GossipMessage.RoundStart(random.nextLong(1L << 40), random.nextLong(), round(random)),
                new Acks(numbers(random), numbers(random), numbers(random)),
                new GossipMessage.Inquiry(numbers(random)),
                new GossipMessage.Report(random.nextLong(1L << 40), random.nextInt(9), heads(random)),
                new GossipMessage.TargetRequest(id(random)),
                new GossipMessage.Target(id(random), random.nextInt(3), 3, heads(random)),
                new GossipMessage.Probe(random.nextLong()),
                new GossipMessage.Even());
    }

    private static Parcel parcel(Random random) {
        long from = random.nextLong(1L << 40);
        String name = "p" + random.nextInt();
        var intent = new Intent(
                new ProcessId(name),
                new Stamp(random.nextLong(1L << 40), NODES.getLast()),
                new Intent.Wanted(ProcessType.of("t", Object.class).spec(name), Metadata.NONE));
        var delta = new Delta(NODES.getFirst(), from, from + 1, 0, List.of(new Entry.IntentSet(from + 1, intent)));
        return new Parcel(delta, LOGS.encodeDelta(delta));
    }

    private static GossipMessage.Round round(Random random) {
        RoundId id = id(random);
        RoundId base = switch (random.nextInt(4)) {
            case 0 -> RoundId.NONE;
            case 1 -> RoundId.UNTOLD;
            case 2 -> id.back(1 + random.nextInt(1_000));
            default -> id(random);
        };
        return new GossipMessage.Round(
                id, base, random.nextBoolean(), random.nextInt(), random.nextLong(), heads(random));
    }

    private static RoundId id(Random random) {
        return new RoundId(random.nextInt(), 2_000 + random.nextInt(1 << 20), 1 + random.nextInt(3));
    }

    private static List<Long> numbers(Random random) {
        return random.longs(random.nextInt(4), 0, 1L << 40).boxed().toList();
    }

    private static List<Head> heads(Random random) {
        return NODES.stream()
                .filter(ignored -> random.nextBoolean())
                .map(node -> new Head(node, random.nextLong(1L << 40)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsEncodedIsDecoded(long seed) {
        for (GossipMessage message : messages(new Random(seed))) {
            assertThat(CODEC.decode(CODEC.encode(message))).isEqualTo(message);
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatALaterVersionAppendsIsIgnored(long seed) {
        for (GossipMessage message : messages(new Random(seed))) {
            boolean open = message instanceof Acks acks && acks.unknown().isEmpty(); // its last lists were left out
            if (!open) {
                byte[] bytes = CODEC.encode(message).bytes();
                byte[] longer = Arrays.copyOf(bytes, bytes.length + 5);

                assertThat(CODEC.decode(new SyncMessage.Custom(longer))).isEqualTo(message);
            }
        }
    }

    @Test
    void announcedLengthsAreNotBelieved() {
        byte[] manyNumbers = {2, -1, -1, -1, -1, 7};
        byte[] longDelta = {1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, -1, -1, -1, -1, 7};

        assertThatIllegalArgumentException().isThrownBy(() -> CODEC.decode(new SyncMessage.Custom(manyNumbers)));
        assertThatIllegalArgumentException().isThrownBy(() -> CODEC.decode(new SyncMessage.Custom(longDelta)));
    }

    @Test
    void newsOfANodeThatCannotBeReachedIsRefused() {
        SyncMessage.Custom rumour = CODEC.encode(messages(new Random(1)).getFirst());
        var far = new GossipCodec(logs(NODES.subList(1, 3)));

        assertThatIllegalArgumentException().isThrownBy(() -> far.decode(rumour));
    }

    /** An entry of a kind that this version does not know is not understood, and relayed all the same. */
    @Test
    void newsIsRelayedUnchanged() {
        var unknownKind = io.processhub.wire.proto.Entry.newBuilder()
                .setStep(1)
                .setId("p")
                .setUnknownFields(UnknownFieldSet.newBuilder()
                        .addField(
                                77,
                                UnknownFieldSet.Field.newBuilder().addVarint(7).build())
                        .build());
        byte[] bytes = io.processhub.wire.proto.Delta.newBuilder()
                .setOrigin(StableHash.of(NODES.getFirst()))
                .setLength(1)
                .addEntries(unknownKind)
                .build()
                .toByteArray();
        var sent = CODEC.encode(new Rumour(1, 2, 3, new Parcel(LOGS.decodeDelta(bytes), bytes)));

        var received = (Rumour) CODEC.decode(sent);

        assertThat(received.parcel().delta().entries()).isEmpty();
        assertThat(CODEC.encode(received)).isEqualTo(sent);
    }

    /** Goals for bytes depend on it. */
    @Test
    void smallMessagesAreSmall() {
        assertThat(CODEC.encode(new Acks(List.of(5_000L), List.of(), List.of())).size())
                .isEqualTo(4);
        assertThat(CODEC.encode(new GossipMessage.Report(5_000, 0, List.of())).size())
                .isEqualTo(5);
        assertThat(CODEC.encode(new GossipMessage.Even()).size()).isEqualTo(1);
    }
}
