package io.processhub.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.processhub.fuzz.Cost;
import io.processhub.wire.Packet;
import io.processhub.wire.PacketCodec;
import io.processhub.wire.Packets;
import java.nio.ByteBuffer;

/**
 * Goal: a member may send what it likes, and the hub goes on, unless it is asked to leave. Method: a coordinator with
 * some processes is given the packets in the input, each of which follows its length in two bytes; what it wants done
 * is done at once, what it sends is encoded, and then some time passes.
 */
final class CoordinatorFuzzTest {
    private static final PacketCodec CODEC = Packets.codec();

    @FuzzTest
    void aHubGoesOnWhateverAMemberSends(byte[] input) {
        Cost.bounded(input, LoneHub.BYTES_MAX, () -> run(input));
    }

    private static void run(byte[] input) {
        var hub = new LoneHub(CODEC);
        var rest = ByteBuffer.wrap(input);
        boolean toLeave = false;
        while (rest.remaining() > Short.BYTES) {
            byte[] frame = new byte[Math.min(Short.toUnsignedInt(rest.getShort()), rest.remaining())];
            rest.get(frame);
            if (CODEC.decode(frame).orElse(null) instanceof Packet.Control control) {
                hub.receive(control);
                toLeave |= control instanceof Packet.Leave;
            }
        }
        hub.grow();
        assertThat(hub.running() || toLeave).isTrue();
    }
}
