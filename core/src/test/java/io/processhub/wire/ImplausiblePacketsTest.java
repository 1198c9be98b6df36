package io.processhub.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import io.processhub.wire.proto.Ask;
import io.processhub.wire.proto.AskHead;
import io.processhub.wire.proto.DesiredState;
import io.processhub.wire.proto.Ended;
import io.processhub.wire.proto.Forwarded;
import io.processhub.wire.proto.Frame;
import io.processhub.wire.proto.Gap;
import io.processhub.wire.proto.Goodbye;
import io.processhub.wire.proto.Handover;
import io.processhub.wire.proto.Leave;
import io.processhub.wire.proto.Node;
import io.processhub.wire.proto.Parked;
import io.processhub.wire.proto.Running;
import io.processhub.wire.proto.Spec;
import io.processhub.wire.proto.TellHead;
import io.processhub.wire.proto.Vector;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What no node would have sent is dropped before anything of it is read: numbers at the ends of their ranges,
 * impossible stretches.
 */
final class ImplausiblePacketsTest {
    private static final PacketCodec CODEC = Packets.codec();
    private static final Node NODE =
            Node.newBuilder().setName("node-0").setIncarnation(1).build();
    private static final long ORIGIN = StableHash.of(new NodeId("node-0", 1));

    @Test
    void whatNoNodeWouldHaveSentIsDropped() {
        var hello = io.processhub.wire.proto.Hello.newBuilder().setWeight(Double.NaN);

        assertDropped(
                Frame.newBuilder().setHello(hello),
                Frame.newBuilder().setHello(hello.clone().setWeight(-1)),
                Frame.newBuilder().setHello(hello.clone().setWeight(Double.POSITIVE_INFINITY)),
                Frame.newBuilder().setHello(hello.clone().setWeight(1).setGeneration(-1)),
                Frame.newBuilder().setHello(hello.clone().setWeight(1).setHead(-1)),
                Frame.newBuilder().setTell(io.processhub.wire.proto.Tell.newBuilder()));
        assertThat(CODEC.decode(Frame.newBuilder()
                        .setGoodbye(Goodbye.getDefaultInstance())
                        .build()
                        .toByteArray()))
                .contains(new Packet.Goodbye());
    }

