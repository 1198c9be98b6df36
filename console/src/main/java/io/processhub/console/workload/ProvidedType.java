package io.processhub.console.workload;

import io.processhub.HubBuilder;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;

/** A process type with its code, for a node that the console runs. */
public sealed interface ProvidedType {

    /** {@return the type} */
    ProcessType<?> type();

    /**
     * Registers type and code with a hub.
     *
     * @param builder of the hub
     */
    void register(HubBuilder builder);

    /**
     * Code that lives on messages.
     *
     * @param type of the processes
     * @param factory makes a new object for every start of a process
     * @param <C> the protocol of the processes
     */
    record Messages<C>(ProcessType<C> type, HubProcess.Factory<C> factory) implements ProvidedType {
        @Override
        public void register(HubBuilder builder) {
            builder.process(type, factory);
        }
    }

    /**
     * Code that keeps a thread.
     *
     * @param type of the processes
     * @param factory makes a new object for every start of a process
     * @param <L> class of the loops
     */
    record Loop<L extends RunLoop>(ProcessType<Void> type, RunLoop.Factory<L> factory) implements ProvidedType {
        @Override
        public void register(HubBuilder builder) {
            builder.runLoop(type, factory);
        }
    }
}
