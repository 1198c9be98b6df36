package io.processhub.handover;

import io.processhub.wire.HandoverMessage;
import org.jspecify.annotations.Nullable;

/**
 * The state of a superseded copy on its way to the copy here, which survives; from the question until the copy here has
 * merged it. Confined to the hub's thread.
 */
public final class IncomingMerge extends IncomingHandover {
    private final HandoverMessage.Conflict conflict;
    private boolean merged;

    /**
     * Nothing of the state has arrived.
     *
     * @param attempt what the source attempts
     * @param ticket that the parts must carry
     * @param conflict as the source sees it
     */
    public IncomingMerge(Attempt attempt, long ticket, HandoverMessage.Conflict conflict) {
        super(attempt, ticket);
        this.conflict = conflict;
    }

    @Override
    public HandoverMessage.Conflict question() {
        return conflict;
    }

    /**
     * Whether it may take the place of another merge into the same copy. Another source waits until that is over.
     *
     * @param known the other one; {@code null} for none
     * @return whether the other one is an earlier attempt of the same source, and is not being merged
     */
    public boolean mayReplace(@Nullable IncomingMerge known) {
        return known == null || (follows(known) && !known.complete());
    }

    /** The copy here has merged the state. */
    public void hasMerged() {
        merged = true;
    }

    /** {@return whether the copy here has merged the state} */
    public boolean merged() {
        return merged;
    }
}
