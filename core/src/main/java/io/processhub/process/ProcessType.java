package io.processhub.process;

import io.processhub.message.MessageType;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.text.WellFormed;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodHandles.Lookup;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * A type of process: its name, and the protocol that its processes understand. Make one constant of it, the same on
 * every node, and use it to register the code, to start processes and to refer to them. Immutable.
 *
 * <pre>{@code
 * ProcessType<Account> TYPE = ProcessType.of("account", Account.class);
 * }</pre>
 *
 * <p>Two are equal when name and protocol are.
 *
 * @param <C> the protocol: a record, an enum, or a sealed interface of such; a standard type such as {@link String}; a
 *     class that is registered by a {@link MessageType}; or {@link Object}, for whatever is registered
 */
public sealed class ProcessType<C> permits ProcessType.WithArgument {
    private static final int NAME_CHARACTERS_MAX = 255;

    private final String name;
    private final Class<C> protocol;
    private final Details details;

    /** What is said about a type besides its name and its protocol. */
    private record Details(List<Class<?>> answers, @Nullable Class<?> state, Lookup lookup, Threads threads) {
        private static Details of(Class<?>... answers) {
            return new Details(List.of(answers), null, MethodHandles.publicLookup(), Threads.VIRTUAL);
        }
    }

    private ProcessType(String name, Class<C> protocol, Details details) {
        if (name.isEmpty() || name.length() > NAME_CHARACTERS_MAX) {
            throw new IllegalArgumentException("process type '" + name + "' has " + name.length()
                    + " characters; allowed are 1 to " + NAME_CHARACTERS_MAX);
        }
        this.name = WellFormed.require("name of a process type", name);
        this.protocol = Objects.requireNonNull(protocol, "protocol");
        this.details = details;
    }

    /**
     * A type of process whose messages say what their answers are.
     *
     * @param name unique in the hub, the same on every node; 1 to 255 characters
     * @param protocol of the messages
     * @param <C> the protocol
     * @return the type
     * @throws IllegalArgumentException when the name is empty or too long
     */
    public static <C> ProcessType<C> of(String name, Class<C> protocol) {
        return of(name, protocol, new Class<?>[0]);
    }

    /**
     * A type of process with answers of which its messages say nothing, such as the answers to a {@link String}.
     *
     * @param name unique in the hub, the same on every node; 1 to 255 characters
     * @param protocol of the messages
     * @param answers classes that {@link io.processhub.message.Message#replyUntyped} may send
     * @param <C> the protocol
     * @return the type
     * @throws IllegalArgumentException when the name is empty or too long
     */
    public static <C> ProcessType<C> of(String name, Class<C> protocol, Class<?>... answers) {
        return new ProcessType<>(name, protocol, Details.of(answers));
    }

    /**
     * A type of run loop, which takes no messages.
     *
     * @param name unique in the hub, the same on every node; 1 to 255 characters
     * @return the type
     * @throws IllegalArgumentException when the name is empty or too long
     */
    public static ProcessType<Void> runLoop(String name) {
        return of(name, Void.class);
    }

    /**
     * For a protocol, state or argument whose records are not public or whose package is not exported.
     *
     * @param lookup {@link MethodHandles#lookup()} of a class in the module of the records
     * @return a changed copy
     */
    public ProcessType<C> lookup(Lookup lookup) {
        return new ProcessType<>(
                name, protocol, new Details(details.answers(), details.state(), lookup, details.threads()));
    }

    /**
     * Declares the state of the processes, so that it is checked when the hub is built and not at their first start.
     *
     * @param state a class that can be sent
     * @return a changed copy
     */
    public ProcessType<C> state(Class<?> state) {
        return new ProcessType<>(
                name, protocol, new Details(details.answers(), state, details.lookup(), details.threads()));
    }

    /**
     * Says on which threads the processes run. Code that computes for long does not belong on virtual threads.
     *
     * @param threads {@link Threads#VIRTUAL} unless said otherwise
     * @return a changed copy
     */
    public ProcessType<C> threads(Threads threads) {
        Objects.requireNonNull(threads, "threads; leave them out for virtual ones");
        return new ProcessType<>(
                name, protocol, new Details(details.answers(), details.state(), details.lookup(), threads));
    }

    /**
     * A type of process that is started with a value instead of text. Say it last.
     *
     * @param argument a record, an enum, a sealed interface of such, or a standard type
     * @param <A> the argument
     * @return a changed copy
     */
    public <A> WithArgument<C, A> argument(Class<A> argument) {
        return new WithArgument<>(name, protocol, details, argument);
    }

    /** {@return the name that specs refer to} */
    public String name() {
        return name;
    }

    /** {@return what its processes understand} */
    public Class<C> protocol() {
        return protocol;
    }

    /** {@return the answers of which its messages say nothing} */
    public List<Class<?>> answers() {
        return details.answers();
    }

    /** {@return on which threads its processes run} */
    public Threads threads() {
        return details.threads();
    }

    /** {@return the state of its processes; empty when it is not declared} */
    public Optional<Class<?>> state() {
        return Optional.ofNullable(details.state());
    }

