package io.processhub.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MapEntry;
import com.google.protobuf.Message;
import io.processhub.fuzz.Corpus;
import io.processhub.hash.StableHash;
import io.processhub.wire.proto.Delta;
import io.processhub.wire.proto.Entry;
import io.processhub.wire.proto.Frame;
import io.processhub.wire.proto.Handover;
import io.processhub.wire.proto.Running;
import io.processhub.wire.proto.Spec;
import io.processhub.wire.proto.Start;
import io.processhub.wire.proto.Vector;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Goal: the corpus holds every field of every message of {@code wire.proto}, and what was once believed. */
final class PacketsCorpusTest {
    private static final Corpus CORPUS = Corpus.of(PacketsFuzzTest.class);
    private static final int SEEDS = 100;
    private static final long ORIGIN = StableHash.of(Packets.REACHABLE.getFirst());
    private static final byte[] GREATEST_LENGTH = {-1, -1, -1, -1, 7};

    @Test
    void eachFieldIsInTheCorpus() {
        CORPUS.holds(samples());
        Set<String> missing = new TreeSet<>();
        addFields(Frame.getDescriptor(), missing);
        CORPUS.inputs().forEach(frame -> missing.removeAll(fields(frame)));

        assertThat(missing).as("give Packets a value of each").isEmpty();
    }

    @Test
    void whatWasOnceBelievedIsInTheCorpus() {
        CORPUS.holds(faults());
    }

    /** Nodes of the first version and of this one accept the same and drop the same. */
    @Test
    void theGeneratedCodecReadsTheCorpusAlike() {
        var codec = Packets.codec();
        var generated = new GeneratedPacketCodec(Packets.nodes());

        assertThat(CORPUS.inputs())
                .allSatisfy(frame -> assertThat(
                                codec.decode(frame).map(generated::encode).map(ByteString::copyFrom))
                        .isEqualTo(
                                generated.decode(frame).map(generated::encode).map(ByteString::copyFrom)));
    }

    private static void addFields(Descriptor type, Set<String> fields) {
        for (FieldDescriptor field : type.getFields()) {
            fields.add(field.getFullName());
            if (field.getJavaType() == FieldDescriptor.JavaType.MESSAGE) {
                addFields(field.getMessageType(), fields);
            }
        }
    }

    /** Those that a frame sets; none when it is not a frame. */
    private static Set<String> fields(byte[] frame) {
        Set<String> fields = new TreeSet<>();
        try {
            addFields(Frame.parseFrom(frame), fields);
        } catch (InvalidProtocolBufferException garbage) {
            assertThat(garbage).isNotNull();
        }
        return fields;
    }

    private static void addFields(Message message, Set<String> fields) {
        message.getAllFields().forEach((field, value) -> {
            fields.add(field.getFullName());
            Collection<?> values = value instanceof List<?> list ? list : List.of(value);
            values.forEach(one -> {
                if (one instanceof MapEntry<?, ?> entry) {
                    entry.getDescriptorForType().getFields().forEach(part -> fields.add(part.getFullName()));
                } else if (one instanceof Message inner) {
                    addFields(inner, fields);
                }
            });
        });
    }

    /** The first random packets that have a field which none before had, by their kinds. */
    private static Map<String, byte[]> samples() {
        var samples = new LinkedHashMap<String, byte[]>();
        var seen = new TreeSet<String>();
        var kinds = new TreeMap<String, Integer>();
        for (int seed = 0; seed < SEEDS; seed++) {
            for (Packet packet : new Packets(seed).all(2)) {
                byte[] frame = Packets.codec().encode(packet, Integer.MAX_VALUE).getFirst();
                if (seen.addAll(fields(frame))) {
                    String kind = kind(packet);
                    samples.put(kind + "-" + kinds.merge(kind, 1, Integer::sum), frame);
                }
            }
        }
        samples.put(
                "offer-of-complete-hashes",
                bytes(Frame.newBuilder()
                        .setOffer(Vector.newBuilder().addLongOrigins(ORIGIN).addVersions(7))));
        samples.put(
                "start-with-encoded-argument",
                start(spec().setArgument(bytes(1, 2)).setArgumentType("m"), 1));
        return samples;
    }

