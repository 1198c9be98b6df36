package io.processhub.spec;

import io.processhub.hash.StableHash;
import io.processhub.text.WellFormed;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is needed to start a process on any node. The type is a name registered on the nodes, never a class. Made by a
 * {@code ProcessType}.
 *
 * @param id unique in the hub
 * @param type name under which the nodes registered the code; 1 to 255 characters
 * @param argument handed to the process at every start
 * @param options what is usually the same for all processes of a type
 * @param <C> the protocol of the process
 */
public record ProcessSpec<C>(ProcessId id, String type, Argument argument, Options options) {
    private static final int TYPE_CHARACTERS_MAX = 255;

    /**
     * What is usually the same for all processes of a type. A registry may hold a million specs, so they share equal
     * options. Immutable.
     *
     * @param restart when it is started again after it ended by itself
     * @param limit how often it may crash
     * @param startTimeout how long its start callback may take; positive, at most 36,500 days
     * @param stopTimeout how long its stop callback, and a message it is still working on, may take; positive, at most
     *     36,500 days
     * @param mailboxMax how many messages may wait for it; positive
     * @param constraints on which nodes it may run
     */
    public record Options(
            RestartPolicy restart,
            RestartLimit limit,
            Duration startTimeout,
            Duration stopTimeout,
            int mailboxMax,
            Constraints constraints) {
        private static final Duration TIMEOUT = Duration.ofSeconds(10);
        private static final int MAILBOX_MAX = 1_000;
        private static final int PLACES = 64;

        /** Those used last, by their hash. A thread that misses what another one has put here shares less. */
        private static final @Nullable Options[] RECENT = new Options[PLACES];

        /** Restarted always, with the standard limit and time, and on any node. */
        public static final Options STANDARD = new Options(
                RestartPolicy.PERMANENT, RestartLimit.STANDARD, TIMEOUT, TIMEOUT, MAILBOX_MAX, Constraints.NONE);

        /**
         * Checks what does not depend on the process.
         *
         * @throws NullPointerException when one is null
         */
        public Options {
            Objects.requireNonNull(restart, "restart");
            Objects.requireNonNull(limit, "limit");
            Objects.requireNonNull(constraints, "constraints; Constraints.NONE for any node");
        }

        private void check(ProcessId id) {
            if (!startTimeout.isPositive() || !stopTimeout.isPositive()) {
                throw new IllegalArgumentException("timeouts of process " + id + " must be positive: start "
                        + startTimeout + ", stop " + stopTimeout);
            }
            RestartLimit.requireBounded("startTimeout", startTimeout);
            RestartLimit.requireBounded("stopTimeout", stopTimeout);
            if (mailboxMax < 1) {
                throw new IllegalArgumentException("mailboxMax " + mailboxMax + " of process " + id + " is below 1");
            }
        }

        /** Equal options, which other specs have, too. */
        private Options shared() {
            if (equals(STANDARD)) {
                return STANDARD;
            }
            int place = hashCode() & (PLACES - 1);
            Options known = RECENT[place];
            if (known != null && equals(known)) {
                return known;
            }
            RECENT[place] = this;
            return this;
        }
    }

    /**
     * What a process is handed at every start: text, or a value of a type that its process type ({@code ProcessType})
     * declares. The value stays encoded until the process reads it, so any node can pass it on. Immutable.
     */
    public static final class Argument {
        private static final int SIZE_MAX = 16_384;

        /** No text. */
        public static final Argument NONE = new Argument("", new byte[0]);

        private final String type;
        private final byte[] bytes;

        private Argument(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }

        /**
         * Text; JSON by convention where it has structure.
         *
         * @param text at most 16,384 characters, empty for none
         * @return the argument
         * @throws IllegalArgumentException when too long or not valid Unicode
         */
        public static Argument text(String text) {
            if (text.length() > SIZE_MAX) {
                throw tooLong(text.length() + " characters");
            }
            return text.isEmpty()
                    ? NONE
                    : new Argument("", WellFormed.require("argument", text).getBytes(StandardCharsets.UTF_8));
        }

        /**
         * A value that was encoded.
         *
         * @param type name of its message type; not empty
         * @param bytes at most 16,384
         * @return the argument
         * @throws IllegalArgumentException when too long, or the name is empty or not valid Unicode
         */
        public static Argument encoded(String type, byte[] bytes) {
            if (type.isEmpty()) {
                throw new IllegalArgumentException("an encoded argument has a message type; its name is empty");
            }
            if (bytes.length > SIZE_MAX) {
                throw tooLong(bytes.length + " bytes");
            }
            return new Argument(WellFormed.require("type of the argument", type), bytes.clone());
        }

        private static IllegalArgumentException tooLong(String size) {
            return new IllegalArgumentException(
                    "the argument has " + size + "; allowed are " + SIZE_MAX + ": keep large data in a store");
        }

        /** {@return the name of its message type; empty for text} */
        public String type() {
            return type;
        }

        /** {@return the encoded value; of text, the text in UTF-8} */
        public byte[] bytes() {
            return bytes.clone();
        }

        /** {@return the length of {@link #bytes()}} */
        public int size() {
            return bytes.length;
        }

        /** {@return a hash of the type and the bytes, the same on every JVM} */
        public long stableHash() {
            return StableHash.mix(StableHash.of(type) + StableHash.of(bytes));
        }

