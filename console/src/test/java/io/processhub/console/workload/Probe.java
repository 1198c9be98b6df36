package io.processhub.console.workload;

import io.processhub.cluster.NodeId;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessSpec;
import io.processhub.process.ProcessType;
import io.processhub.process.Processes;
import io.processhub.process.Role;
import io.processhub.process.StartReason;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Runs one process by hand, without a hub. */
public record Probe(HubProcess process) {

    public static Probe start(KnownTypes types, String id, String type, String argument) throws Exception {
        if (!(types.byName().get(type) instanceof ProcessType.Messages messages)) {
            throw new IllegalArgumentException(type);
        }
        var process = messages.factory().get();
        process.onStart(context(ProcessSpec.of(id, type).argument(argument)));
        return new Probe(process);
    }

    static ProcessContext context(ProcessSpec spec) {
        var nobody = new Nobody();
        return new ProcessContext(
                spec, new NodeId("a", 1), 7, StartReason.FRESH, Role.ACTIVE, nobody.ref(spec.id()), nobody);
    }

    public String ask(String text) throws Exception {
        var reply = new CompletableFuture<Object>();
        process.onMessage(new Question(text, reply));
        return String.valueOf(reply.join());
    }

    private record Question(Object body, CompletableFuture<Object> answer) implements Message {
        @Override
        public boolean asks() {
            return true;
        }

        @Override
        public void reply(Object value) {
            answer.complete(value);
        }
    }

    /** A hub without processes. */
    private record Nobody() implements Processes {
        @Override
        public ProcessRef ref(ProcessId id) {
            return new Silent(id);
        }

        @Override
        public CompletableFuture<StartResult> start(ProcessSpec spec) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<StartResult> ensure(ProcessSpec spec) {
            return new CompletableFuture<>();
        }

        @Override
        public CompletableFuture<StopResult> stop(ProcessId id) {
            return new CompletableFuture<>();
        }
    }

    private record Silent(ProcessId id) implements ProcessRef {
        @Override
        public void tell(Object message) {}

        @Override
        public <R> CompletableFuture<R> ask(Object message) {
            return new CompletableFuture<>();
        }

        @Override
        public <R> CompletableFuture<R> ask(Object message, Duration timeout) {
            return new CompletableFuture<>();
        }
    }
}
