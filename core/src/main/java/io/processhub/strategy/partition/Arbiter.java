package io.processhub.strategy.partition;

import io.processhub.cluster.NodeId;
import io.processhub.time.Durations;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Decides outside of the cluster which part goes on where votes alone cannot: in an even split. It gives a lease to one
 * part, and to no other part until that is over. A database that all nodes can reach will do.
 *
 * <p>Asked on a worker, never on the hub's thread, so it may block; a call that takes longer than the deadline is
 * interrupted and counts as unanswered, as one that throws does. A hub makes one call at a time. Thread-safe when
 * several hubs share it.
 */
@FunctionalInterface
public interface Arbiter {

    /**
     * Decides about a claim, at one moment and for all askers: compares and changes in one step, by a clock of its own.
     *
     * <ul>
     *   <li>When no lease of the hub is valid, the claim gets it: {@link Answer.Granted}.
     *   <li>When one is valid, claims of an equal {@link Claim#part} prolong it: {@link Answer.Granted}; every other
     *       one is {@link Answer.Refused}.
     *   <li>A lease is valid for {@link Claim#validity} from the moment of its last grant, at least.
     * </ul>
     *
     * @param claim who asks for which part
     * @return ends with the answer, or with what kept the arbiter from giving one; it may be cancelled
     * @throws Exception when it cannot answer, which is the same as a stage that ends with it
     */
    CompletionStage<Answer> ask(Claim claim) throws Exception;

    /**
     * Who asks for which part.
     *
     * @param hub the id of the hub; each has a lease of its own
     * @param node which asks; only for people, because all nodes of a part share its lease
     * @param part the nodes of the asker's part whose votes count, sorted; not empty. Two parts never have the same
     * @param validity how long the lease is to be valid from its grant
     * @param deadline how long the answer is waited for
     */
    record Claim(String hub, NodeId node, List<NodeId> part, Duration validity, Duration deadline) {

        /** Freezes the list. */
        public Claim {
            part = List.copyOf(part);
        }
    }

    /** What the arbiter says. */
    sealed interface Answer {

        /**
         * The part has the lease.
         *
         * @param validity how long from the moment of the grant; positive. The hub counts it from before it has asked,
         *     and no more than it has asked for
         */
        record Granted(Duration validity) implements Answer {

            /**
             * Checks the validity.
             *
             * @throws IllegalArgumentException when it is not positive
             */
            public Granted {
                validity = Durations.positive("validity", validity, " of a lease");
            }
        }

        /**
         * Another part has the lease.
         *
         * @param reason for people, such as which part has it
         */
        record Refused(String reason) implements Answer {}
    }
}
