package io.processhub.handover;

import io.processhub.registry.Intent;
import io.processhub.wire.HandoverMessage;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A process on its way to this node, from the offer until it runs here. Confined to the hub's thread. */
public final class IncomingMove extends IncomingHandover {

    /** Of two offered copies: which became active earlier, and of two passive ones, which started earlier. */
    private static final Comparator<HandoverMessage.Offer> EARLIEST_FIRST = Comparator.comparingLong(
                    HandoverMessage.Offer::activeSince)
            .thenComparingLong(HandoverMessage.Offer::epoch);

    private final HandoverMessage.Offer offer;

    /**
     * Nothing of the state has arrived.
     *
     * @param attempt what the source attempts
     * @param ticket that the parts must carry
     * @param offer the source's
     */
    public IncomingMove(Attempt attempt, long ticket, HandoverMessage.Offer offer) {
        super(attempt, ticket);
        this.offer = offer;
    }

    @Override
    public HandoverMessage.Offer question() {
        return offer;
    }

    /**
     * Whether it may take the place of another move of the same process: of two offered copies the target takes the one
     * that became active later, of two passive ones the one that started later.
     *
     * @param known the other one; {@code null} for none
     * @return whether the other one is older, and the process has not been started for it
     */
    public boolean mayReplace(@Nullable IncomingMove known) {
        if (known == null) {
            return true;
        }
        boolean later =
                known.source().equals(source()) ? follows(known) : EARLIEST_FIRST.compare(known.offer, offer) < 0;
        return later && !known.complete();
    }

    /**
     * Whether the offered process is the one that the cluster runs now.
     *
     * @param latest an intent that the process runs
     * @return whether it has the specification that was offered
     */
    public boolean fits(Intent latest) {
        return Objects.requireNonNull(latest.wanted())
                .spec()
                .equals(Objects.requireNonNull(offer.intent().wanted()).spec());
    }

    /**
     * Whether the state is that of the active copy.
     *
     * @param termMax the greatest term that this node knows
     * @return whether the source is active in that term, and has a state
     */
    public boolean leads(long termMax) {
        return hasState() && offer.activeSince() != 0 && offer.activeSince() >= termMax;
    }
}
