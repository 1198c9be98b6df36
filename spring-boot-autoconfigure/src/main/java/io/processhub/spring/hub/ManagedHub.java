package io.processhub.spring.hub;

import io.processhub.DrainResult;
import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.StopOptions;
import io.processhub.StopReport;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.explain.Explanation;
import io.processhub.hook.Hook;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.process.StopResult;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.context.SmartLifecycle;

/**
 * The hub of an application, as a bean that exists before the hub has started and after it has stopped. References may
 * be made at any time. Until the hub starts, queries find nothing, and everything else is refused; afterwards it is
 * that hub; and the application may start it again. Thread-safe.
 */
public final class ManagedHub implements ProcessHub, SmartLifecycle {
    private final HubLauncher launcher;
    private final Schedule schedule;
    private volatile @Nullable ProcessHub hub;
    private volatile @Nullable Node own;
    private volatile boolean running;

    /**
     * When the hub starts.
     *
     * @param phase of the lifecycle
     * @param automatic whether it starts with the context
     */
    public record Schedule(int phase, boolean automatic) {}

    /**
     * A hub that has not started.
     *
     * @param launcher starts it
     * @param schedule says when
     */
    public ManagedHub(HubLauncher launcher, Schedule schedule) {
        this.launcher = launcher;
        this.schedule = schedule;
    }

    // ---- life

    @Override
    public synchronized void start() {
        if (!running) {
            // Processes may use it while it starts.
            HubLauncher.Launched launched = launcher.launch(early -> hub = early);
            own = launched.own();
            hub = launched.hub();
            running = true;
        }
    }

    @Override
    public void stop() {
        close();
    }

    /** Other beans of the phase are stopped meanwhile. */
    @Override
    public void stop(Runnable whenStopped) {
        var unused = closeAsync(launcher.gracePeriod()).whenComplete((left, failure) -> whenStopped.run());
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public int getPhase() {
        return schedule.phase();
    }

    /** {@return false: a context that a test puts aside keeps its hub, and so what runs there} */
    @Override
    public boolean isPauseable() {
        return false;
    }

    @Override
    public boolean isAutoStartup() {
        return schedule.automatic();
    }

    @Override
    public void close() {
        close(launcher.gracePeriod());
    }

    @Override
    public void close(Duration grace) {
        closeAsync(grace).join();
    }

    @Override
    public CompletableFuture<Void> closeAsync(Duration grace) {
        ProcessHub last = hub;
        Node node = own;
        if (last == null) {
            return CompletableFuture.completedFuture(null);
        }
        return last.closeAsync(grace).thenRun(() -> {
            if (last.equals(hub)) { // it was not started again meanwhile
                running = false;
            }
            if (node != null) {
                node.close();
            }
        });
    }

    /** The hub; refuses while there is none. */
    private ProcessHub hub() {
        ProcessHub now = hub;
        if (now == null) {
            throw new IllegalStateException("hub '" + id() + "' has not started: it starts in phase "
                    + schedule.phase() + " of the application's lifecycle; call it from an @EventListener of"
                    + " ApplicationReadyEvent, or from a bean of a later phase");
        }
        return now;
    }

    private <T> List<T> found(Function<ProcessHub, List<T>> query) {
        ProcessHub now = hub;
        return now == null ? List.of() : query.apply(now);
    }

    @Override
    public String id() {
        return launcher.id();
    }

    @Override
    public NodeId self() {
        return hub().self();
    }

    // ---- references

    @Override
    public <C> ProcessRef<C> ref(ProcessType<C> type, ProcessId id) {
        return new LateRef<>(id, this::hub, now -> now.ref(type, id));
    }

    @Override
    public <C> ProcessRef<C> ref(ProcessSpec<C> spec) {
        return new LateRef<>(spec.id(), this::hub, now -> now.ref(spec));
    }

    @Override
    public ProcessRef<Object> untyped(ProcessId id) {
        return new LateRef<>(id, this::hub, now -> now.untyped(id));
    }

    // ---- commands

    @Override
    public <C> CompletableFuture<Start<C>> start(ProcessSpec<C> spec, StartOptions options) {
        return hub().start(spec, options);
    }

    @Override
    public <C> CompletableFuture<Start<C>> ensure(ProcessSpec<C> spec, StartOptions options) {
        return hub().ensure(spec, options);
    }

    @Override
    public CompletableFuture<StartReport> startAll(Collection<? extends ProcessSpec<?>> specs, StartOptions options) {
        return hub().startAll(specs, options);
    }

    @Override
    public CompletableFuture<StartReport> startAll(
            Map<? extends ProcessSpec<?>, Metadata> specs, StartOptions options) {
        return hub().startAll(specs, options);
    }

    @Override
    public CompletableFuture<StartReport> remap(Map<ProcessId, List<String>> mapping, Duration timeout) {
        return hub().remap(mapping, timeout);
    }

    @Override
    public CompletableFuture<StopResult> stop(ProcessId id) {
        return hub().stop(id);
    }

    @Override
    public CompletableFuture<StopReport> stopAll(Collection<ProcessId> ids, StopOptions options) {
        return hub().stopAll(ids, options);
    }

    @Override
    public CompletableFuture<Void> caughtUp(Duration timeout) {
        return hub().caughtUp(timeout);
    }

    @Override
    public CompletableFuture<DrainResult> drain(NodeId node, Duration grace) {
        return hub().drain(node, grace);
    }

    @Override
    public CompletableFuture<Void> resetClusterSize(int size) {
        return hub().resetClusterSize(size);
    }

    // ---- queries

    @Override
    public Optional<Registration> lookup(ProcessId id) {
        ProcessHub now = hub;
        return now == null ? Optional.empty() : now.lookup(id);
    }

    @Override
    public List<Registration> byTag(String tag) {
        return found(now -> now.byTag(tag));
    }

    @Override
    public List<Registration> byLabel(String key, String value) {
        return found(now -> now.byLabel(key, value));
    }

    @Override
    public List<Registration> onNode(NodeId node) {
        return found(now -> now.onNode(node));
    }

    @Override
    public List<Registration> local() {
        return found(ProcessHub::local);
    }

    @Override
    public List<Registration> snapshot() {
        return found(ProcessHub::snapshot);
    }

    @Override
    public List<NodeId> nodes() {
        return found(ProcessHub::nodes);
    }

    @Override
    public HubStatus status() {
        return hub().status();
    }

    @Override
    public CompletableFuture<Explanation> explain(ProcessId id) {
        return hub().explain(id);
    }

    @Override
    public CompletableFuture<DryRun> dryRun(List<Change> changes) {
        return hub().dryRun(changes);
    }

    // ---- hooks

    @Override
    public void addHook(Hook<?> hook) {
        hub().addHook(hook);
    }

    @Override
    public boolean removeHook(String id) {
        return hub().removeHook(id);
    }
}
