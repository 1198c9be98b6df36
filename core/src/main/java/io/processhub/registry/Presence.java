package io.processhub.registry;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What a node says about its own copy of a process. */
public sealed interface Presence {

    /**
     * {@return the greatest term in which a copy on this node was active; 0 when none ever was, as far as it is known}
     */
    long term();

    /**
     * The same, for a node on which a copy was active before.
     *
     * @param earlier the greatest term that the node has said so far
     * @return with the greater one of both terms
     */
    Presence after(long earlier);

    /**
     * It runs.
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
     * It crashed too often; other nodes shall try it while this is said. A later wish may be for something better, and
     * begins afresh.
     *
     * @param error what it died of
     * @param wish stamp of the intent it was started for
     * @param until when the node will try it again, by its wall clock, to the millisecond; {@code null} when it does
     *     not say
     * @param term in which it was active last; 0 when it never was
     */
    record Parked(String error, Stamp wish, @Nullable Instant until, long term) implements Presence {

        /**
         * Of a copy that was never active.
         *
         * @param error what it died of
         * @param wish stamp of the intent it was started for
         * @param until when the node will try it again
         */
        public Parked(String error, Stamp wish, @Nullable Instant until) {
            this(error, wish, until, 0);
        }

        @Override
        public Parked after(long earlier) {
            return earlier <= term ? this : new Parked(error, wish, until, earlier);
        }
    }

    /**
     * It does not run any more. Said until every member has heard.
     *
     * @param cause why
     * @param term in which it was active last; 0 when it never was
     */
    record Ended(EndCause cause, long term) implements Presence {

        /**
         * Of a copy that was never active.
         *
         * @param cause why
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
