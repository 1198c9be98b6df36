package io.processhub.wire;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.processhub.fuzz.Cost;
import java.util.List;

/** Goal: a frame is a packet, which is encoded and decoded without a change, or it is dropped. */
final class PacketsFuzzTest {
    private static final PacketCodec CODEC = Packets.codec();

    @FuzzTest
    void aFrameIsAPacketOrDropped(byte[] frame) {
        Cost.bounded(frame, () -> CODEC.decode(frame));
        CODEC.decode(frame).ifPresent(packet -> {
            byte[] encoded = encoded(packet);
            Packet again = CODEC.decode(encoded).orElseThrow();

            assertThat(again).hasSameClassAs(packet);
            assertThat(encoded(again)).isEqualTo(encoded);
            assertThat(encoded.length).isLessThan(2 * frame.length + 100);
        });
    }

    private static byte[] encoded(Packet packet) {
        List<byte[]> frames = CODEC.encode(packet, Integer.MAX_VALUE);
        assertThat(frames).hasSize(1);
        return frames.getFirst();
    }
}
