package io.processhub.strategy.synchronization.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.processhub.fuzz.Cost;
import io.processhub.strategy.synchronization.SyncMessage;
import java.util.Optional;

/** Goal: the bytes of a custom message are a message of gossip, which is encoded and decoded without a change. */
final class GossipFuzzTest {
    private static final GossipCodec CODEC = GossipCodecTest.CODEC;

    @FuzzTest
    void bytesAreAMessageOrRefused(byte[] bytes) {
        Cost.bounded(bytes, () -> decode(bytes));
        decode(bytes).ifPresent(message -> {
            byte[] encoded = CODEC.encode(message).bytes();

            assertThat(decode(encoded)).contains(message);
            assertThat(encoded.length).isLessThan(2 * bytes.length + 100);
        });
    }

    static Optional<GossipMessage> decode(byte[] bytes) {
        try {
            return Optional.of(CODEC.decode(new SyncMessage.Custom(bytes)));
        } catch (IllegalArgumentException refused) {
            return Optional.empty();
        }
    }
}
