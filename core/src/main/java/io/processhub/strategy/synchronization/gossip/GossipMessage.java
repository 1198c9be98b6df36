package io.processhub.strategy.synchronization.gossip;

import io.processhub.log.Delta;
import io.processhub.log.Logs.Head;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What gossiping nodes send to each other, besides offers. {@link GossipCodec} puts it into custom messages. */
sealed interface GossipMessage {

    /** A message that the receiver relays to its subtree: the members on the ring from itself up to a key. */
    sealed interface RelayTask extends GossipMessage {

        /** {@return number that the sender chose, to be named in the acknowledgement} */
        long number();

        /** {@return ring key at which the receiver's subtree ends; its own key for the whole ring} */
        long end();
    }

    /**
     * News that is relayed.
     *
     * @param number of the sender
     * @param end of the receiver's subtree
     * @param hops how often it has been sent, this time included; 1 from its author
     * @param parcel the news
     */
    record Rumour(long number, long end, int hops, Parcel parcel) implements RelayTask {}

    /**
     * A stretch of a log and its bytes. They are forwarded as they were received, so news passes unchanged through a
     * node that does not understand all of it, and is encoded only once.
     *
     * @param delta the stretch
     * @param bytes never changed, and so not copied
     */
    @SuppressWarnings("ArrayRecordComponent") // stays in this package; the stretch says whether two are equal
    record Parcel(Delta delta, byte[] bytes) {
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Parcel parcel && delta.equals(parcel.delta);
        }

        @Override
        public int hashCode() {
            return delta.hashCode();
        }
    }

    /**
     * Starts a phase of a round: every member of the subtree reads the logs as far as the target, and then reports.
     *
     * @param number of the sender
     * @param end of the receiver's subtree
     * @param round what the round is about
     */
    record RoundStart(long number, long end, Round round) implements RelayTask {}

    /**
     * What a round is about; the same for all that take part.
     *
     * @param id of the round, and its phase
     * @param base round relative to which {@code changed} is given; {@link RoundId#NONE} when that is the whole target
     * @param settled whether all members that the initiator knew have reported for {@code base}
     * @param members a hash of the initiator's members
     * @param sum a hash of how far the initiator has read all logs
     * @param changed logs whose target is above that of the base; empty with base {@link RoundId#UNTOLD} when they are
     *     too many
     */
    record Round(RoundId id, RoundId base, boolean settled, int members, long sum, List<Head> changed) {}

    /**
     * Acknowledgements of relay tasks.
     *
     * @param done numbers of those that have reached the whole subtree
     * @param begun numbers of those that have arrived and are being relayed
     * @param unknown numbers that were inquired about and are not known
     */
    record Acks(List<Long> done, List<Long> begun, List<Long> unknown) implements GossipMessage {}

    /**
     * Asks for the state of relay tasks.
     *
     * @param numbers of the sender
     */
    record Inquiry(List<Long> numbers) implements GossipMessage {}

    /**
     * A subtree has read as far as the target of a round. Takes the place of an acknowledgement.
     *
     * @param number of the start of the round
     * @param unreached how many members of the subtree could not be reached
     * @param contributions logs that their authors, in the subtree, have written further than the target
     */
    record Report(long number, int unreached, List<Head> contributions) implements GossipMessage {}

    /**
     * Asks for the whole target of a round.
     *
     * @param round its id
     */
    record TargetRequest(RoundId round) implements GossipMessage {}

    /**
     * A part of the whole target of a round.
     *
     * @param round its id
     * @param part which part, from 0
     * @param parts how many there are
     * @param heads of the logs in this part
     */
    record Target(RoundId round, int part, int parts, List<Head> heads) implements GossipMessage {}

    /**
     * Asks a peer to compare.
     *
     * @param sum a hash of how far the sender has read all logs; answered by {@link Even} or an offer of all heads
     */
    record Probe(long sum) implements GossipMessage {}

    /** The answer to a {@link Probe} by a node that has read all logs exactly as far. */
    record Even() implements GossipMessage {}
}
