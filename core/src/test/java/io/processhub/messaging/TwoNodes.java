package io.processhub.messaging;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.environment.ManualEnvironment;
import io.processhub.hook.CallObserver;
import io.processhub.message.MessageType;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.protocol.MessageTypes;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Copy;
import io.processhub.runtime.EpochRaiser;
import io.processhub.runtime.InstanceContext;
import io.processhub.runtime.InstanceListener;
import io.processhub.runtime.NoHub;
import io.processhub.runtime.ProcessCode;
import io.processhub.runtime.ProcessRuntime;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.wire.Packet;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Two nodes that know the same processes and send mail to each other without delay. */
final class TwoNodes implements AutoCloseable {
    static final long PATIENCE_SECONDS = 20;
    static final int BODY_BYTES_MAX = 1_000;
    static final Duration ASK_TIMEOUT = Duration.ofSeconds(5);
    static final ProcessType<Object> TYPE = ProcessType.of("t", Object.class);
    static final ProcessType<Void> LOOP = ProcessType.runLoop("l");
    static final ProcessId ID = new ProcessId("p");

    /** Survives encoding, fails at decoding when its text says so. */
    record Note(String text) {}

    /** Its encoder throws. */
    record Secret() {}

    private static final RunLoop ENDLESS = context -> new CountDownLatch(1).await();
    private static final MessageTypes TYPES = MessageTypes.STANDARD
            .with(MessageType.of(
                    "note",
                    Note.class,
                    note -> note.text().getBytes(StandardCharsets.UTF_8),
                    bytes -> note(new String(bytes, StandardCharsets.UTF_8))))
            .with(MessageType.of("secret", Secret.class, TwoNodes::keep, bytes -> new Secret()));

    final Environment environment;
    final OneNode a;
    final OneNode b;
    private final Map<ProcessId, Registration> directory = new ConcurrentHashMap<>();
    private final Map<NodeId, OneNode> nodes = new ConcurrentHashMap<>();

    TwoNodes(ManualEnvironment environment) {
        this.environment = environment;
        this.a = new OneNode("a");
        this.b = new OneNode("b");
    }

    /** One more node; the test need not close it. */
    OneNode node(String name) {
        return new OneNode(name);
    }

    private static Note note(String text) {
        if (text.equals("unreadable")) {
            throw new IllegalStateException("expected by this test");
        }
        return new Note(text);
    }

    private static byte[] keep(Secret secret) {
        throw new IllegalStateException("expected by this test: " + secret);
    }

    /** The registration that every node sees, whether or not it is true. */
    void register(Copy... instances) {
        directory.put(ID, new Registration(TYPE.spec("p"), Metadata.NONE, List.of(instances)));
    }

    static Copy at(OneNode node, long epoch, Role role) {
        return new Copy(node.self, new Instance(epoch, role, StartReason.FRESH, new Stamp(1, node.self)));
    }

    static <T> T await(CompletableFuture<T> future) {
        return future.orTimeout(PATIENCE_SECONDS, TimeUnit.SECONDS).join();
    }

    /** What an ask failed with. */
    static ProcessException failure(CompletableFuture<?> future) {
        var wrapped = catchThrowableOfType(CompletionException.class, () -> await(future));
        assertThat(wrapped).cause().isInstanceOf(ProcessException.class);
        return (ProcessException) requireNonNull(wrapped.getCause());
    }

    /** Why a tell was refused. */
    static Reason refusal(Runnable tell) {
        return catchThrowableOfType(ProcessException.class, tell::run).reason();
    }

    @Override
    public void close() {
        nodes.values().forEach(OneNode::close);
    }

    /** One node. */
    final class OneNode implements InstanceListener {
        final NodeId self;
        final Router router;
        final ProcessRuntime runtime;
        final List<Packet> sent = new ArrayList<>();
        private HubProcess<Object> code = message -> {};
        private Role role = Role.ACTIVE;
        private final CompletableFuture<Boolean> up = new CompletableFuture<>();
        private boolean cut;
        private Runnable beforeMail = () -> {};

