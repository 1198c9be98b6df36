package io.processhub.runtime;

import io.processhub.environment.Environment;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.ProcessType.Threads;
import io.processhub.process.RunLoop;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** The code behind a process type: makes a new object for every start of a process. */
public sealed interface ProcessCode {

    /** {@return the type that it is for} */
    ProcessType<?> type();

    /** {@return makes a new object for every start of a process} */
    Object factory();

    /** {@return the context class loader that each callback begins with: that of the code that was registered} */
    default ClassLoader loader() {
        return loaderOf(factory());
    }

    /**
     * Finds the class loader that a piece of code is called with.
     *
     * @param code any object of the user's, such as a factory
     * @return the loader of its class; of a class of the JDK, that of the application
     */
    static ClassLoader loaderOf(Object code) {
        ClassLoader loader = code.getClass().getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /**
     * Where the turns of its processes run.
     *
     * @param environment has the threads
     * @return as its type says
     */
    default Executor threads(Environment environment) {
        return switch (type().threads()) {
            case Threads.Virtual virtual -> environment.workers();
            case Threads.Platform platform -> environment.platformThreads();
            case Threads.Pool(Executor pool) ->
                turn -> {
                    try {
                        pool.execute(turn);
                    } catch (RejectedExecutionException full) {
                        environment.platformThreads().execute(turn); // else the process would never go on
                    }
                };
        };
    }

    /**
     * Code that lives on messages.
     *
     * @param type that it is for
     * @param factory called on a worker thread at every start; may throw, which counts as a failed start
     */
    record Messages(ProcessType<?> type, HubProcess.Factory<?> factory) implements ProcessCode {

        /** The hub hands it nothing but what is of its protocol. */
        @SuppressWarnings("unchecked")
        HubProcess<Object> make() {
            return (HubProcess<Object>) factory.make();
        }

        /** Takes back what was made. */
        @SuppressWarnings("unchecked")
        void release(ProcessId id, HubProcess<Object> ended) {
            var maker = (HubProcess.Factory<Object>) factory;
            ProcessCode.released(id, () -> {
                maker.release(ended);
                return id;
            });
        }
    }

    /**
     * Code that keeps a thread.
     *
     * @param type that it is for
     * @param factory called on a worker thread at every start; may throw, which counts as a failed start
     */
    record Loop(ProcessType<Void> type, RunLoop.Factory<?> factory) implements ProcessCode {

        /** Takes back what was made. */
        @SuppressWarnings("unchecked")
        void release(ProcessId id, RunLoop ended) {
            var maker = (RunLoop.Factory<RunLoop>) factory;
            ProcessCode.released(id, () -> {
                maker.release(ended);
                return id;
            });
        }
    }

    /** What a factory throws that takes an object back has no effect but a line in the log: the instance is over. */
    private static void released(ProcessId id, Callable<ProcessId> release) {
        var unused = Thread.interrupted(); // was meant for the last callback
        try {
            release.call();
        } catch (Throwable error) {
            LoggerFactory.getLogger(ProcessCode.class)
                    .warn("process {} has ended, and its factory could not take it back", id, error);
        }
    }

    /**
     * Checks that the argument of a spec can be read.
     *
     * @param spec of this type
     * @throws IllegalArgumentException when it cannot; says why
     */
    default void checkArgument(ProcessSpec<?> spec) {
        if (type() instanceof ProcessType.WithArgument<?, ?> withArgument) {
            var unused = withArgument.argumentOf(spec);
        } else if (!spec.argument().type().isEmpty()) {
            throw new IllegalArgumentException("type '" + type().name() + "' takes text as its argument, not "
                    + spec.argument().type() + "; register it with the type that declares the argument");
        }
    }

    /**
     * Whether this is the code of a type.
     *
     * @param name of the type; {@code null} for any
     * @return true when it is
     */
    default boolean matches(@Nullable String name) {
        return name == null || name.equals(type().name());
    }

    /**
     * Whether a message is one that processes of this type understand. A run loop says so itself that it takes none.
     *
     * @param body any object
     * @return true when it is of the protocol
     */
    default boolean understands(Object body) {
        return this instanceof Loop || type().protocol().isInstance(body);
    }

    /**
     * Why a message is refused that the processes do not understand.
     *
     * @param body the message
     * @return the rest of a sentence that begins with the process
     */
    default String misunderstood(Object body) {
        return "is of type '" + type().name() + "' and understands "
                + type().protocol().getName() + ", not " + body.getClass().getName();
    }
}
