package io.processhub.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.ProcessId;
import io.processhub.wire.proto.DesiredState;
import io.processhub.wire.proto.Frame;
import io.processhub.wire.proto.Stop;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids and stamps of a message, each of which is written by its difference to the one before. */
final class IdsTest {
    private static final PacketCodec CODEC = Packets.codec();
    private static final NodeId WRITER = Packets.REACHABLE.getFirst();
    private static final long LATEST = (1L << 62) - 1;

    private static Packet stop(List<String> ids, List<Long> clocks) {
        List<Intent> intents = new ArrayList<>();
        for (int i = 0; i < ids.size(); i++) {
            long clock = clocks.get(i % clocks.size());
            intents.add(new Intent(new ProcessId(ids.get(i)), new Stamp(clock, WRITER), null));
        }
        return new Packet.Stop(intents);
    }

    private static byte[] encoded(Packet packet) {
        return CODEC.encode(packet, Integer.MAX_VALUE).getFirst();
    }

    @Test
    void idsThatShareMuchLittleOrAllAreReadAsTheyWere() {
        String longest = "x".repeat(255);
        List<String> ids = List.of(
                longest,
                longest,
                longest.substring(1),
                "a",
                "ab",
                "a",
                "a\uD83D\uDE00",
                "a\uD83D\uDE01",
                "a\uD83D\uDE01b",
                "é",
                "è",
                "éa");
        Packet packet = stop(ids, List.of(1L));

        assertThat(CODEC.decode(encoded(packet))).contains(packet);
    }

    @Test
    void readingsAtTheEndsOfTheirRangeAreReadAsTheyWere() {
        Packet packet = stop(List.of("a", "b", "c", "d", "e"), List.of(0L, LATEST, 0L, 1L, LATEST));

        assertThat(CODEC.decode(encoded(packet))).contains(packet);
    }

    @Test
    void theSameIdTakesFewBytesAgain() {
        String id = "x".repeat(200);
        int once = encoded(stop(List.of(id), List.of(LATEST))).length;
        int twice = encoded(stop(List.of(id, id), List.of(LATEST))).length;

        assertThat(twice - once).isLessThan(12);
    }

    /** The one before has three characters, and a short frame must not repeat a long text often. */
    @ParameterizedTest
    @ValueSource(ints = {4, 256, -1, Integer.MIN_VALUE})
    void moreThanTheIdBeforeHasIsDropped(int shared) {
        assertThat(CODEC.decode(frame("abc", shared))).isEmpty();
        assertThat(CODEC.decode(frame("x".repeat(300), 256))).isEmpty();
        assertThat(CODEC.decode(frame("abc", 3))).isPresent();
    }

    @Test
    void halfACharacterOfTheIdBeforeIsDropped() {
        assertThat(CODEC.decode(frame("\uD83D\uDE00", 1))).isEmpty();
        assertThat(CODEC.decode(frame("\uD83D\uDE00", 2))).isPresent();
    }

    @Test
    void whatIsSharedIsLimitedAlsoWhereTheIdBeforeIsNotUsed() {
        var ids = new Ids();
        ids.rest(text("x".repeat(300)));
        assertThat(ids.read(0)).hasSize(300);

        assertThatIllegalArgumentException().isThrownBy(() -> ids.read(256)).withMessageContaining("256");
        assertThat(ids.read(255)).hasSize(255);
    }

    private static Reader text(String value) {
        byte[] field = Writer.bytes(out -> out.element(Fields.Intent.ID, value));
        var in = new Reader(field, new Names());
        in.next();
        return in;
    }

    private static byte[] frame(String first, int shared) {
        var stop = Stop.newBuilder().addWriters(GeneratedWriters.node(WRITER));
        Stream.of(intent().setId(first), intent().setShared(shared)).forEach(stop::addIntents);
        return Frame.newBuilder()
                .setProtocol(PacketCodec.PROTOCOL)
                .setStop(stop)
                .build()
                .toByteArray();
    }

    private static io.processhub.wire.proto.Intent.Builder intent() {
        return io.processhub.wire.proto.Intent.newBuilder().setState(DesiredState.getDefaultInstance());
    }
}
