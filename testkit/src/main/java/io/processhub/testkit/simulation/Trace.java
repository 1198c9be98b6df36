package io.processhub.testkit.simulation;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What happened, in order: the last lines to read, and a hash over everything since the start. Two runs did the same when
 * their hashes are equal. Lines are put into words only when somebody reads them, so that writing them costs next to
 * nothing. Confined to the thread of the simulation.
 */
public final class Trace {
    private static final int LINES_MAX = 4_096;
    private static final double NANOS_PER_SECOND = 1e9;

    private final long[] times = new long[LINES_MAX];
    private final String[] nodes = filled();
    private final String[] events = filled();
    private final String[] subjects = filled();
    private final long[] amounts = new long[LINES_MAX];

    // mutable state
    private long lines;
    private long hash = 1;

    Trace() {}

    private static String[] filled() {
        var texts = new String[LINES_MAX];
        Arrays.fill(texts, "");
        return texts;
    }

    /**
     * Adds a line.
     *
     * @param nanos virtual time
     * @param node where it happened
     * @param event what happened, as a word
     * @param subject to whom or what; may be empty
     * @param amount a number that goes with the event, such as a length or an epoch
     */
    void note(long nanos, String node, String event, String subject, long amount) {
        int slot = (int) (lines % LINES_MAX);
        times[slot] = nanos;
        nodes[slot] = node;
        events[slot] = event;
        subjects[slot] = subject;
        amounts[slot] = amount;
        lines++;
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

    /** {@return how many lines were written, including those that are forgotten} */
    public long lines() {
        return lines;
    }

    /**
     * The end of the trace.
     *
     * @param linesMax how many lines at most; only the last 4,096 are kept
     * @return one line each: seconds, node, event, subject, amount
     */
    public String tail(int linesMax) {
        int count = (int) Math.min(lines, Math.min(linesMax, LINES_MAX));
        var text = new StringBuilder();
        IntStream.range(0, count).forEach(index -> append(text, (int) ((lines - count + index) % LINES_MAX)));
        return text.toString();
    }

    private void append(StringBuilder text, int slot) {
        double seconds = times[slot] / NANOS_PER_SECOND;
        text.append(String.format(
                Locale.ROOT,
                "%12.6f %-8s %-10s %s %d%n",
                seconds,
                nodes[slot],
                events[slot],
                subjects[slot],
                amounts[slot]));
    }

    /** {@return the whole trace as far as it is kept} */
    @Override
    public String toString() {
        return tail(LINES_MAX);
    }
}
