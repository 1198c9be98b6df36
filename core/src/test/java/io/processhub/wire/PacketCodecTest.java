package io.processhub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.log.Logs.Head;
import io.processhub.process.ProcessException;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.wire.proto.Frame;
import io.processhub.wire.proto.Refusal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class PacketCodecTest {
    private static final int FRAME_BYTES_MAX = 64_000;
    private static final PacketCodec CODEC = Packets.codec();

    static Stream<Long> seeds() {
        return LongStream.range(0, 100).boxed();
    }

    private static Packet decoded(byte[] frame) {
        return CODEC.decode(frame).orElseThrow();
    }

    private static byte[] encoded(Packet packet) {
        List<byte[]> frames = CODEC.encode(packet, FRAME_BYTES_MAX);
        assertThat(frames).hasSize(1);
        return frames.getFirst();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyKindOfPacketSurvivesTheWay(long seed) {
        for (Packet packet : new Packets(seed).all(20)) {
            Packet arrived = decoded(encoded(packet));

            assertThat(arrived)
                    .usingRecursiveComparison()
                    .withEqualsForType(Instance::equals, Instance.class)
                    .isEqualTo(packet);
        }
    }

    @ParameterizedTest
    @EnumSource(ProcessException.Reason.class)
    void everyReasonSurvivesTheWay(ProcessException.Reason reason) {
        assertThat(decoded(encoded(new Packet.Refusal(1, reason, "why"))))
                .isEqualTo(new Packet.Refusal(1, reason, "why"));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void packetsThatAreTooLongForAFrameAreCut(long seed) {
        int bytesMax = 4_000;
        for (Packet packet : new Packets(seed).controls(60)) {
            if (packet instanceof Packet.Hello || packet instanceof Packet.Mismatch) {
                continue; // one packet of either says it all
            }
            List<byte[]> frames = CODEC.encode(packet, bytesMax);

            assertThat(frames).isNotEmpty().allMatch(frame -> frame.length <= bytesMax);
            assertThat(items(frames.stream().map(PacketCodecTest::decoded).toList()))
                    .isEqualTo(items(List.of(packet)));
        }
    }

    /** What packets of one kind say, item by item. */
    private static List<Object> items(List<Packet> packets) {
        List<Object> items = new ArrayList<>();
        for (Packet packet : packets) {
            switch (packet) {
                case Packet.Start(List<Intent> intents, boolean moving) ->
                    intents.forEach(intent -> items.add(List.of(intent, moving)));
                case Packet.Stop(List<Intent> intents) -> items.addAll(intents);
                case Packet.StartFailed(List<Packet.Failure> failures) -> items.addAll(failures);
                case Packet.Synchronize(SyncMessage.News(Delta delta), var scores) -> items.addAll(delta.entries());
                case Packet.Synchronize(SyncMessage.Offer offer, var scores) -> items.addAll(offer.heads());
                case Packet.Synchronize(SyncMessage.Request request, var scores) -> items.addAll(request.gaps());
                default -> items.add(packet.getClass());
            }
        }
        return items;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theStretchesOfACutDeltaFollowOnOneAnother(long seed) {
        Delta whole = new Packets(seed).delta(80);

        List<Delta> parts = CODEC.encode(new Packet.Synchronize(new SyncMessage.News(whole)), 2_000).stream()
                .map(frame -> ((SyncMessage.News) ((Packet.Synchronize) decoded(frame)).message()).delta())
                .toList();

        List<Entry> entries = new ArrayList<>();
        long end = whole.from();
        for (Delta part : parts) {
            assertThat(part.from()).isEqualTo(end);
            assertThat(part.origin()).isEqualTo(whole.origin());
            assertThat(part.floor()).isEqualTo(whole.floor());
            entries.addAll(part.entries());
            end = part.to();
        }
        assertThat(parts).hasSizeGreaterThan(1);
        assertThat(end).isEqualTo(whole.to());
        assertThat(entries).isEqualTo(whole.entries());
    }

    @Test
    void scoresAreLeftOutWhereThereIsNoRoomForThem() {
        var message = new SyncMessage.Custom(new byte[980]);
        var score = new Packet.Score(Packets.REACHABLE.getFirst(), 1.5, 3, 7);
        var packet = new Packet.Synchronize(message, List.of(score));

        assertThat(decoded(encoded(packet))).isEqualTo(packet);
        assertThat(CODEC.encode(packet, 1_000).stream().map(PacketCodecTest::decoded))
                .containsExactly(new Packet.Synchronize(message));
    }

    @ParameterizedTest
    @ValueSource(floats = {-1, Float.NaN, Float.POSITIVE_INFINITY})
    void aLoadThatIsNoneIsRefused(float load) {
        var score = new Packet.Score(Packets.REACHABLE.getFirst(), load, 3, 7);
        var packet = new Packet.Synchronize(new SyncMessage.Offer(List.of()), List.of(score));

        assertThat(CODEC.decode(encoded(packet))).isEmpty();
    }

    @Test
    void whatCannotBeCutIsRefusedWithBothSizes() {
        var tell = new Packet.Tell(new ProcessId("p"), new Packet.Body("b", new byte[5_000], Map.of()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> CODEC.encode(tell, 1_000))
                .withMessageContaining("1000")
                .withMessageMatching(".* 50\\d\\d bytes .*")
                .withMessageContaining("Tell");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void fieldsOfALaterProtocolAreTolerated(long seed) throws Exception {
        var unknown = UnknownFieldSet.newBuilder()
                .addField(
                        77,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.copyFromUtf8("news"))
                                .addVarint(seed)
                                .build())
                .build();
        for (Packet packet : new Packets(seed).all(5)) {
            Frame later = Frame.parseFrom(encoded(packet)).toBuilder()
                    .setProtocol(2)
                    .mergeUnknownFields(unknown)
                    .build();

            assertThat(decoded(later.toByteArray()))
                    .usingRecursiveComparison()
                    .withEqualsForType(Instance::equals, Instance.class)
                    .isEqualTo(packet);
        }
    }

    @Test
    void aReasonOfALaterProtocolMeansThatTheHandlerMayHaveRun() {
        var refusal = Refusal.newBuilder().setCall(7).setReasonValue(99).setDetail("why");

        assertThat(decoded(Frame.newBuilder().setRefusal(refusal).build().toByteArray()))
                .isEqualTo(new Packet.Refusal(7, ProcessException.Reason.FAILED, "why"));
    }

    @Test
    void anArgumentThatIsNoTextIsGarbage() {
        var spec = ProcessSpec.untyped(new ProcessId("p"), "t").argument("here");
        var intent = new Intent(spec.id(), new Stamp(1, new NodeId("a", 1)), new Intent.Wanted(spec, Metadata.NONE));
        byte[] frame = encoded(new Packet.Start(List.of(intent), false));

        frame[new String(frame, StandardCharsets.ISO_8859_1).indexOf("here")] = (byte) 0xFF;

        assertThat(CODEC.decode(frame)).isEmpty();
    }

    @Test
    void aBodyOfALaterProtocolIsDropped() {
        var body = UnknownFieldSet.newBuilder()
                .addField(
                        99,
                        UnknownFieldSet.Field.newBuilder()
                                .addLengthDelimited(ByteString.EMPTY)
                                .build());
        Frame later =
                Frame.newBuilder().setProtocol(2).setUnknownFields(body.build()).build();

        assertThat(CODEC.decode(later.toByteArray())).isEmpty();
        assertThat(CODEC.decode(new byte[0])).isEmpty();
    }

    @Test
    void bytesThatAreNoPartOfALogAreRefused() {
        byte[] nonsense = {1, 2, 3};

        assertThatIllegalArgumentException().isThrownBy(() -> CODEC.logs().decodeDelta(nonsense));
        assertThatIllegalArgumentException().isThrownBy(() -> CODEC.logs().decodeHeads(nonsense));
        assertThat(CODEC.logs().decodeHeads(new byte[0])).isEmpty();
    }

    /** A later version of the protocol may have kinds of entries, and reasons, that this one does not know. */
    @Test
    void whatALaterProtocolAddedIsReadAsFarAsPossible() {
        var origin = new NodeId("node-0", 1);
        var unknownKind = io.processhub.wire.proto.Entry.newBuilder().setStep(1).setId("p");
        var unknownCause = io.processhub.wire.proto.Entry.newBuilder()
                .setStep(1)
                .setId("q")
                .setEnded(io.processhub.wire.proto.Ended.newBuilder().setCauseValue(99));
        var frame = Frame.newBuilder()
                .setNews(io.processhub.wire.proto.Delta.newBuilder()
                        .setOrigin(StableHash.of(origin))
                        .setLength(2)
                        .addEntries(unknownKind)
                        .addEntries(unknownCause))
                .build();

        var ended = new Entry.PresenceSet(2, ProcessId.of("q"), new Presence.Ended(EndCause.STOPPED));
        var delta = new Delta(origin, 0, 2, 0, List.of(ended));
        assertThat(CODEC.decode(frame.toByteArray())).contains(new Packet.Synchronize(new SyncMessage.News(delta)));
    }

    /** What is said about nodes that cannot be reached is of no use, and the rest of the frame is. */
    @Test
    void headsOfNodesThatCannotBeReachedAreLeftOut() {
        var near = new Head(new NodeId("node-0", 1), 5);
        var far = new Head(new NodeId("nobody", 1), 6);

        assertThat(decoded(encoded(new Packet.Synchronize(new SyncMessage.Offer(List.of(far, near))))))
                .isEqualTo(new Packet.Synchronize(new SyncMessage.Offer(List.of(near))));
    }

    @Test
    void nodesWithHalfOfTheirHashesInCommonAreToldApart() {
        List<NodeId> twins = twins();
        var loner = new NodeId("node-0", 1);
        var nodes = new Nodes();
        nodes.reachable(List.of(twins.get(0), twins.get(1), loner));
        var codec = new PacketCodec(nodes);
        var offer = new Packet.Synchronize(new SyncMessage.Offer(
                List.of(new Head(loner, 3), new Head(twins.get(0), 1), new Head(twins.get(1), 2))));

        assertThat(codec.decode(codec.encode(offer, FRAME_BYTES_MAX).getFirst()))
                .contains(offer);
    }

    /** Of 77,000 names, two share half of their hashes as likely as not. */
    private static List<NodeId> twins() {
        Map<Integer, NodeId> seen = new HashMap<>();
        for (int number = 0; ; number++) {
            var node = new NodeId("n" + number, 1);
            NodeId twin = seen.put((int) StableHash.of(node), node);
            if (twin != null) {
                return List.of(twin, node);
            }
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void theSizeOfAnIntentIsAnUpperBound(long seed) {
        for (Packet packet : new Packets(seed).controls(5)) {
            if (packet instanceof Packet.Start(List<Intent> intents, boolean moving)) {
                intents.stream().filter(Intent::runs).forEach(intent -> {
                    int bytes = encoded(new Packet.Start(List.of(intent), moving)).length;
                    assertThat(bytes).isLessThan(PacketCodec.bytesOf(Objects.requireNonNull(intent.wanted())) + 1_024);
                });
            }
        }
    }
}
