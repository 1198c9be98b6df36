package io.processhub.jgroups;

import java.util.function.Predicate;
import org.jgroups.Message;
import org.jgroups.util.Table;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one sender that wait for their turn. JGroups allocates a table up to the greatest sequence number
 * that it has received, so that one message could cost 16 MiB; here a message that is too far ahead of the others is
 * dropped, and its sender repeats it. Thread-safe.
 */
final class BoundedWindow extends Table<Message> {
    /** Far more than flow control lets a sender have under way. */
    static final int AHEAD_MAX = 1 << 20;

    BoundedWindow(int rows, int messagesPerRow, long offset, double resizeFactor, long compactionMillisMax) {
        super(rows, messagesPerRow, offset, resizeFactor, compactionMillisMax);
    }

    @Override
    protected boolean _add(long seqno, Message message, boolean mayResize, @Nullable Predicate<Message> consumed) {
        return !tooFar(seqno) && super._add(seqno, message, mayResize, consumed);
    }

    @Override
    protected void resize(long seqno) {
        if (!tooFar(seqno)) {
            super.resize(seqno);
        }
    }

    private boolean tooFar(long seqno) {
        return seqno - hr > AHEAD_MAX;
    }
}