        private OneNode(String name) {
            self = new NodeId(name, 1);
            Map<String, ProcessCode> types = Map.of(
                    "t", new ProcessCode.Messages(TYPE, () -> code), "l", new ProcessCode.Loop(LOOP, () -> ENDLESS));
            var dependencies = new RouterDependencies(
                    environment,
                    forwarder -> new ProcessRuntime(
                            environment, new ProcessRuntime.Code(types, TYPES, CallObserver.NONE), this, forwarder),
                    id -> directory.get(id),
                    TYPES,
                    this::send,
                    () -> List.copyOf(nodes.keySet()),
                    CallObserver.NONE);
            router = new Router(self, dependencies, BODY_BYTES_MAX, ASK_TIMEOUT);
            runtime = router.runtime();
            nodes.put(self, this);
        }

        /** Runs {@link #ID} here and says so in the directory. */
        void host(HubProcess<Object> process) {
            code = process;
            launch(TYPE.spec("p"));
            register(at(this, 1, Role.ACTIVE));
        }

        /** Runs {@link #ID} here to stand by; the directory does not say so yet. */
        void hostPassive(HubProcess<Object> process) {
            code = process;
            role = Role.PASSIVE;
            launch(TYPE.spec("p"));
        }

        /** Runs {@link #ID} here as a run loop and says so in the directory. */
        void hostLoop() {
            launch(LOOP.spec("p"));
            register(at(this, 1, Role.ACTIVE));
        }

        private void launch(ProcessSpec<?> spec) {
            submit(spec);
            assertThat(await(up)).isTrue();
        }

        private void submit(ProcessSpec<?> spec) {
            var birth = new InstanceContext.Birth(1, StartReason.FRESH, role);
            var home = new InstanceContext.Home(self, new NoHub(), EpochRaiser.NONE);
            runtime.start(new InstanceContext<>(spec, Metadata.NONE, birth, home));
        }

        /** Like {@link #host}, without waiting for the start. */
        void hostLater(HubProcess<Object> process) {
            code = process;
            submit(TYPE.spec("p"));
            register(at(this, 1, Role.ACTIVE));
        }

        /** From now on, nothing that this node sends arrives. */
        void cut() {
            cut = true;
        }

        /** What happens while mail is on its way to this node. */
        void beforeMail(Runnable event) {
            beforeMail = event;
        }

        private void send(NodeId to, Packet packet) {
            synchronized (sent) {
                sent.add(packet);
            }
            OneNode receiver = nodes.get(to);
            if (!cut && receiver != null) {
                receiver.beforeMail.run();
                receiver.router.onMail(self, (Packet.Mail) packet);
            }
        }

        void stop() {
            runtime.stop(ID, 1, StopReason.REQUESTED);
        }

        private void close() {
            router.close();
            runtime.close();
        }

        @Override
        public void started(ProcessId id, long epoch, boolean merges) {
            up.complete(true);
        }

        @Override
        public void roleTaken(ProcessId id, long epoch, Role role, long term) {}

        @Override
        public void startFailed(ProcessId id, long epoch, Throwable error) {
            up.completeExceptionally(error);
        }

        @Override
        public void ended(ProcessId id, long epoch, @Nullable Throwable error) {}

        @Override
        public void stopped(ProcessId id, long epoch) {}

        @Override
        public void held(ProcessId id, long epoch, long attempt, byte @Nullable [] state) {}

        @Override
        public void merged(ProcessId id, long epoch, long attempt, @Nullable Throwable error) {}

        @Override
        public void holdFailed(ProcessId id, long epoch, long attempt, Throwable error) {}

        <C> ProcessRef<C> ref(ProcessType<C> type, ProcessId id) {
            return new References(router).to(type, id);
        }

        <C> ProcessRef<C> ref(ProcessSpec<C> spec) {
            return new References(router).to(spec);
        }

        ProcessRef<Object> untyped(ProcessId id) {
            return new References(router).untyped(id);
        }
    }
}
