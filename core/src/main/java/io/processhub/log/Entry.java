package io.processhub.log;

import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.ProcessId;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * An entry of an origin log: a statement of a node about a process. An entry supersedes the earlier entry of the same
 * kind about the same process. Immutable.
 */
public sealed interface Entry {

    /** {@return its position in the log; positive and unique within the log} */
    long version();

    /** {@return the process} */
    ProcessId id();

    /** {@return an upper bound of its encoded size, in bytes} */
    default int bytesMax() {
        return EntrySize.bytesMax(this);
    }

    /**
     * Returns an equal entry, which shares its parts with what is known already.
     *
     * @param intent the latest intent for the process; {@code null} when none is known
     * @return this entry, unless it can share something
     */
    default Entry sharing(@Nullable Intent intent) {
        return this;
    }

    /**
     * An intent that the node has set, or that it carries for another node.
     *
     * @param version position in the log
     * @param intent the intent
     */
    record IntentSet(long version, Intent intent) implements Entry {
        @Override
        public ProcessId id() {
            return intent.id();
        }
    }

    /**
     * The state of the node's own copy.
     *
     * @param version position in the log
     * @param id the process
     * @param presence the state of the copy
     */
    record PresenceSet(long version, ProcessId id, Presence presence) implements Entry {

        /** A copy shares the stamp of the intent that it was started for. */
        @Override
        public Entry sharing(@Nullable Intent intent) {
            if (intent != null
                    && presence instanceof Presence.Running(Instance copy)
                    && intent.stamp().equals(copy.intentStamp())) {
                return new PresenceSet(version, id, new Presence.Running(copy.startedFor(intent.stamp())));
            }
            return this;
        }
    }

    /**
     * The node's own copy runs, and the node carries the intent that it was started for, which another log has in full.
     * A log holds it as two entries, the intent first. It is for news only: who lacks the intent asks for the log
     * itself.
     *
     * @param version position of the copy in the log; that of the intent is the one before
     * @param id the process
     * @param instance the copy
     */
    record Started(long version, ProcessId id, Instance instance) implements Entry {}

    /** The state of a node's own copy of a process, as the node describes it. Immutable. */
    sealed interface Presence {

        /** {@return the greatest term in which a copy on this node was active, as far as it is known; 0 for never} */
        long term();

        /**
         * Returns this state with the term of an earlier active copy on the same node.
         *
         * @param earlier the greatest term that the node has written so far
         * @return this state with the greater of both terms
         */
        Presence after(long earlier);

        /**
         * The copy runs.
         *
         * @param instance the copy
         */
        record Running(Instance instance) implements Presence {
            @Override
            public long term() {
                return instance.term();
            }

            @Override
            public Running after(long earlier) {
                return earlier <= instance.term() ? this : new Running(instance.in(instance.role(), earlier));
            }
        }

        /**
         * The process crashed too often on the node; other nodes start it as long as this entry is valid. A later
         * intent may have a corrected spec, so it ends the parking.
         *
         * @param error the last failure
         * @param intentStamp stamp of the intent that the copy was started for
         * @param until when the node will start it again, by its wall clock, with a precision of one millisecond;
         *     {@code null} when unknown
         * @param term in which a copy on this node was last active; 0 for never
         */
        record Parked(
                String error, Stamp intentStamp, @Nullable Instant until, long term) implements Presence {

            /**
             * Creates the state of a copy that was never active.
             *
             * @param error the last failure
             * @param intentStamp stamp of the intent that the copy was started for
             * @param until when the node will start it again; {@code null} when unknown
             */
            public Parked(String error, Stamp intentStamp, @Nullable Instant until) {
                this(error, intentStamp, until, 0);
            }

            @Override
            public Parked after(long earlier) {
                return earlier <= term ? this : new Parked(error, intentStamp, until, earlier);
            }
        }

        /**
         * The copy ended. A tombstone: it is kept until every member has received it.
         *
         * @param cause why the copy ended
         * @param term in which a copy on this node was last active; 0 for never
         */
        record Ended(EndCause cause, long term) implements Presence {

            /**
             * Creates the state of a copy that was never active.
             *
             * @param cause why the copy ended
             */
            public Ended(EndCause cause) {
                this(cause, 0);
            }

            @Override
            public Ended after(long earlier) {
                return earlier <= term ? this : new Ended(cause, earlier);
            }
        }
    }
}
