package io.processhub.move;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessId;
import io.processhub.registry.Intent;
import io.processhub.wire.Moving;
import java.util.Comparator;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A move as its target sees it, from the offer until the process runs here, or until the copy that runs here has the
 * state of one that shall not stay. Collects the state, which comes in order, for what has overtaken is sent again.
 * Confined to the hub's thread.
 */
public final class Arrival {
    private static final byte[] NOTHING = {};

    /** Of two that are offered: which became active earlier, and of two passive ones, which started earlier. */
    private static final Comparator<Moving.Opening> EARLIEST_FIRST =
            Comparator.comparingLong(Arrival::activeSince).thenComparingLong(Moving.Opening::epoch);

    private final ProcessId id;
    private final NodeId source;
    private final long attempt;
    private final long ticket;
    private final Moving.Opening opening;

    // mutable state
    private byte @Nullable [] state;
    private boolean present;
    private int received;
    private boolean starting;
    private boolean sourceSeen;
    private boolean merged;

    /**
     * Nothing of the state has come.
     *
     * @param id which process
     * @param source the node that offers it
     * @param attempt of the source
     * @param ticket that the parts must carry
     * @param opening what it said
     */
    public Arrival(ProcessId id, NodeId source, long attempt, long ticket, Moving.Opening opening) {
        this.id = id;
        this.source = source;
        this.attempt = attempt;
        this.ticket = ticket;
        this.opening = opening;
    }

    /** {@return which process} */
    public ProcessId id() {
        return id;
    }

    /** {@return the node that offers the process} */
    public NodeId source() {
        return source;
    }

    /** {@return the attempt of the source} */
    public long attempt() {
        return attempt;
    }

    /** {@return what the parts must carry} */
    public long ticket() {
        return ticket;
    }

    /** {@return what the source said} */
    public Moving.Opening opening() {
        return opening;
    }

    /**
     * Whether the state is for an instance that runs here.
     *
     * @return whether the source yields; if not, it offers the process
     */
    public boolean yields() {
        return opening instanceof Moving.Yield;
    }

    /**
     * Whether the state is for a certain instance.
     *
     * @param epoch of one that runs here
     * @return whether the source yields to that one
     */
    public boolean yieldsTo(long epoch) {
        return opening instanceof Moving.Yield yield && yield.into() == epoch;
    }

    /**
     * Whether it belongs to an attempt.
     *
     * @param node that spoke
     * @param number of its attempt
     * @return whether that is this one
     */
    public boolean belongsTo(NodeId node, long number) {
        return source.equals(node) && attempt == number;
    }

    /**
     * Whether it waits for a part.
     *
     * @param node that sent it
     * @param number of its attempt
     * @param part what it sent
     * @return whether it carries the right ticket
     */
    public boolean expects(NodeId node, long number, Moving.Part part) {
        return belongsTo(node, number) && ticket == part.ticket();
    }

    /**
     * Whether it may take the place of another one for the same process: of two copies that are offered the one that
     * became active later is taken, of two passive ones that which started later. What yields to a copy here waits for
     * its turn.
     *
     * @param known the other one; {@code null} for none
     * @return whether that has not been decided yet, and is older
     */
    public boolean mayReplace(@Nullable Arrival known) {
        if (known == null) {
            return true;
        }
        boolean later = known.source.equals(source)
                ? known.attempt < attempt
                : !yields() && EARLIEST_FIRST.compare(known.opening, opening) < 0;
        return later && !known.starting;
    }

    /**
     * Whether the process that is offered is the one that is wanted now.
     *
     * @param latest a wish that the process shall run
     * @return whether that is for the same as was offered; not when nothing was
     */
    public boolean fits(Intent latest) {
        return opening instanceof Moving.Offer offer
                && Objects.requireNonNull(latest.wanted())
                        .spec()
                        .equals(Objects.requireNonNull(offer.intent().wanted()).spec());
    }

    /** {@return whether an instance that cannot take over the state must not run} */
    public boolean required() {
        return opening instanceof Moving.Offer offer && offer.required();
    }

    /**
     * Takes a part.
     *
     * @param part with the right ticket, and of a state that is not too long
     * @return what to tell the source
     */
    public Moving.Received take(Moving.Part part) {
        if (state == null) {
            state = new byte[part.total()];
            present = part.present();
        }
        int end = part.from() + part.bytes().length;
        if (part.from() <= received && end > received && end <= state.length) {
            System.arraycopy(part.bytes(), 0, state, part.from(), part.bytes().length);
            received = end;
        }
        return new Moving.Received(ticket, received);
    }

    /**
     * Whether it is time to start the process.
     *
     * @return true once, when everything is here
     */
    public boolean complete() {
        boolean first = !starting && state != null && received == state.length;
        starting |= first;
        return first;
    }

    /** {@return whether the process was started for it} */
    public boolean starting() {
        return starting;
    }

    /** {@return how much of the state has come, in bytes} */
    public int received() {
        return received;
    }

    /** {@return the state, once, and keeps nothing of it; {@code null} when the process has none} */
    public byte @Nullable [] handOut() {
        byte[] all = present ? state : null;
        state = NOTHING;
        return all;
    }

    /** The state of the source is in the copy here now. */
    public void hasMerged() {
        merged = true;
    }

    /** {@return whether the state of the source is in the copy here} */
    public boolean merged() {
        return merged;
    }

    /**
     * Whether the state is that of the active copy.
     *
     * @param termMax the greatest term that is known of
     * @return whether the source is active in that, and has a state
     */
    public boolean leads(long termMax) {
        return present && activeSince(opening) != 0 && activeSince(opening) >= termMax;
    }

    private static long activeSince(Moving.Opening opening) {
        return opening instanceof Moving.Offer offer ? offer.activeSince() : opening.epoch();
    }

    /**
     * Whether the copy of the source has ended. One that has not been seen yet may still be heard of.
     *
     * @param epoch of the copy that runs there, as far as is known here; {@code null} for none
     * @return whether that has been another one, or none, since it was seen
     */
    public boolean sourceEnded(@Nullable Long epoch) {
        sourceSeen |= epoch != null && epoch >= opening.epoch();
        return sourceSeen && (epoch == null || epoch != opening.epoch());
    }
}
