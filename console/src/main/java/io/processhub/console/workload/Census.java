package io.processhub.console.workload;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.process.StopReason;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts the process objects that are alive in this JVM, by watching their callbacks. Knows nothing of the registry, so
 * what the registry says can be checked against it. Thread-safe.
 */
public final class Census {
    private final Set<Living> living = ConcurrentHashMap.newKeySet();

    /**
     * One process object between its start and its end.
     *
     * @param id which process
     * @param epoch which instance of it
     */
    public record Living(String id, long epoch) {}

    /** Starts with nothing alive. */
    public Census() {}

    /** {@return what lives at this moment, by id and then by epoch} */
    public List<Living> living() {
        return living.stream()
                .sorted(Comparator.comparing(Living::id).thenComparingLong(Living::epoch))
                .toList();
    }

    /**
     * Watches the processes of a type.
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
            var self = new Living(context.id().value(), context.epoch());
            living.add(self);
            try {
                loop.run(context);
            } finally {
                living.remove(self);
            }
        };
    }

    /** Lives from a start that did not throw to the stop, or to the message at which it crashed. */
    private final class Watched implements HubProcess {
        private final HubProcess process;
        private Living self = new Living("", 0);

        private Watched(HubProcess process) {
            this.process = process;
        }

        @Override
        public void onStart(ProcessContext context) throws Exception {
            process.onStart(context);
            self = new Living(context.id().value(), context.epoch());
            living.add(self);
        }

        @Override
        public void onMessage(Message message) throws Exception {
            boolean survived = false;
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
        public void onStop(StopReason reason) throws Exception {
            try {
                process.onStop(reason);
            } finally {
                living.remove(self);
            }
        }
    }
}
