package io.processhub.coordinator;

import io.processhub.fuzz.Corpus;
import io.processhub.wire.Packet;
import io.processhub.wire.Packets;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import org.junit.jupiter.api.Test;

/** Goal: the corpus of the coordinator holds each kind of packet. */
final class CoordinatorCorpusTest {
    private static final int SEEDS = 8;

    @Test
    void eachKindOfPacketIsInTheCorpus() {
        var expected = new LinkedHashMap<String, byte[]>();
        for (int seed = 1; seed <= SEEDS; seed++) {
            expected.put("all-packets-" + seed, sequence(new Packets(seed).controls(2)));
        }
        Corpus.of(CoordinatorFuzzTest.class).holds(expected);
    }

    private static byte[] sequence(Iterable<? extends Packet> packets) {
        var bytes = new ByteArrayOutputStream();
        try (var out = new DataOutputStream(bytes)) {
            for (Packet packet : packets) {
                byte[] frame = Packets.codec().encode(packet, Integer.MAX_VALUE).getFirst();
                out.writeShort(frame.length);
                out.write(frame);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
