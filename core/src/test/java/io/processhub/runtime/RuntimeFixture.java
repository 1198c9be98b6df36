package io.processhub.runtime;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.environment.ManualEnvironment;
import io.processhub.hook.CallObserver;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.protocol.MessageTypes;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** A runtime with one type of process, and records of what it reports and forwards. */
final class RuntimeFixture implements AutoCloseable {
    static final NodeId NODE = new NodeId("a", 1);
    static final ProcessType<Object> TYPE = ProcessType.of("t", Object.class);
    static final ProcessId ID = new ProcessId("p");
    static final long PATIENCE_SECONDS = 20;

    final ManualEnvironment environment;
    final ProcessRuntime runtime;
    private final BlockingQueue<Told> told = new LinkedBlockingQueue<>();

    /** The states that were handed over. */
    final Queue<Optional<byte[]>> states = new ConcurrentLinkedQueue<>();

    /** The messages that waited for an instance that was replaced. */
    final Queue<Object> forwarded = new ConcurrentLinkedQueue<>();

    final Map<Reason, Integer> dropped = new ConcurrentHashMap<>();

    /** Whether another node is known to run the process. */
    volatile boolean successorKnown = true;

    /** What the listener was told. */
    record Told(
            String what, ProcessId id, long epoch, @Nullable Throwable error) {
        static Told started(long epoch) {
            return new Told("started", ID, epoch, null);
        }

        static Told ended(long epoch) {
            return new Told("ended", ID, epoch, null);
        }

        static Told took(Role role, long term) {
            return new Told(role + " in term " + term, ID, 1, null);
        }

        static Told stopped(long epoch) {
            return new Told("stopped", ID, epoch, null);
        }
    }

    private RuntimeFixture(ManualEnvironment environment, ProcessCode code) {
        this.environment = environment;
        this.runtime = new ProcessRuntime(
                environment,
                new ProcessRuntime.Code(Map.of("t", code), MessageTypes.STANDARD, CallObserver.NONE),
                new RecordingListener(),
                new RecordingForwarder());
    }

    static RuntimeFixture threaded(HubProcess.Factory<Object> factory) {
        return new RuntimeFixture(ManualEnvironment.threaded(), new ProcessCode.Messages(TYPE, factory));
    }

    static RuntimeFixture stepped(HubProcess.Factory<Object> factory) {
        return new RuntimeFixture(ManualEnvironment.stepped(), new ProcessCode.Messages(TYPE, factory));
    }

    static RuntimeFixture looping(RunLoop.Factory<?> factory) {
        return new RuntimeFixture(
                ManualEnvironment.threaded(), new ProcessCode.Loop(ProcessType.runLoop("t"), factory));
    }

    static ProcessSpec<?> spec() {
        return TYPE.spec("p");
    }

    static InstanceContext<?> context(ProcessSpec<?> spec, long epoch) {
        var birth = new InstanceContext.Birth(epoch, StartReason.FRESH, Role.ACTIVE);
        var home = new InstanceContext.Home(NODE, new NoHub(), EpochRaiser.NONE);
        return new InstanceContext<>(spec, Metadata.NONE, birth, home);
    }

    /** Starts process {@link #ID} and waits until it runs. */
    RuntimeFixture started() {
        start(1);
        assertThat(next()).isEqualTo(Told.started(1));
        return this;
    }

    void start(long epoch) {
        runtime.start(context(spec(), epoch));
    }

    void assign(Role role, long term) {
        runtime.assign(ID, 1, role, term, true);
    }

    Delivery tell(Object body) {
        return runtime.deliver(ID, null, body, null);
    }

    Reply ask(Object body) {
        var reply = new Reply();
        assertThat(runtime.deliver(ID, null, body, reply)).isEqualTo(Delivery.ACCEPTED);
        return reply;
    }

    Told next() {
        try {
            Told next = told.poll(PATIENCE_SECONDS, SECONDS);
            assertThat(next).as("the listener hears something").isNotNull();
            return next;
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    /** What was told and not yet looked at. */
    BlockingQueue<Told> told() {
        return told;
    }

    @Override
    public void close() {
        runtime.close();
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, SECONDS).join();
    }

    private final class RecordingListener implements InstanceListener {
        @Override
        public void started(ProcessId id, long epoch, boolean merges) {
            told.add(new Told("started", id, epoch, null));
        }

        @Override
        public void roleTaken(ProcessId id, long epoch, Role role, long term) {
            told.add(new Told(role + " in term " + term, id, epoch, null));
        }

        @Override
        public void startFailed(ProcessId id, long epoch, Throwable error) {
            told.add(new Told("startFailed", id, epoch, error));
        }

        @Override
        public void ended(ProcessId id, long epoch, @Nullable Throwable error) {
            told.add(new Told("ended", id, epoch, error));
        }

        @Override
        public void stopped(ProcessId id, long epoch) {
            told.add(new Told("stopped", id, epoch, null));
        }

        @Override
        public void held(ProcessId id, long epoch, long attempt, byte @Nullable [] state) {
            states.add(Optional.ofNullable(state));
            told.add(new Told("held", id, epoch, null));
        }

        @Override
        public void merged(ProcessId id, long epoch, long attempt, @Nullable Throwable error) {
            told.add(new Told("merged", id, epoch, error));
        }

        @Override
        public void holdFailed(ProcessId id, long epoch, long attempt, Throwable error) {
            told.add(new Told("holdFailed", id, epoch, error));
        }
    }

    private final class RecordingForwarder implements Forwarder {
        @Override
        public boolean successorKnown(ProcessId id) {
            return successorKnown;
        }

        @Override
        public void forward(ProcessId id, Object body, @Nullable ReplyTo replyTo) {
            forwarded.add(body);
        }

        @Override
        public void dropped(ProcessId id, Reason reason, int messages) {
            dropped.merge(reason, messages, Integer::sum);
        }
    }
}