    private static String kind(Packet packet) {
        Object named = switch (packet) {
            case Packet.Handover handover -> handover.message();
            case Packet.Synchronize synchronize -> synchronize.message();
            default -> packet;
        };
        String prefix = packet instanceof Packet.Handover ? "handover-" : "";
        return prefix + named.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private static Map<String, byte[]> faults() {
        byte[] groups = new byte[60_000];
        Arrays.fill(groups, (byte) ((15 << 3) | 3));
        var faults = new LinkedHashMap<String, byte[]>();
        faults.put("fault-nested-groups", groups);
        faults.put("fault-length-of-a-field", announced(Frame.NEWS_FIELD_NUMBER));
        faults.put("fault-length-within-a-field", inside());
        faults.put("fault-greatest-stamp", start(spec(), (1L << 62) - 1));
        faults.put("fault-stamp-out-of-range", start(spec(), Long.MAX_VALUE));
        faults.put("fault-argument-not-unicode", start(spec().setArgument(bytes(0xed, 0xa0, 0xbd)), 1));
        faults.put("fault-greatest-epoch", running(Running.newBuilder().setEpochStep((1L << 62) - 1)));
        faults.put("fault-epoch-out-of-range", running(Running.newBuilder().setEpochStep(-1)));
        faults.put("fault-term-out-of-range", running(Running.newBuilder().setTermStep(Long.MIN_VALUE)));
        faults.put("fault-greatest-version", bytes(Frame.newBuilder().setNews(delta(Long.MAX_VALUE))));
        faults.put("fault-greatest-state", part(Integer.MAX_VALUE));
        faults.put("fault-negative-state", part(-1));
        return faults;
    }

    private static byte[] announced(int field) {
        byte[] frame = Arrays.copyOf(new byte[] {(byte) ((field << 3) | 2)}, 1 + GREATEST_LENGTH.length);
        System.arraycopy(GREATEST_LENGTH, 0, frame, 1, GREATEST_LENGTH.length);
        return frame;
    }

    private static byte[] inside() {
        byte[] inner = announced(Delta.ENTRIES_FIELD_NUMBER);
        byte[] frame = new byte[2 + inner.length];
        frame[0] = (Frame.NEWS_FIELD_NUMBER << 3) | 2;
        frame[1] = (byte) inner.length;
        System.arraycopy(inner, 0, frame, 2, inner.length);
        return frame;
    }

    private static ByteString bytes(int... values) {
        byte[] bytes = new byte[values.length];
        IntStream.range(0, values.length).forEach(index -> bytes[index] = (byte) values[index]);
        return ByteString.copyFrom(bytes);
    }

    private static byte[] bytes(Frame.Builder frame) {
        return frame.setProtocol(PacketCodec.PROTOCOL).build().toByteArray();
    }

    private static Spec.Builder spec() {
        return Spec.newBuilder().setType("t");
    }

    private static byte[] start(Spec.Builder spec, long clock) {
        var state = io.processhub.wire.proto.DesiredState.newBuilder()
                .setStamp(io.processhub.wire.proto.Stamp.newBuilder().setStep(clock))
                .setSpec(spec);
        return bytes(Frame.newBuilder()
                .setStart(Start.newBuilder()
                        .addWriters(GeneratedWriters.node(Packets.REACHABLE.getFirst()))
                        .addIntents(io.processhub.wire.proto.Intent.newBuilder()
                                .setId("p")
                                .setState(state))));
    }

    private static Delta.Builder delta(long from) {
        return Delta.newBuilder().setOrigin(ORIGIN).setFrom(from).setLength(1);
    }

    private static byte[] running(Running.Builder running) {
        var entry = Entry.newBuilder().setStep(1).setId("p").setRunning(running);
        return bytes(Frame.newBuilder().setNews(delta(0).addEntries(entry)));
    }

    private static byte[] part(int total) {
        var part = Handover.Part.newBuilder().setPresent(true).setTotal(total);
        return bytes(
                Frame.newBuilder().setHandover(Handover.newBuilder().setId("p").setPart(part)));
    }
}
