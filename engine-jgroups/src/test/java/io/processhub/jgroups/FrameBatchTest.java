package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class FrameBatchTest {
    private final List<byte[]> unpacked = new ArrayList<>();

    @Test
    void framesComeOutAsTheyWentIn() {
        var batch = new FrameBatch();
        batch.add(new byte[] {1, 2, 3});
        batch.add(new byte[0]);
        batch.add(new byte[] {4});

        assertThat(FrameBatch.unpack(ByteBuffer.wrap(batch.drain()), unpacked::add))
                .isTrue();

        assertThat(unpacked).containsExactly(new byte[] {1, 2, 3}, new byte[0], new byte[] {4});
        assertThat(batch.drain()).isEmpty();
    }

    @Test
    void aBatchIsFullBeforeThePacketOfTheTransportIs() {
        var batch = new FrameBatch();
        byte[] frame = new byte[1_000];
        while (batch.hasRoomFor(frame)) {
            batch.add(frame);
        }

        assertThat(batch.drain().length).isBetween(58_000, 60_000);
    }

    @Test
    void whatIsNotWellFormedIsRefused() {
        byte[] longerThanItIs = {0, 0, 0, 9, 1};
        byte[] negative = {-1, -1, -1, -1, 1};
        byte[] tail = {0, 0, 0, 0, 1};

        assertThat(List.of(longerThanItIs, negative, tail))
                .noneMatch(packed -> FrameBatch.unpack(ByteBuffer.wrap(packed), unpacked::add));
        assertThat(unpacked).containsExactly(new byte[0]);
    }
}
