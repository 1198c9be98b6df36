package io.processhub.strategy.synchronization;

import io.processhub.registry.Delta;
import io.processhub.registry.Gap;
import io.processhub.registry.Head;
import java.util.List;

/**
 * What the nodes of a hub tell one another about their logs. May be lost, doubled and overtaken. The hub itself reads
 * {@link Offer}, {@link Request}, {@link News} and {@link More}, whichever strategy is used; all else belongs to the
 * strategy {@code Gossip}.
 */
public sealed interface Content {

    /**
     * How far the sender has read some logs. What is missing in either direction shall be sent.
     *
     * @param heads one for each log
     */
    record Offer(List<Head> heads) implements Content {}

    /**
     * A wish for news.
     *
     * @param gaps what the sender lacks
     */
    record Request(List<Gap> gaps) implements Content {}

    /**
     * News.
     *
     * @param delta a stretch of a log
     */
    record News(Delta delta) implements Content {}

    /**
     * The end of an answer to a {@link Request} that does not say all.
     *
     * @param rest what was left out, and can be asked for when everything before it has been read
     */
    record More(Gap rest) implements Content {}

    /** What is passed on along the ring, each receiver being responsible for a run of members that begins with it. */
    sealed interface Errand extends Content {

        /** {@return number that the sender gave it, to be named in the receipt} */
        long number();

        /** {@return ring key at which the receiver's run ends; its own key for the whole ring} */
        long end();
    }

    /**
     * News that is passed on.
     *
     * @param number of the sender
     * @param end of the receiver's run
     * @param hops how often it was passed on, this time included; 1 from its author
     * @param parcel the news
     */
    record Rumour(long number, long end, int hops, Parcel parcel) implements Errand {}

    /**
     * Opens a round: everybody in the run shall read the logs as far as the target, and report.
     *
     * @param number of the sender
     * @param end of the receiver's run
     * @param round what the round is about
     */
    record Opening(long number, long end, Round round) implements Errand {}

    /**
     * What a round is about; the same for all that take part.
     *
     * @param id names the round and the phase of it; never 0
     * @param base round relative to which {@code changed} is told; 0 when it is the whole target
     * @param settled whether everybody the initiator knew has reported for {@code base}
     * @param members a hash of who the initiator's members are
     * @param sum a hash of how far the initiator has read all logs
     * @param changed logs whose target is above that of the base; empty with {@code base} {@link #UNTOLD} when they are
     *     too many
     */
    record Round(long id, long base, boolean settled, int members, long sum, List<Head> changed) {
        /** The base of a round whose target has to be asked for. */
        public static final long UNTOLD = -1;
    }

    /**
     * What became of errands.
     *
     * @param begun numbers of those that the sender of this has, and passes on
     * @param done numbers of those that everybody in the run has
     * @param unknown numbers that were asked about and are not known
     */
    record Receipts(List<Long> begun, List<Long> done, List<Long> unknown) implements Content {

        /** {@return how many there are} */
        public int size() {
            return begun.size() + done.size() + unknown.size();
        }

        /** {@return the same receipts, cut in two} */
        public List<Receipts> halves() {
            return List.of(
                    new Receipts(firstHalf(begun), firstHalf(done), firstHalf(unknown)),
                    new Receipts(secondHalf(begun), secondHalf(done), secondHalf(unknown)));
        }

        private static List<Long> firstHalf(List<Long> numbers) {
            return numbers.subList(0, numbers.size() / 2);
        }

        private static List<Long> secondHalf(List<Long> numbers) {
            return numbers.subList(numbers.size() / 2, numbers.size());
        }
    }

    /**
     * Asks what became of errands.
     *
     * @param numbers of the sender
     */
    record Inquiry(List<Long> numbers) implements Content {}

    /**
     * A run has read as far as the target of a round.
     *
     * @param number of the opening
     * @param unreached how many members of the run could not be reached
     * @param contributions logs that their authors, in the run, have written further than the target
     */
    record Report(long number, int unreached, List<Head> contributions) implements Content {}

    /**
     * Asks for the whole target of a round.
     *
     * @param round its id
     */
    record TargetRequest(long round) implements Content {}

    /**
     * A part of the whole target of a round.
     *
     * @param round its id
     * @param part which part, from 0
     * @param parts how many there are
     * @param heads of the logs in this part
     */
    record Target(long round, int part, int parts, List<Head> heads) implements Content {}

    /**
     * Asks a peer to compare.
     *
     * @param sum a hash of how far the sender has read all logs; answered by {@link Even} or an {@link Offer}
     */
    record Probe(long sum) implements Content {}

    /** The answer to a {@link Probe} by somebody who has read all logs exactly as far. */
    record Even() implements Content {}
}
