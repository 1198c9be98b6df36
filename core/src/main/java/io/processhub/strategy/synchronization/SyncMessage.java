package io.processhub.strategy.synchronization;

import io.processhub.log.Delta;
import io.processhub.log.Logs.Gap;
import io.processhub.log.Logs.Head;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message between the synchronizers of two nodes. It may be lost, duplicated or reordered. The hub itself handles
 * {@link Offer}, {@link Request}, {@link News} and {@link More} in the same way for every strategy; a {@link Custom}
 * message belongs to the strategy that sent it. All are immutable and thread-safe.
 */
public sealed interface SyncMessage {

    /**
     * How far the sender has read some logs. The receiver sends what the sender lacks, and requests what it lacks
     * itself.
     *
     * @param heads one for each log
     */
    record Offer(List<Head> heads) implements SyncMessage {}

    /**
     * A request for news.
     *
     * @param gaps what the sender lacks
     */
    record Request(List<Gap> gaps) implements SyncMessage {}

    /**
     * News.
     *
     * @param delta a stretch of a log
     */
    record News(Delta delta) implements SyncMessage {}

    /**
     * The end of an answer to a {@link Request} that does not contain everything.
     *
     * @param rest what was left out; the receiver requests it when it has read everything before it
     */
    record More(Gap rest) implements SyncMessage {}

    /**
     * A message of a strategy's own. The hub carries the bytes and never reads them. They come from another node, which
     * may run a later version of the strategy: a strategy must check them, and ignore what it does not understand.
     *
     * @param bytes at most {@link SyncContext#customBytesMax()}; copied on the way in and on the way out
     */
    @SuppressWarnings("ArrayRecordComponent") // copied, and compared by its elements
    record Custom(byte[] bytes) implements SyncMessage {
        /** Copies the bytes. */
        public Custom {
            bytes = bytes.clone();
        }

        /** {@return a copy of the bytes} */
        @Override
        public byte[] bytes() {
            return bytes.clone();
        }

        /** {@return how many bytes there are} */
        public int size() {
            return bytes.length;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Custom custom && Arrays.equals(bytes, custom.bytes);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(bytes);
        }

        @Override
        public String toString() {
            return "Custom[" + bytes.length + " bytes]";
        }
    }
}
