package io.processhub;

import io.processhub.cluster.NodeId;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Recognises mail that an engine delivers twice by the numbers of its {@link NumberingMailSender}, so that no message
 * is handled twice. Mail that more than {@value Window#WIDTH} later numbers have overtaken counts as delivered twice,
 * too: what came is remembered no longer than that. For one thread at a time.
 */
final class DuplicateFilter {

    /** By the name of the sender: mail of an earlier incarnation is refused. */
    private final Map<String, Sender> senders = new LinkedHashMap<>();

    private record Sender(long incarnation, Window window) {}

    /** Which of the latest numbers of one sender have come: one bit for each, in a ring. */
    static final class Window {
        static final int WIDTH = 16_384;

        private final long[] came = new long[WIDTH / Long.SIZE];
        private long highest;

        /** Whether a number comes for the first time. */
        boolean first(long number) {
            if (number <= highest - WIDTH) {
                return false;
            }
            if (number > highest) {
                advance(number);
            }
            int place = Math.floorMod(number, WIDTH);
            long bit = 1L << place;
            boolean fresh = (came[place / Long.SIZE] & bit) == 0;
            came[place / Long.SIZE] |= bit;
            return fresh;
        }

        /** Clears the places of the numbers that are skipped: they hold what came WIDTH numbers before. */
        private void advance(long number) {
            for (long skipped = Math.max(highest + 1, number - WIDTH + 1); skipped <= number; skipped++) {
                int place = Math.floorMod(skipped, WIDTH);
                came[place / Long.SIZE] &= ~(1L << place);
            }
            highest = number;
        }
    }

    /**
     * Takes note of mail.
     *
     * @param sender the node that sent it
     * @param number of the mail; positive
     * @return whether the mail comes for the first time
     */
    boolean first(NodeId sender, long number) {
        Sender known = senders.get(sender.name());
        if (known == null || known.incarnation < sender.incarnation()) {
            known = new Sender(sender.incarnation(), new Window());
            senders.put(sender.name(), known);
        }
        return known.incarnation == sender.incarnation() && known.window.first(number);
    }
}
