package io.processhub.console.json;

import io.processhub.message.Ask;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** A protocol with a component of every kind. */
sealed interface Order {
    /** How it travels. */
    enum Speed {
        SLOW,
        FAST
    }

    /** A question of a question: its answer is declared two interfaces up. */
    sealed interface Query<R> extends Order, Ask<Order, R> {}

    record Small(byte octet, short pair, int number, long large, char letter, boolean flag) implements Order {}

    @SuppressWarnings("ArrayRecordComponent") // bytes are a kind of component
    record Large(
            float single,
            double precise,
            BigInteger whole,
            BigDecimal exact,
            String text,
            byte[] bytes,
            UUID key,
            Instant at,
            Duration pause)
            implements Order {}

    record Line(String item, int count) {
        public Line {
            if (count < 1) {
                throw new IllegalArgumentException("count " + count + " is below 1");
            }
        }
    }

    record Lines(List<Line> lines, Set<Speed> speeds, Map<Integer, Speed> byNumber, Map<Line, Order> replacements)
            implements Order {}

    record Note(Optional<String> text, List<Optional<Integer>> counts) implements Order {}

    record Cancel() implements Order {}

    record All() implements Query<List<Order>> {}

    record Find(String item) implements Query<Optional<Line>> {}
}
