package io.processhub.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.wire.proto.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever arrives, decoding neither throws nor takes memory out of proportion. Method: more than 200,000 random,
 * cut and damaged frames from fixed seeds. What is a packet all the same is no larger than its frame, and a length that
 * were believed would ask for an array that no JVM can have.
 */
final class PacketCodecFuzzTest {
    private static final int FRAMES_PER_TEST = 60_000;
    private static final PacketCodec CODEC = Packets.codec();

    private final Random random = new Random(5);
    private int valid;

    private void feed(byte[] frame) {
        Optional<Packet> packet = CODEC.decode(frame);
        if (packet.isPresent()) {
            valid++;
            int bytes = CODEC.encode(packet.get(), Integer.MAX_VALUE).getFirst().length;
            assertThat(bytes).as("size of %s", packet).isLessThan(2 * frame.length + 100);
        }
    }

    private static List<byte[]> frames(long seed) {
        List<byte[]> frames = new ArrayList<>();
        for (Packet packet : new Packets(seed).all(6)) {
            frames.addAll(CODEC.encode(packet, 64_000));
        }
        return frames;
    }

    @Test
    void randomBytesAreDropped() {
        for (int i = 0; i < FRAMES_PER_TEST; i++) {
            byte[] frame = new byte[random.nextInt(300)];
            random.nextBytes(frame);
            feed(frame);
        }

        assertThat(valid).isLessThan(FRAMES_PER_TEST / 100);
    }

    /** Random bytes rarely begin like a frame; these do. */
    @Test
    void randomBodiesOfKnownKindsAreDropped() {
        for (int i = 0; i < FRAMES_PER_TEST; i++) {
            byte[] frame = new byte[4 + random.nextInt(120)];
            random.nextBytes(frame);
            frame[0] = 8;
            frame[1] = 1;
            frame[2] = (byte) (((2 + random.nextInt(14)) << 3) | 2);
            frame[3] = (byte) (frame.length - 4);
            feed(frame);
        }
    }

    @Test
    void truncatedFramesDoNoHarm() {
        int fed = 0;
        for (long seed = 0; fed < FRAMES_PER_TEST; seed++) {
            for (byte[] frame : frames(seed)) {
                for (int length = 0; length < frame.length; length += 1 + random.nextInt(8)) {
                    feed(Arrays.copyOf(frame, length));
                    fed++;
                }
            }
        }
    }

    @Test
    void flippedBitsDoNoHarm() {
        int fed = 0;
        for (long seed = 0; fed < FRAMES_PER_TEST; seed++) {
            for (byte[] frame : frames(seed)) {
                for (int i = 0; i < 20; i++) {
                    feed(damaged(frame));
                    fed++;
                }
            }
        }

        assertThat(valid).isGreaterThan(0);
    }

    private byte[] damaged(byte[] frame) {
        byte[] damaged = frame.clone();
        for (int flips = random.nextInt(3); flips >= 0 && damaged.length > 0; flips--) {
            damaged[random.nextInt(damaged.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return damaged;
    }

    @Test
    void announcedLengthsAreNotBelieved() {
        byte[] hugeLength = {(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7};
        for (int field = 1; field < 32; field++) {
            for (int inner = 1; inner < 32; inner++) {
                byte[] outside = {lengthDelimited(field), 0, 0, 0, 0, 0};
                System.arraycopy(hugeLength, 0, outside, 1, 5);
                feed(outside);
                byte[] inside = {lengthDelimited(field), 6, lengthDelimited(inner), 0, 0, 0, 0, 0};
                System.arraycopy(hugeLength, 0, inside, 3, 5);
                if (outside[0] != lengthDelimited(Frame.CUSTOM_FIELD_NUMBER)) { // whose bytes the codec does not read
                    feed(inside);
                }
            }
        }

        assertThat(valid).isZero();
    }

    /** The first byte of a field that says its length next. */
    private static byte lengthDelimited(int field) {
        return (byte) (((field << 3) & 0x7f) | 2);
    }

    @Test
    void deepNestingDoesNotOverflowTheStack() {
        byte[] groups = new byte[60_000];
        Arrays.fill(groups, (byte) ((15 << 3) | 3));

        feed(groups);

        assertThat(valid).isZero();
    }
}