    /**
     * How something that the processes are sent, or keep, crosses between nodes.
     *
     * @param wireName registered on every node under the same name; 1 to 255 characters
     * @param type a class, or a container of such
     * @return the message type
     * @throws IllegalArgumentException when the name is empty or too long, or a part cannot be sent or reached
     */
    public MessageType<?> messageType(String wireName, Type type) {
        return switch (type) {
            case Class<?> plain -> MessageType.of(wireName, plain, details.lookup());
            case ParameterizedType container -> MessageType.of(wireName, container, details.lookup());
            default ->
                throw new IllegalArgumentException(
                        type.getTypeName() + " cannot be sent: it stands for any type; say which one");
        };
    }

    /**
     * A permanent process with the standard limits: 10 seconds to start and to stop, room for 1,000 messages.
     *
     * @param id unique in the hub
     * @return the spec
     * @throws IllegalArgumentException when the id is out of its range
     */
    public ProcessSpec<C> spec(String id) {
        return ProcessSpec.of(new ProcessId(id), name);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof ProcessType<?> type && name.equals(type.name) && protocol == type.protocol;
    }

    @Override
    public int hashCode() {
        return 31 * name.hashCode() + protocol.hashCode();
    }

    /** {@return its name} */
    @Override
    public String toString() {
        return name;
    }

    /**
     * On which threads the processes of a type run; said by {@link #threads(Threads)}. Each node decides for itself.
     *
     * <p>Virtual threads share a few carriers, as many as there are processors. One that waits leaves its carrier to
     * others; one that computes keeps it. So code that computes for long, or waits in a way that keeps the carrier,
     * such as in native code, belongs on threads of its own: else all other processes of the JVM wait for it.
     */
    public sealed interface Threads {
        /** Virtual threads, for code that computes briefly and waits at will. Unless something else is said. */
        Threads VIRTUAL = new Virtual();

        /** A platform thread for each process while it has something to do; a run loop keeps one. */
        Threads PLATFORM = new Platform();

        /**
         * Threads of one's own, which bound how many processes run at the same time. A process that has more messages
         * than it may handle at a time waits for its next turn like the others. When the pool refuses a turn, the turn
         * runs on a platform thread. Close the pool after the hub.
         *
         * @param executor runs each task that it is given, once; context class loader and interrupts are set for each
         *     callback, thread-locals are left to the pool
         * @return threads of the pool
         */
        static Threads pool(Executor executor) {
            return new Pool(executor);
        }

        /** See {@link #VIRTUAL}. */
        record Virtual() implements Threads {}

        /** See {@link #PLATFORM}. */
        record Platform() implements Threads {}

        /**
         * See {@link #pool}.
         *
         * @param executor runs the turns of processes
         */
        record Pool(Executor executor) implements Threads {}
    }

    /**
     * A type of process that is started with a value. A process of it that is started without one fails its start.
     *
     * @param <C> the protocol
     * @param <A> the argument
     */
    public static final class WithArgument<C, A> extends ProcessType<C> {
        private final Class<A> argument;
        private volatile @Nullable MessageType<A> codec;

        private WithArgument(String name, Class<C> protocol, Details details, Class<A> argument) {
            super(name, protocol, details);
            this.argument = Objects.requireNonNull(argument, "argument");
        }

        @Override
        public WithArgument<C, A> lookup(Lookup lookup) {
            return super.lookup(lookup).argument(argument);
        }

        @Override
        public WithArgument<C, A> state(Class<?> state) {
            return super.state(state).argument(argument);
        }

        @Override
        public WithArgument<C, A> threads(Threads threads) {
            return super.threads(threads).argument(argument);
        }

        /** {@return the class of the argument} */
        public Class<A> argument() {
            return argument;
        }

        /**
         * Like {@link #spec(String)}, with an argument.
         *
         * @param id unique in the hub
         * @param value handed to the process at every start
         * @return the spec
         * @throws IllegalArgumentException when the id is out of its range, or the argument cannot be encoded or is too
         *     long
         */
        public ProcessSpec<C> spec(String id, A value) {
            MessageType<A> type = codec();
            return spec(id).argument(ProcessSpec.Argument.encoded(type.name(), type.encode(value)));
        }

        /**
         * Reads the argument of a spec.
         *
         * @param spec of a process of this type
         * @return the argument
         * @throws IllegalArgumentException when it has none, or one that this node cannot read; says why
         */
        public A argumentOf(ProcessSpec<?> spec) {
            MessageType<A> type = codec();
            ProcessSpec.Argument value = spec.argument();
            if (!value.type().equals(type.name())) {
                throw new IllegalArgumentException("type '" + name() + "' takes an argument of " + argument.getName()
                        + ", and process " + spec.id() + " has "
                        + (value.absent() ? "none" : value.type().isEmpty() ? "text" : "one of " + value.type())
                        + "; make the spec by the type: spec(id, argument)");
            }
            try {
                return type.decode(value.bytes());
            } catch (IllegalArgumentException unreadable) {
                throw new IllegalArgumentException(
                        "the argument of process " + spec.id() + " cannot be read: " + unreadable.getMessage(),
                        unreadable);
            }
        }

        /**
         * How the argument crosses between nodes.
         *
         * @return its message type
         * @throws IllegalArgumentException when a part of it cannot be sent or reached
         */
        @SuppressWarnings("unchecked") // made from the class of the argument
        public MessageType<A> codec() {
            MessageType<A> known = codec;
            if (known == null) {
                known = (MessageType<A>) messageType(MessageType.nameOf(argument), argument);
                codec = known;
            }
            return known;
        }
    }
}
