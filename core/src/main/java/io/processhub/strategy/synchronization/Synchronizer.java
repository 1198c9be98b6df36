package io.processhub.strategy.synchronization;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * Decides which member receives what, and sends it through its {@link SyncContext}. The hub does what every strategy
 * needs: it applies news, answers requests, compares offers, and requests what it knows to be missing. So a strategy is
 * complete when each node's writes, or at least its heads, eventually reach the others. It must use no clock and no
 * randomness but those of its context, and must not block. What it should have sent when it throws counts as lost on
 * the way. Confined to the hub's thread.
 */
public interface Synchronizer {

    /**
     * This node wrote to its own log.
     *
     * @param write what it wrote; fits into one message
     * @param askers members that wait for this news because they asked for something
     */
    void onWrite(Delta write, List<NodeId> askers);

    /** An interval has passed. */
    void onTick();

    /**
     * A message from a peer. The hub has already handled it unless it is a {@link SyncMessage.Custom}.
     *
     * @param from the peer; a member
     * @param message what it sent
     */
    default void onMessage(NodeId from, SyncMessage message) {}

    /** The members have changed. */
    default void onMembers() {}

    /** All inputs that arrived together have been handled: what was held back to be sent in one message can go. */
    default void flush() {}

    /**
     * Selects the member to request missing entries of a log from.
     *
     * @param origin whose log; a member
     * @param attempt how many requests have been in vain; 0 the first time
     * @return a member that may have them
     */
    default NodeId source(NodeId origin, int attempt) {
        return origin;
    }

    /** {@return what it has done so far} */
    default Counters counters() {
        return Counters.NONE;
    }

    /** What synchronizers count, since the start of their hub. Later versions may count more. */
    enum Counter {
        /** Over how many nodes the news with the longest way came; 1 when it came from its author. */
        HOPS_MAX,
        /** Messages with news or the start of a round, each to one receiver. */
        RELAYED,
        /** Those of them that were sent again because no acknowledgement came. */
        REPEATED,
        /** Parts of the members that were given to another member because the first one was silent. */
        REROUTED,
        /** Members that were left out because they did not answer at all. */
        SUSPECTED,
        /** Comparisons with a single peer. */
        PROBES,
        /** Rounds that this node has started and that have ended. */
        ROUNDS,
        /** Those of them that did not reach all members. */
        ROUNDS_INCOMPLETE,
        /** Custom messages that were dropped because this node could not read them. */
        UNREADABLE
    }

    /**
     * A snapshot of all counters. Immutable and thread-safe.
     *
     * @param values by counter; those that are zero may be absent
     */
    record Counters(Map<Counter, Long> values) {
        /** All are zero. */
        public static final Counters NONE = new Counters(Map.of());

        /** Copies the values. */
        public Counters {
            var copy = new EnumMap<Counter, Long>(Counter.class);
            copy.putAll(values);
            values = Collections.unmodifiableMap(copy);
        }

        /**
         * Reads a counter.
         *
         * @param counter which one
         * @return its value; 0 unless it was counted
         */
        public long of(Counter counter) {
            return values.getOrDefault(counter, 0L);
        }

        /**
         * Another value.
         *
         * @param counter which one
         * @param value not negative
         * @return a changed copy
         */
        public Counters with(Counter counter, long value) {
            var changed = new EnumMap<Counter, Long>(Counter.class);
            changed.putAll(values);
            changed.put(counter, value);
            return new Counters(changed);
        }
    }
}
