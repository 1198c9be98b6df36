package io.processhub.testkit.simulation;

import java.util.Arrays;
import java.util.Locale;

/**
 * What happened, in order: the last lines to read, and a hash over everything since the start. Two runs did the same
 * when their hashes are equal. Lines are put into words only when a caller reads them, so that writing them costs next
 * to nothing. Frames have lines of their own, which would otherwise drown the others. Confined to the thread of the
 * simulation.
 */
public final class Trace {
    private static final int LINES_MAX = 4_096;
    private static final int ENDING_LINES = 60;
    private static final int ENDING_FRAMES = 10;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Ring story = new Ring();
    private final Ring frames = new Ring();

    // mutable state
    private long hash = 1;

    Trace() {}

    /**
     * Adds a line.
     *
     * @param nanos virtual time
     * @param node where it happened
     * @param event what happened, as a word
     * @param subject to whom or what; may be empty
     * @param amount a number that goes with the event, such as an epoch
     */
    void note(long nanos, String node, String event, String subject, long amount) {
        story.add(nanos, node, event, subject, amount);
        mix(nanos, node, event, subject, amount);
    }

    /** Adds a line about a frame. */
    void noteFrame(long nanos, String node, String event, String from, long amount) {
        frames.add(nanos, node, event, from, amount);
        mix(nanos, node, event, from, amount);
    }

    private void mix(long nanos, String node, String event, String subject, long amount) {
        mix(nanos);
        mix(((long) node.hashCode() << Integer.SIZE) + event.hashCode());
        mix(((long) subject.hashCode() << Integer.SIZE) ^ amount);
    }

    /** Puts a value into the hash without a line. */
    void mix(long value) {
        hash = (Long.rotateLeft(hash, 5) ^ value) * 0x9E37_79B9_7F4A_7C15L;
    }

    /** {@return a hash over everything that happened; equal for two runs that did the same} */
    public long hash() {
        return hash ^ (hash >>> 32);
    }

    /**
     * The last of what happened, without frames.
     *
     * @param linesMax how many lines at most; only the last 4,096 are kept
     * @return one line each: seconds, node, event, subject, amount
     */
    public String tail(int linesMax) {
        return story.tail(linesMax);
    }

    /**
     * The last frames that arrived or were lost.
     *
     * @param linesMax how many lines at most; only the last 4,096 are kept
     * @return one line each: seconds, receiver, event, sender, hash of the bytes or, when it was lost, their number
     */
    public String frames(int linesMax) {
        return frames.tail(linesMax);
    }

    /** What to show when a run fails. */
    String ending() {
        return "last events:\n" + tail(ENDING_LINES) + "last frames:\n" + frames(ENDING_FRAMES);
    }

    /** {@return what happened, without frames, as far as it is kept} */
    @Override
    public String toString() {
        return tail(LINES_MAX);
    }

    /** The last lines, in columns. */
    private static final class Ring {
        private final long[] times = new long[LINES_MAX];
        private final String[] nodes = filled();
        private final String[] events = filled();
        private final String[] subjects = filled();
        private final long[] amounts = new long[LINES_MAX];

        // mutable state
        private long lines;

        private static String[] filled() {
            var texts = new String[LINES_MAX];
            Arrays.fill(texts, "");
            return texts;
        }

        void add(long nanos, String node, String event, String subject, long amount) {
            int slot = (int) (lines % LINES_MAX);
            times[slot] = nanos;
            nodes[slot] = node;
            events[slot] = event;
            subjects[slot] = subject;
            amounts[slot] = amount;
            lines++;
        }

        String tail(int linesMax) {
            long count = Math.min(lines, Math.min(linesMax, LINES_MAX));
            var text = new StringBuilder();
            for (long line = lines - count; line < lines; line++) {
                append(text, (int) (line % LINES_MAX));
            }
            return text.toString();
        }

        private void append(StringBuilder text, int slot) {
            text.append(String.format(
                    Locale.ROOT,
                    "%12.6f %-8s %-8s %s %d\n",
                    times[slot] / NANOS_PER_SECOND,
                    nodes[slot],
                    events[slot],
                    subjects[slot],
                    amounts[slot]));
        }
    }
}
