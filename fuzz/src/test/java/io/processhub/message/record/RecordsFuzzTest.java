package io.processhub.message.record;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.processhub.fuzz.Cost;
import java.lang.invoke.MethodHandles;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Goal: bytes are a value of a type, which is encoded and decoded without a change, or an
 * {@link IllegalArgumentException}.
 */
final class RecordsFuzzTest {
    static final List<? extends RecordCodec<?>> CODECS = Stream.of(
                    Everything.All.class,
                    Everything.Tree.class,
                    Texts.class,
                    Sets.class,
                    Maps.class,
                    Blob.class,
                    Big.class)
            .map(type -> RecordCodec.of(type, MethodHandles.lookup()))
            .toList();

    record Texts(List<String> texts) {}

    record Sets(Set<Integer> numbers) {}

    record Maps(Map<String, Integer> numbers) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Blob(byte[] bytes) {}

    record Big(BigInteger number) {}

    @FuzzTest
    void bytesAreAValueOrRefused(byte[] bytes) {
        for (RecordCodec<?> codec : CODECS) {
            check(codec, bytes);
        }
    }

    /** Encodes a value of one of these types. */
    static <T> byte[] encode(T value) {
        @SuppressWarnings("unchecked") // the class of a record is that of its type
        var type = (Class<T>) value.getClass();
        return RecordCodec.of(type, MethodHandles.lookup()).encode(value);
    }

    private static <T> void check(RecordCodec<T> codec, byte[] bytes) {
        Cost.bounded(bytes, () -> decode(codec, bytes));
        decode(codec, bytes).ifPresent(value -> {
            byte[] encoded = codec.encode(value);

            assertThat(codec.encode(codec.decode(encoded))).isEqualTo(encoded);
            assertThat(encoded.length).isLessThan(2 * bytes.length + 1_000);
        });
    }

    static <T> Optional<T> decode(RecordCodec<T> codec, byte[] bytes) {
        try {
            return Optional.of(codec.decode(bytes));
        } catch (IllegalArgumentException refused) {
            assertThat(refused).hasMessageContaining("are not a valid");
            return Optional.empty();
        }
    }
}
