package io.processhub.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.WireFormat;
import io.processhub.registry.Intent;
import io.processhub.wire.proto.Frame;
import java.lang.reflect.Field;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Nodes of the first version, whose codec Protocol Buffers generated, and of this one read each other. */
final class GeneratedCodecTest {
    private static final PacketCodec CODEC = Packets.codec();
    private static final GeneratedPacketCodec GENERATED = new GeneratedPacketCodec(Packets.nodes());

    static Stream<Long> seeds() {
        return LongStream.range(0, 100).boxed();
    }

    private static byte[] encoded(Packet packet) {
        return CODEC.encode(packet, Integer.MAX_VALUE).getFirst();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothWriteTheSameAndReadIt(long seed) {
        for (Packet packet : new Packets(seed).all(20)) {
            byte[] frame = encoded(packet);

            assertThat(frame).isEqualTo(GENERATED.encode(packet));
            assertThat(GENERATED.decode(frame)).hasValueSatisfying(same(packet));
            assertThat(CODEC.decode(frame)).hasValueSatisfying(same(packet));
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothReadTheSameOutOfDamagedFrames(long seed) throws Exception {
        var random = new Random(seed);
        for (Packet packet : new Packets(seed).all(3)) {
            byte[] frame = encoded(packet);
            for (int i = 0; i < 20; i++) {
                assertReadAlike(damaged(frame, random));
            }
        }
    }

    /**
     * One reader may refuse what the other reads only when a frame has two messages in a field for one, which Protocol
     * Buffers merges. What it makes of the frame is read alike.
     */
    private static void assertReadAlike(byte[] frame) throws InvalidProtocolBufferException {
        Optional<Packet> before = GENERATED.decode(frame);
        Optional<Packet> now = CODEC.decode(frame);

        now.ifPresent(packet -> assertThat(before).hasValueSatisfying(same(packet)));
        if (before.isPresent()) {
            byte[] merged = Frame.parseFrom(frame).toByteArray();
            assertThat(CODEC.decode(merged)).hasValueSatisfying(same(before.get()));
        }
    }

    private static Consumer<Packet> same(Packet expected) {
        return packet -> assertThat(GENERATED.encode(packet)).isEqualTo(GENERATED.encode(expected));
    }

    private static byte[] damaged(byte[] frame, Random random) {
        byte[] damaged = frame.clone();
        int at = random.nextInt(frame.length);
        switch (random.nextInt(5)) {
            case 0 -> damaged[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> damaged[at] = (byte) random.nextInt();
            case 2 -> damaged = Arrays.copyOf(frame, at);
            case 3 -> damaged = with(frame, at, (byte) random.nextInt(20));
            default -> damaged = twice(frame, at);
        }
        return damaged;
    }

    private static byte[] with(byte[] frame, int at, byte value) {
        byte[] longer = Arrays.copyOf(frame, frame.length + 1);
        System.arraycopy(frame, at, longer, at + 1, frame.length - at);
        longer[at] = value;
        return longer;
    }

    private static byte[] twice(byte[] frame, int from) {
        byte[] longer = Arrays.copyOf(frame, 2 * frame.length - from);
        System.arraycopy(frame, from, longer, frame.length, frame.length - from);
        return longer;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void bothCountTheSameForAnIntent(long seed) {
        for (Packet packet : new Packets(seed).controls(5)) {
            if (packet instanceof Packet.Start(List<Intent> intents, boolean moving)) {
                intents.stream()
                        .map(Intent::wanted)
                        .filter(wanted -> wanted != null)
                        .forEach(wanted ->
                                assertThat(PacketCodec.bytesOf(wanted)).isEqualTo(GeneratedEntryCodec.bytesOf(wanted)));
            }
        }
    }

    @Test
    void theFieldsAreThoseOfTheProtocol() throws Exception {
        var expected = new TreeMap<String, Integer>();
        for (Descriptor type : Frame.getDescriptor().getFile().getMessageTypes()) {
            addFields(type, type.getName(), expected);
        }
        var fields = new TreeMap<String, Integer>();
        for (Class<?> type : Fields.class.getDeclaredClasses()) {
            if (type != Fields.Pair.class) {
                addFields(type, type.getSimpleName(), fields);
            }
        }

        assertThat(fields).isEqualTo(expected);
    }

    private static void addFields(Descriptor type, String name, Map<String, Integer> fields) {
        for (FieldDescriptor field : type.getFields()) {
            String constant = name + '.' + field.getName().toUpperCase(Locale.ROOT);
            int number = field.getNumber() << 3;
            boolean run = field.isRepeated() && field.isPackable();
            fields.put(constant, number | (run ? WireFormat.WIRETYPE_LENGTH_DELIMITED : form(field)));
            if (run) {
                fields.put(constant + "_SINGLY", number | form(field));
            }
        }
        type.getNestedTypes().stream()
                .filter(nested -> !nested.getOptions().getMapEntry())
                .forEach(nested -> addFields(nested, name + '.' + nested.getName(), fields));
    }

    private static int form(FieldDescriptor field) {
        return field.getLiteType().getWireType();
    }

    private static void addFields(Class<?> type, String name, Map<String, Integer> fields) throws Exception {
        for (Field field : type.getDeclaredFields()) {
            fields.put(name + '.' + field.getName(), field.getInt(null));
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            addFields(nested, name + '.' + nested.getSimpleName(), fields);
        }
    }
}