        /** {@return whether it is an empty text} */
        public boolean absent() {
            return type.isEmpty() && bytes.length == 0;
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Argument argument
                    && type.equals(argument.type)
                    && Arrays.equals(bytes, argument.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * type.hashCode() + Arrays.hashCode(bytes);
        }

        /** {@return the text; of a value, its type and length, such as {@code Settings (12 bytes)}} */
        @Override
        public String toString() {
            return type.isEmpty() ? new String(bytes, StandardCharsets.UTF_8) : type + " (" + bytes.length + " bytes)";
        }
    }

    /**
     * Checks the values, and shares equal options.
     *
     * @throws IllegalArgumentException when one is out of its range
     */
    public ProcessSpec {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(argument, "argument");
        if (type.isEmpty() || type.length() > TYPE_CHARACTERS_MAX) {
            throw new IllegalArgumentException("type '" + type + "' of process " + id + " has " + type.length()
                    + " characters; allowed are 1 to " + TYPE_CHARACTERS_MAX);
        }
        WellFormed.require("type of process", id, type);
        options.check(id);
        options = options.shared();
    }

    /** {@return when it is started again after it ended by itself} */
    public RestartPolicy restart() {
        return options.restart;
    }

    /** {@return how often it may crash} */
    public RestartLimit limit() {
        return options.limit;
    }

    /** {@return how long its start callback may take} */
    public Duration startTimeout() {
        return options.startTimeout;
    }

    /** {@return how long its stop callback, and a message it is still working on, may take} */
    public Duration stopTimeout() {
        return options.stopTimeout;
    }

    /** {@return how many messages may wait for it} */
    public int mailboxMax() {
        return options.mailboxMax;
    }

    /** {@return on which nodes it may run} */
    public Constraints constraints() {
        return options.constraints;
    }

    /**
     * The spec of a process with the standard options. Prefer the method {@code spec} of a process type, which knows
     * the protocol; here the caller asserts it.
     *
     * @param id unique in the hub
     * @param type registered on the nodes
     * @param <C> the protocol of the process
     * @return the spec
     * @throws IllegalArgumentException when the type is out of its range
     */
    public static <C> ProcessSpec<C> of(ProcessId id, String type) {
        return new ProcessSpec<>(id, type, Argument.NONE, Options.STANDARD);
    }

    /**
     * For consoles and tools, which know a type only by its name. Otherwise like {@link #of}.
     *
     * @param id unique in the hub
     * @param type registered on the nodes
     * @return the spec
     * @throws IllegalArgumentException when the type is out of its range
     */
    public static ProcessSpec<Object> untyped(ProcessId id, String type) {
        return of(id, type);
    }

    /**
     * Another argument.
     *
     * @param text handed to the process at every start; JSON by convention where it has structure
     * @return a changed copy
     * @throws IllegalArgumentException when longer than 16,384 characters, or not valid Unicode
     */
    public ProcessSpec<C> argument(String text) {
        return argument(Argument.text(text));
    }

    /**
     * Another argument.
     *
     * @param value handed to the process at every start
     * @return a changed copy
     */
    public ProcessSpec<C> argument(Argument value) {
        return new ProcessSpec<>(id, type, value, options);
    }

    /**
     * Another restart policy.
     *
     * @param policy when to start again
     * @return a changed copy
     */
    public ProcessSpec<C> restart(RestartPolicy policy) {
        return with(new Options(policy, limit(), startTimeout(), stopTimeout(), mailboxMax(), constraints()));
    }

    /**
     * Another restart limit.
     *
     * @param value how often it may crash
     * @return a changed copy
     */
    public ProcessSpec<C> limit(RestartLimit value) {
        return with(new Options(restart(), value, startTimeout(), stopTimeout(), mailboxMax(), constraints()));
    }

    /**
     * Other time limits.
     *
     * @param start how long the start callback may take
     * @param stop how long the stop callback may take
     * @return a changed copy
     * @throws IllegalArgumentException when one is not positive or too long
     */
    public ProcessSpec<C> timeouts(Duration start, Duration stop) {
        return with(new Options(restart(), limit(), start, stop, mailboxMax(), constraints()));
    }

    /**
     * Another mailbox size.
     *
     * @param messages how many may wait
     * @return a changed copy
     * @throws IllegalArgumentException when below 1
     */
    public ProcessSpec<C> mailboxMax(int messages) {
        return with(new Options(restart(), limit(), startTimeout(), stopTimeout(), messages, constraints()));
    }

    /**
     * Other constraints.
     *
     * @param value on which nodes it may run
     * @return a changed copy
     */
    public ProcessSpec<C> constraints(Constraints value) {
        return with(new Options(restart(), limit(), startTimeout(), stopTimeout(), mailboxMax(), value));
    }

    private ProcessSpec<C> with(Options changed) {
        return new ProcessSpec<>(id, type, argument, changed);
    }

    /**
     * When a process that ended by itself is started again. A process that lives on messages ends only by a crash or a
     * stop, and what was stopped stays so; {@link #PERMANENT} and {@link #TRANSIENT} therefore differ for run loops
     * alone, which end normally by returning.
     *
     * @see <a href="https://www.erlang.org/doc/system/sup_princ.html">OTP design principles, supervisor behaviour</a>
     */
    public enum RestartPolicy {
        /** Always, also after a normal end. */
        PERMANENT,
        /** Only after a crash; a normal end removes the process from the hub. */
        TRANSIENT,
        /** Never; any end removes the process from the hub. */
        TEMPORARY
    }
}
