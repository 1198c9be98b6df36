package io.processhub.jgroups.sending;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.Test;

final class FrameBatchTest {

    private static ByteBuffer packed(FrameBatch batch) {
        PackedFrames message = batch.message(UUID.randomUUID(), new ByteArrayDataOutputStream());
        return ByteBuffer.wrap(message.getArray(), message.getOffset(), message.getLength());
    }

    @Test
    void framesComeOutAsTheyWentIn() {
        var batch = new FrameBatch(0);
        batch.add(new byte[] {1, 2, 3});
        batch.add(new byte[0]);
        batch.add(new byte[] {4});

        assertThat(batch.frames()).isEqualTo(3);
        assertThat(batch.frameBytes()).isEqualTo(4);
        assertThat(FrameBatch.unpack(packed(batch)))
                .containsExactly(
                        ByteBuffer.wrap(new byte[] {1, 2, 3}), ByteBuffer.allocate(0), ByteBuffer.wrap(new byte[] {4}));
    }

    @Test
    void aBatchIsFullBeforeThePacketOfTheTransportIs() {
        var batch = new FrameBatch(0);
        byte[] frame = new byte[1_000];
        while (batch.hasRoomFor(frame)) {
            batch.add(frame);
        }

        assertThat(packed(batch).remaining()).isBetween(58_000, 60_000);
    }

    @Test
    void aFrameThatIsLargerThanABatchIsSentAlone() {
        var batch = new FrameBatch(0);
        byte[] large = new byte[200_000];

        assertThat(batch.hasRoomFor(large)).isTrue();
        batch.add(large);

        assertThat(batch.hasRoomFor(new byte[0])).isFalse();
        assertThat(FrameBatch.unpack(packed(batch))).containsExactly(ByteBuffer.wrap(large));
    }

    @Test
    void whatIsNotWellFormedIsRefused() {
        byte[] longerThanItIs = {0, 0, 0, 9, 1};
        byte[] negative = {-1, -1, -1, -1, 1};
        byte[] tail = {0, 0, 0, 0, 1};

        assertThat(List.of(longerThanItIs, negative, tail))
                .allSatisfy(bytes ->
                        assertThat(FrameBatch.unpack(ByteBuffer.wrap(bytes))).isNull());
    }
}
