package io.processhub.log;

import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent.Stamp;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The state of a node's own copy of a process, as the node describes it. Immutable. */
public sealed interface Presence {

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
     * The copy runs. *
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
     * The process crashed too often on the node; other nodes start it as long as this entry is valid. A later intent
     * may have a corrected spec, so it ends the parking.
     *
     * @param error the last failure
     * @param intentStamp stamp of the intent that the copy was started for
     * @param until when the node will start it again, by its wall clock, with a precision of one millisecond;
     *     {@code null} when unknown
     * @param term in which a copy on this node was last active; 0 for never
     */
    record Parked(String error, Stamp intentStamp, @Nullable Instant until, long term) implements Presence {

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
