package io.processhub.message.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.message.record.Everything.All;
import io.processhub.message.record.Everything.Tree;
import java.lang.invoke.MethodHandles;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Goal: whatever arrives is a value of the type or an {@link IllegalArgumentException}, never another error and no
 * memory out of proportion. Method: 200,000 random, cut and damaged messages from fixed seeds.
 */
final class RecordCodecFuzzTest {
    private static final int MESSAGES_PER_TEST = 50_000;
    private static final RecordCodec<All> ALL = codec(All.class);
    private static final RecordCodec<Tree> TREE = codec(Tree.class);

    private final Random random = new Random(7);
    private final Everything values = new Everything(random);
    private int valid;

    record Texts(List<String> texts) {}

    record Sets(Set<Integer> numbers) {}

    record Maps(Map<String, Integer> numbers) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Blob(byte[] bytes) {}

    record Big(BigInteger number) {}

    private static <T> RecordCodec<T> codec(Class<T> type) {
        return RecordCodec.of(type, MethodHandles.lookup());
    }

    private void feed(RecordCodec<?> codec, byte[] message) {
        try {
            assertThat(codec.decode(message)).isNotNull();
            valid++;
        } catch (IllegalArgumentException refusal) {
            assertThat(refusal).hasMessageContaining(message.length + " bytes are not a valid io.processhub.");
        }
    }

    @Test
    void randomBytesAreRefused() {
        for (int i = 0; i < MESSAGES_PER_TEST; i++) {
            byte[] message = new byte[random.nextInt(200)];
            random.nextBytes(message);
            feed(ALL, message);
            if (message.length > 1 && message.length < 129) {
                message[0] = (byte) (message.length - 1); // else nearly all end at their first byte
                feed(TREE, message);
            }
        }

        assertThat(valid).isLessThan(MESSAGES_PER_TEST / 100);
    }

    @Test
    void truncatedMessagesAreRefused() {
        for (int fed = 0; fed < MESSAGES_PER_TEST; ) {
            byte[] message = ALL.encode(values.all());
            for (int length = 0; length < message.length; length += 1 + random.nextInt(8), fed++) {
                feed(ALL, Arrays.copyOf(message, length));
            }
        }

        assertThat(valid).isZero();
    }

    @Test
    void flippedBitsDoNoHarm() {
        for (int i = 0; i < MESSAGES_PER_TEST; i++) {
            byte[] message = i % 2 == 0 ? ALL.encode(values.all()) : TREE.encode(values.tree(4));
            for (int flips = random.nextInt(3); flips >= 0; flips--) {
                message[random.nextInt(message.length)] ^= (byte) (1 << random.nextInt(8));
            }
            feed(i % 2 == 0 ? ALL : TREE, message);
        }

        assertThat(valid).isBetween(1, MESSAGES_PER_TEST - 1);
    }

    @Test
    void announcedLengthsAreNotBelieved() {
        for (Class<?> type : List.of(Texts.class, Sets.class, Maps.class, Blob.class, Big.class)) {
            for (int more = 0; more < 6; more++) {
                byte[] huge = {(byte) (5 + more), -1, -1, -1, -1, 7, 1, 1, 1, 1, 1};
                byte[] message = Arrays.copyOf(huge, 6 + more);
                feed(codec(type), message);
                feed(codec(type), new byte[] {-1, -1, -1, -1, 7, 1, 1});
            }
        }

        assertThat(valid).isZero();
    }

    @Test
    void whatIsLeftOverIsRefused() {
        byte[] message = TREE.encode(values.tree(1));

        assertThatThrownBy(() -> TREE.decode(Arrays.copyOf(message, message.length + 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 bytes are left over");
    }

    @Test
    void elementsAndKeysComeOnce() {
        assertThatThrownBy(() -> codec(Sets.class).decode(new byte[] {3, 2, 8, 8}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("duplicate");
        assertThatThrownBy(() -> codec(Maps.class).decode(new byte[] {7, 2, 1, 'a', 2, 1, 'a', 4}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("duplicate");
    }

    record Positive(int number) {
        Positive {
            if (number <= 0) {
                throw new IllegalArgumentException(number + " is not positive");
            }
        }
    }

    @Test
    void aRecordMayRefuseWhatWasSent() {
        assertThatThrownBy(() -> codec(Positive.class).decode(new byte[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Positive rejects the decoded components")
                .hasMessageContaining("-1 is not positive");
    }
}
