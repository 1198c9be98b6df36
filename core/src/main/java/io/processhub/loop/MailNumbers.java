package io.processhub.loop;

import io.processhub.cluster.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Gives mail numbers, one after the other for each receiver, and recognises by them what an engine has delivered twice,
 * so that no message is handled twice.
 */
final class MailNumbers {
    /** The last, by the name of the receiver: its next life may go on where the former one was. */
    private final Map<String, AtomicLong> given = new ConcurrentHashMap<>();

    /** By the name of the sender: of its former lives nothing is heard any more. */
    private final Map<String, Sender> seen = new LinkedHashMap<>();

    private record Sender(long incarnation, Window window) {}

    /** What has come of the latest numbers. */
    static final class Window {
        /** What is overtaken by more than this is dropped, too: nobody could tell whether it has come before. */
        static final int WIDTH = 16_384;

        private final long[] came = new long[WIDTH / Long.SIZE];
        private long highest;

        /** Whether a number comes for the first time. */
        boolean first(long number) {
            if (number <= highest - WIDTH) {
                return false;
            }
            if (number > highest) {
                forgetUpTo(number);
            }
            int place = Math.floorMod(number, WIDTH);
            long bit = 1L << place;
            boolean fresh = (came[place / Long.SIZE] & bit) == 0;
            came[place / Long.SIZE] |= bit;
            return fresh;
        }

        /** The places of the numbers that are skipped were those of others. */
        private void forgetUpTo(long number) {
            for (long skipped = Math.max(highest + 1, number - WIDTH + 1); skipped <= number; skipped++) {
                int place = Math.floorMod(skipped, WIDTH);
                came[place / Long.SIZE] &= ~(1L << place);
            }
            highest = number;
        }
    }

    /**
     * Gives a number. Any thread.
     *
     * @param receiver whom the mail is for
     * @param base below all numbers that this life of the hub gives, above all that the earlier ones gave
     * @return greater than every one before for this receiver; positive
     */
    long next(NodeId receiver, long base) {
        return given.computeIfAbsent(receiver.name(), name -> new AtomicLong(base))
                .incrementAndGet();
    }

    /** Whether mail comes for the first time. Called by one thread at a time. */
    boolean first(NodeId sender, long number) {
        Sender known = seen.get(sender.name());
        if (known == null || known.incarnation < sender.incarnation()) {
            known = new Sender(sender.incarnation(), new Window());
            seen.put(sender.name(), known);
        }
        return known.incarnation == sender.incarnation() && known.window.first(number);
    }
}
