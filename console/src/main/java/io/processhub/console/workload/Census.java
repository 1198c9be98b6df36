package io.processhub.console.workload;

import io.processhub.handover.StateHandover;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.process.StopReason;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the process objects that are alive in this JVM, and the messages they have handled, by watching their
 * callbacks. Knows nothing of the registry, so what the registry says can be checked against it. Thread-safe.
 */
public final class Census {
    private final Map<Instance, AtomicLong> living = new ConcurrentHashMap<>();

    private record Instance(String id, long epoch) {}

    /**
     * One process object between its start and its end.
     *
     * @param id which process
     * @param epoch which instance of it
     * @param handled how many messages it has handled, those of the instances included whose state it took over
     */
    public record Living(String id, long epoch, long handled) {}

    /** Starts with nothing alive. */
    public Census() {}

    /** {@return what lives at this moment, by id and then by epoch} */
    public List<Living> living() {
        return living.entrySet().stream()
                .map(one -> new Living(
                        one.getKey().id(), one.getKey().epoch(), one.getValue().get()))
                .sorted(Comparator.comparing(Living::id).thenComparingLong(Living::epoch))
                .toList();
    }

    /**
     * Watches the processes of a type. Those that handle messages take the count along when they move, also those that
     * have no state of their own to hand over; a node that runs them has to know {@link Luggage#TYPE}.
     *
     * @param type any
     * @return the same type, each start and end of which is counted here
     */
    public ProcessType watch(ProcessType type) {
        return switch (type) {
            case ProcessType.Messages messages ->
                new ProcessType.Messages(() -> new Watched(messages.factory().get()));
            case ProcessType.Loop loop ->
                new ProcessType.Loop(() -> watch(loop.factory().get()));
        };
    }

    private RunLoop watch(RunLoop loop) {
        return context -> {
            Instance self = instance(context);
            living.put(self, new AtomicLong());
            try {
                loop.run(context);
            } finally {
                living.remove(self);
            }
        };
    }

    private static Instance instance(ProcessContext context) {
        return new Instance(context.id().value(), context.epoch());
    }

    /** Lives from a start that did not throw to the stop, or to the message at which it crashed. */
    private final class Watched implements HubProcess, StateHandover {
        private final HubProcess process;
        private final AtomicLong handled = new AtomicLong();
        private Instance self = new Instance("", 0);

        private Watched(HubProcess process) {
            this.process = process;
        }

        @Override
        public void onStart(ProcessContext context) throws Exception {
            process.onStart(context);
            self = instance(context);
            living.put(self, handled);
        }

        @Override
        public void onMessage(Message message) throws Exception {
            boolean survived = false;
            handled.incrementAndGet(); // before the answer, so that whoever has that finds it counted
            try {
                process.onMessage(message);
                survived = true;
            } finally {
                if (!survived) {
                    living.remove(self);
                }
            }
        }

        @Override
        public Object handOver() throws Exception {
            Object state = process instanceof StateHandover holder ? holder.handOver() : null;
            return new Luggage(handled.get(), state);
        }

        @Override
        public void takeOver(Object given) throws Exception {
            var luggage = (Luggage) given;
            if (process instanceof StateHandover heir && luggage.state() != null) {
                heir.takeOver(luggage.state());
            }
            handled.set(luggage.handled());
        }

        @Override
        public void onStop(StopReason reason) throws Exception {
            try {
                process.onStop(reason);
            } finally {
                living.remove(self);
            }
        }
    }
}
