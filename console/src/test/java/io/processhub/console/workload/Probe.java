package io.processhub.console.workload;

import io.processhub.cluster.NodeId;
import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.process.Processes;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Runs one process by hand, without a hub.
 *
 * @param process what runs
 */
public record Probe(HubProcess<Object> process) {

    /**
     * Starts a process of a known type.
     *
     * @param types where the type is found
     * @param id of the process
     * @param type a message process
     * @param argument of the process
     * @return the running process
     * @throws Exception what its start callback throws
     */
    @SuppressWarnings("unchecked") // it is only sent text
    public static Probe start(KnownTypes types, String id, String type, String argument) throws Exception {
        if (!(types.byName().get(type) instanceof ProvidedType.Messages<?> messages)) {
            throw new IllegalArgumentException(type);
        }
        var process = (HubProcess<Object>) messages.factory().make();
        process.onStart(context(ProcessType.of(type, Object.class).spec(id).argument(argument)));
        return new Probe(process);
    }

    static <C> ProcessContext<C> context(ProcessSpec<C> spec) {
        return new Alone<>(spec);
    }

    /**
     * Asks the process.
     *
     * @param message of its protocol
     * @return its reply as text
     * @throws Exception what its handler throws
     */
    public String ask(Object message) throws Exception {
        var reply = new CompletableFuture<Object>();
        process.onMessage(new Question(message, reply));
        return String.valueOf(reply.join());
    }

    private record Question(Object body, CompletableFuture<Object> answer) implements Message<Object> {
        @Override
        public boolean asks() {
            return true;
        }

        @Override
        public Map<String, String> headers() {
            return Map.of();
        }

        @Override
        public <R> void reply(Ask<Object, R> question, R value) {
            answer.complete(value);
        }

        @Override
        public <R> void replyLater(Ask<Object, R> question, CompletionStage<? extends R> later) {
            later.thenAccept(answer::complete);
        }

        @Override
        public void replyUntyped(Object value) {
            answer.complete(value);
        }
    }

    /** What a process without a hub knows. */
    private record Alone<C>(ProcessSpec<C> spec) implements ProcessContext<C> {
        @Override
        public Metadata metadata() {
            return Metadata.NONE;
        }

        @Override
        public NodeId node() {
            return new NodeId("a", 1);
        }

        @Override
        public long epoch() {
            return 7;
        }

        @Override
        public StartReason reason() {
            return StartReason.FRESH;
        }

        @Override
        public Role role() {
            return Role.ACTIVE;
        }

        @Override
        public ProcessRef<C> self() {
            return hub().ref(spec);
        }

        @Override
        public Processes hub() {
            throw new UnsupportedOperationException("there is no hub");
        }

        @Override
        public CompletableFuture<Long> raiseEpoch(long seen) {
            return CompletableFuture.completedFuture(seen + 1);
        }

        @Override
        public void finish() {
            throw new UnsupportedOperationException("no test stops it");
        }
    }
}