    /** Whatever this node counts on from must be far from the end of its range. */
    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
    void numbersAtTheEndsOfTheirRangesAreDropped(long number) {
        var hello = io.processhub.wire.proto.Hello.newBuilder().setWeight(1);
        var tell = io.processhub.wire.proto.Tell.newBuilder().setId("p");
        int hops = number < 0 ? -1 : Integer.MAX_VALUE;

        assertThat(CODEC.decode(Frame.newBuilder()
                        .setAsk(Ask.newBuilder().setId("p"))
                        .build()
                        .toByteArray()))
                .isPresent();
        assertThat(CODEC.decode(Frame.newBuilder()
                        .setForwarded(Forwarded.newBuilder().setTo(NODE))
                        .build()
                        .toByteArray()))
                .isPresent();
        assertThat(CODEC.decode(Frame.newBuilder().setHello(hello).build().toByteArray()))
                .isPresent();
        assertThat(CODEC.decode(Frame.newBuilder().setTell(tell).build().toByteArray()))
                .isPresent();
        assertDropped(
                Frame.newBuilder().setHello(hello.clone().setGeneration(number)),
                Frame.newBuilder().setHello(hello.clone().setHead(number)),
                Frame.newBuilder().setHello(hello.clone().setTime(number)),
                Frame.newBuilder().setHello(hello.clone().setWall(number)),
                Frame.newBuilder().setHello(hello.clone().setReading(number)),
                Frame.newBuilder().setTell(tell).setNumber(number),
                Frame.newBuilder().setTell(tell.clone().setHops(hops)),
                Frame.newBuilder().setAsk(Ask.newBuilder().setId("p").setHops(hops)),
                Frame.newBuilder()
                        .setForwarded(Forwarded.newBuilder().setTo(NODE).setHops(hops)),
                Frame.newBuilder()
                        .setOffer(Vector.newBuilder().addLongOrigins(ORIGIN).addVersions(number)),
                Frame.newBuilder().setMore(Gap.newBuilder().setOrigin(ORIGIN).setFrom(number)),
                Frame.newBuilder().setMore(Gap.newBuilder().setOrigin(ORIGIN).setTo(number)),
                Frame.newBuilder().setAskHead(AskHead.newBuilder().setQuestion(number)),
                Frame.newBuilder().setTellHead(TellHead.newBuilder().setQuestion(number)),
                Frame.newBuilder().setTellHead(TellHead.newBuilder().setHead(number)),
                Frame.newBuilder().setLeave(Leave.newBuilder().setGrace(Math.min(number, -1))));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
    void numbersInLogsAtTheEndsOfTheirRangesAreDropped(long number) {
        var delta =
                io.processhub.wire.proto.Delta.newBuilder().setOrigin(ORIGIN).setLength(1);
        var entry = io.processhub.wire.proto.Entry.newBuilder().setStep(1).setId("p");
        var ended = Ended.newBuilder();
        var parked = Parked.newBuilder();
        var stamp = io.processhub.wire.proto.Stamp.newBuilder().setStep(number);
        var intent = DesiredState.newBuilder().setStamp(stamp);

        assertDropped(Stream.of(
                        delta.clone().setFrom(number),
                        delta.clone().setLength(number),
                        delta.clone().setFloor(number),
                        delta.clone().addEntries(entry.clone().setStep(number).setEnded(ended)),
                        delta.clone().addEntries(entry.clone().setIntent(intent)),
                        delta.clone()
                                .addEntries(entry.clone().setEnded(ended.clone().setTerm(number))),
                        delta.clone()
                                .addEntries(
                                        entry.clone().setParked(parked.clone().setTerm(number))),
                        delta.clone()
                                .addEntries(
                                        entry.clone().setParked(parked.clone().setUntil(number))))
                .map(bad -> Frame.newBuilder().setNews(bad))
                .toArray(Frame.Builder[]::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
    void numbersOfInstancesAtTheEndsOfTheirRangesAreDropped(long number) {
        var delta =
                io.processhub.wire.proto.Delta.newBuilder().setOrigin(ORIGIN).setLength(1);
        var entry = io.processhub.wire.proto.Entry.newBuilder().setStep(1).setId("p");
        var running = Running.newBuilder().setEpochStep(7);
        var good = delta.clone().addEntries(entry.clone().setRunning(running));

        assertThat(CODEC.decode(Frame.newBuilder().setNews(good).build().toByteArray()))
                .isPresent();
        assertDropped(Stream.of(
                        running.clone().setEpochStep(number),
                        running.clone().setPredecessor(number),
                        running.clone().setEpochStep(number).setTermStep(7 - number),
                        running.clone().setTermStep(number - 7))
                .map(bad -> delta.clone().addEntries(entry.clone().setRunning(bad)))
                .map(bad -> Frame.newBuilder().setNews(bad))
                .toArray(Frame.Builder[]::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
    void numbersOfHandoversAtTheEndsOfTheirRangesAreDropped(long number) {
        var handover = Handover.newBuilder().setId("p");
        var conflict = Handover.Conflict.newBuilder();
        var part = Handover.Part.newBuilder();
        int bytes = number < 0 ? -1 : Integer.MIN_VALUE;

        assertDropped(Stream.of(
                        handover.clone().setAttempt(number).setConflict(conflict),
                        handover.clone().setConflict(conflict.clone().setEpoch(number)),
                        handover.clone().setConflict(conflict.clone().setSurvivor(number)),
                        handover.clone().setConflict(conflict.clone().addLineage(number)),
                        handover.clone().setReady(Handover.Ready.newBuilder().setTicket(number)),
                        handover.clone()
                                .setReceived(Handover.Received.newBuilder().setTicket(number)),
                        handover.clone()
                                .setReceived(Handover.Received.newBuilder().setUpTo(bytes)),
                        handover.clone().setPart(part.clone().setTicket(number)),
                        handover.clone().setPart(part.clone().setTotal(bytes)),
                        handover.clone().setPart(part.clone().setFrom(bytes)))
                .map(bad -> Frame.newBuilder().setHandover(bad))
                .toArray(Frame.Builder[]::new));
    }

    @ParameterizedTest
    @ValueSource(longs = {-1, Long.MIN_VALUE, Long.MAX_VALUE})
    void offersWithNumbersAtTheEndsOfTheirRangesAreDropped(long number) {
        var intent = DesiredState.newBuilder().setSpec(Spec.newBuilder().setType("echo"));
        var offer = Handover.Offer.newBuilder().addWriters(NODE).setIntent(intent);
        var handover = Handover.newBuilder().setId("p");

        assertThat(CODEC.decode(Frame.newBuilder()
                        .setHandover(handover.clone().setOffer(offer))
                        .build()
                        .toByteArray()))
                .isPresent();
        assertDropped(Stream.of(
                        offer.clone().setEpoch(number),
                        offer.clone().setActiveSince(number),
                        offer.clone().addLineage(number),
                        offer.clone().setIntent(intent.clone().clearSpec()))
                .map(bad -> Frame.newBuilder().setHandover(handover.clone().setOffer(bad)))
                .toArray(Frame.Builder[]::new));
    }

    /** A part is within its state, also where a sum would leave its range. */
    @Test
    void partsBeyondTheirStateAreDropped() {
        var part = Handover.Part.newBuilder().setTotal(3).setFrom(1).setBytes(ByteString.copyFromUtf8("ab"));
        var handover = Handover.newBuilder().setId("p");

        assertThat(CODEC.decode(Frame.newBuilder()
                        .setHandover(handover.clone().setPart(part))
                        .build()
                        .toByteArray()))
                .isPresent();
        assertDropped(Stream.of(
                        part.clone().setFrom(2),
                        part.clone().setTotal(1),
                        part.clone().setTotal(Integer.MIN_VALUE))
                .map(bad -> Frame.newBuilder().setHandover(handover.clone().setPart(bad)))
                .toArray(Frame.Builder[]::new));
    }

    private static void assertDropped(Frame.Builder... frames) {
        assertThat(frames)
                .allMatch(frame -> CODEC.decode(frame.build().toByteArray()).isEmpty());
    }

    @Test
    void stretchesThatNoNodeWouldHaveSentAreDropped() {
        long unknown = StableHash.of(new NodeId("nobody", 1));
        long known = StableHash.of(new NodeId("node-0", 1));
        var delta = io.processhub.wire.proto.Delta.newBuilder().setOrigin(known).setLength(1);
        var gap = io.processhub.wire.proto.Gap.newBuilder().setOrigin(known).setFrom(7);
        var strangeWriter = io.processhub.wire.proto.Entry.newBuilder()
                .setStep(1)
                .setId("p")
                .setIntent(io.processhub.wire.proto.DesiredState.newBuilder()
                        .setStamp(io.processhub.wire.proto.Stamp.newBuilder().setWriter(3)));

        assertDropped(
                Frame.newBuilder().setNews(delta.clone().setOrigin(unknown)),
                Frame.newBuilder().setNews(delta.clone().setFrom(-1)),
                Frame.newBuilder().setNews(delta.clone().setLength(-1)),
                Frame.newBuilder().setNews(delta.clone().setFrom(Long.MAX_VALUE)),
                Frame.newBuilder().setNews(delta.clone().setFrom(1L << 62)),
                Frame.newBuilder().setNews(delta.clone().addEntries(strangeWriter)),
                Frame.newBuilder().setMore(gap.clone().setOrigin(unknown)),
                Frame.newBuilder().setMore(gap.clone().setTo(3)));
    }

    @Test
    void vectorsThatNoNodeWouldHaveSentAreDropped() {
        var vector = io.processhub.wire.proto.Vector.newBuilder();

        assertDropped(
                Frame.newBuilder().setOffer(vector.clone().addVersions(1)),
                Frame.newBuilder().setOffer(vector.clone().addShortOrigins(7)));
    }
}
