package io.processhub.wire;

import io.processhub.spec.ProcessId;

/**
 * The ids of processes in one message, each of which is written without the beginning that it shares with the one
 * before: ids of processes that were started together differ in their ends, as a rule. Not thread-safe.
 */
final class Ids {
    /** An id has no more characters. So a short frame cannot repeat a long text often. */
    private static final int SHARED_MAX = 255;

    private String last = "";

    /** What is read makes no object but the id. */
    private final StringBuilder whole = new StringBuilder();

    private final StringBuilder rest = new StringBuilder();

    /**
     * Writes the rest of an id.
     *
     * @param tag of the rest
     * @return how many characters it shares with the id before; to be written, too
     */
    int write(Writer out, int tag, ProcessId process) {
        String id = process.value();
        int shared = shared(id);
        out.text(tag, id, shared);
        last = id;
        return shared;
    }

    /** Both halves of a surrogate pair are shared, or none. */
    private int shared(String id) {
        int max = Math.min(id.length(), last.length());
        int shared = 0;
        while (shared < max && id.charAt(shared) == last.charAt(shared)) {
            shared++;
        }
        return shared > 0 && Character.isHighSurrogate(id.charAt(shared - 1)) ? shared - 1 : shared;
    }

    /** Reads the rest of an id, which {@link #read} completes. */
    void rest(Reader in) {
        in.text(rest);
    }

    /**
     * Completes an id.
     *
     * @param shared how many characters of the id before it begins with
     * @throws IllegalArgumentException when the id before has not as many
     */
    String read(int shared) {
        if (shared < 0 || shared > Math.min(last.length(), SHARED_MAX)) {
            throw new IllegalArgumentException("an id with " + Integer.toUnsignedString(shared)
                    + " characters of the one before, which has " + last.length());
        }
        if (!rest.isEmpty() || shared < last.length()) {
            whole.setLength(shared);
            last = whole.append(rest).toString();
            rest.setLength(0);
        }
        return last;
    }
}
