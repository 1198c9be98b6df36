package io.processhub.benchmarks;

import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.hook.CallObserver;
import io.processhub.messaging.References;
import io.processhub.messaging.Router;
import io.processhub.messaging.RouterDependencies;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.process.Processes;
import io.processhub.protocol.MessageTypes;
import io.processhub.runtime.EpochRaiser;
import io.processhub.runtime.Forwarder;
import io.processhub.runtime.InstanceContext;
import io.processhub.runtime.InstanceListener;
import io.processhub.runtime.ProcessCode;
import io.processhub.runtime.ProcessRuntime;
import io.processhub.runtime.ReplyTo;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;

/** A runtime and a router without a cluster, on the real environment. */
final class MailboxHost implements AutoCloseable {
    private static final NodeId NODE = new NodeId("bench", 1);
    private static final ProcessType<Object> TYPE = ProcessType.of("t", Object.class);
    private static final int MAILBOX_MAX = 100_000;

    private final ProcessRuntime runtime;
    private final Router router;
    private final References references;
    private final CountDownLatch started;

    MailboxHost(int processes, Supplier<HubProcess<Object>> factory) {
        this.started = new CountDownLatch(processes);
        var dependencies = new RouterDependencies(
                Environment.system(),
                forwarder -> new ProcessRuntime(
                        Environment.system(),
                        new ProcessRuntime.Code(
                                Map.of("t", new ProcessCode.Messages(TYPE, factory::get)),
                                MessageTypes.STANDARD,
                                CallObserver.NONE),
                        new StartListener(),
                        new SingleNode()),
                id -> null,
                MessageTypes.STANDARD,
                (to, mail) -> {},
                List::of,
                CallObserver.NONE);
        this.router = new Router(NODE, dependencies, 1 << 20, Duration.ofSeconds(5));
        this.references = new References(router);
        this.runtime = router.runtime();
    }

    /** Starts processes {@code p0} to {@code p‹n-1›} and waits until they run. */
    MailboxHost start(int processes) throws InterruptedException {
        var home = new InstanceContext.Home(NODE, noHub(), EpochRaiser.NONE);
        for (int n = 0; n < processes; n++) {
            var birth = new InstanceContext.Birth(1, StartReason.FRESH, Role.ACTIVE);
            runtime.start(new InstanceContext<>(spec("p" + n), Metadata.NONE, birth, home));
        }
        started.await();
        return this;
    }

    private static ProcessSpec<Object> spec(String id) {
        return TYPE.spec(id).mailboxMax(MAILBOX_MAX);
    }

    ProcessRef<Object> untyped(String id) {
        return references.untyped(new ProcessId(id));
    }

    /** Processes use nothing of a hub. */
    private static Processes noHub() {
        return (Processes) Proxy.newProxyInstance(
                Processes.class.getClassLoader(), new Class<?>[] {Processes.class}, (hub, method, arguments) -> {
                    throw new UnsupportedOperationException(method.getName());
                });
    }

    @Override
    public void close() {
        router.close();
        runtime.close();
    }

    private final class StartListener implements InstanceListener {
        @Override
        public void started(ProcessId id, long epoch, boolean merges) {
            started.countDown();
        }

        @Override
        public void roleTaken(ProcessId id, long epoch, Role role, long term) {
            throw new IllegalStateException("process " + id + " changed its role to " + role);
        }

        @Override
        public void startFailed(ProcessId id, long epoch, Throwable error) {
            throw new IllegalStateException("process " + id + " did not start", error);
        }

        @Override
        public void ended(ProcessId id, long epoch, Throwable error) {
            throw new IllegalStateException("process " + id + " ended", error);
        }

        @Override
        public void stopped(ProcessId id, long epoch) {
            // The benchmark does not wait for it.
        }

        @Override
        public void held(ProcessId id, long epoch, long attempt, byte[] state) {
            throw new IllegalStateException("process " + id + " was held, though no benchmark requests it");
        }

        @Override
        public void merged(ProcessId id, long epoch, long attempt, Throwable error) {
            throw new IllegalStateException("process " + id + " was to merge, though no benchmark requests it", error);
        }

        @Override
        public void holdFailed(ProcessId id, long epoch, long attempt, Throwable error) {
            throw new IllegalStateException(
                    "process " + id + " was to be held, though no benchmark requests it", error);
        }
    }

    private static final class SingleNode implements Forwarder {
        @Override
        public boolean successorKnown(ProcessId id) {
            return false;
        }

        @Override
        public void forward(ProcessId id, Object body, ReplyTo replyTo) {
            throw new IllegalStateException("process " + id + " moved, though there is only one node");
        }

        @Override
        public void dropped(ProcessId id, Reason reason, int messages) {
            // Messages that are pending when the benchmark ends.
        }
    }
}
