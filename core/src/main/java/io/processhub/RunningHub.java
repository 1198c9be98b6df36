package io.processhub;

import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Coordinator;
import io.processhub.coordinator.Settings;
import io.processhub.coordinator.port.Effect;
import io.processhub.coordinator.port.Effect.Status;
import io.processhub.coordinator.port.Input;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.explain.Explanation;
import io.processhub.hook.Hook;
import io.processhub.messaging.References;
import io.processhub.messaging.Router;
import io.processhub.messaging.RouterDependencies;
import io.processhub.observation.HubObserver;
import io.processhub.placement.Prediction;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.process.Processes.Start;
import io.processhub.process.StartOptions;
import io.processhub.process.StopResult;
import io.processhub.protocol.MessageTypes;
import io.processhub.registry.Intent;
import io.processhub.registry.Registration;
import io.processhub.replication.Directory;
import io.processhub.runtime.Forwarder;
import io.processhub.runtime.ProcessRuntime;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.time.Durations;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A hub on its node: callers' questions go to the loop as inputs, queries are answered from the directory. */
final class RunningHub implements ProcessHub {
    private static final Logger LOG = LoggerFactory.getLogger(RunningHub.class);
    private static final int EVENTS_MAX = 100_000;

    /** What a frame says besides the intent or the message that it carries. */
    private static final int ENVELOPE_BYTES_MAX = 1_024;

    private final String hubId;
    private final SpecChecks checks;
    private final Duration gracePeriod;
    private final Node node;
    private final Node.Channel channel;
    private final Directory directory = new Directory();
    private final HubLoop loop;
    private final PendingCalls calls;
    private final Hooks hooks;
    private final Router router;
    private final References references;
    private final HubObserver observer;
    private final CompletableFuture<Void> left;
    private volatile Status status;

    RunningHub(HubStart start, HubLoop loop, Node.Channel channel) {
        HubBuilder settings = start.settings();
        this.hubId = settings.hubId;
        this.checks = new SpecChecks(settings.transformation, channel.frameBytesMax() - ENVELOPE_BYTES_MAX);
        this.gracePeriod = settings.gracePeriod;
        this.node = start.node();
        this.status = Status.joining(node.self());
        this.loop = loop;
        this.channel = channel;
        this.calls = new PendingCalls(settings.environment.completions());
        this.hooks = new Hooks(settings.environment, settings.hookTimeout, EVENTS_MAX);
        settings.registrations.hooks().forEach(hooks::add);
        this.observer = HubObserver.of(settings.environment);
        observer.built(settings.redundancy);
        this.router = router(settings);
        this.references = new References(router);
        var arbiter = new ArbiterCalls(settings, node.self());
        var parts = new EffectRunner.Parts(settings.environment, channel, router.runtime(), router, hooks, arbiter);
        this.left = start.nodeIsOwn() ? calls.whenLeft().thenRun(node::close) : calls.whenLeft();
        var effects = new EffectRunner(loop, parts, calls, this, this::publish);
        Coordinator coordinator = coordinator(settings);
        start.early().accept(this);
        loop.begin(coordinator, effects, router::onMail);
    }

    private Router router(HubBuilder settings) {
        MessageTypes messages = settings.registrations.messageTypes();
        var code = new ProcessRuntime.Code(settings.registrations.codes(), messages, settings.observer);
        Function<Forwarder, ProcessRuntime> runtime =
                forwarder -> new ProcessRuntime(settings.environment, code, loop, forwarder);
        var mail = new NumberingMailSender(channel, loop.codec());
        var dependencies = new RouterDependencies(
                settings.environment, runtime, directory::find, messages, mail, this::nodes, settings.observer);
        int bodyBytesMax = channel.frameBytesMax() - ENVELOPE_BYTES_MAX;
        return new Router(node.self(), dependencies, bodyBytesMax, settings.askTimeout);
    }

    /** Ends when it has joined and the static processes are wanted; otherwise nothing of it is left. */
    CompletableFuture<ProcessHub> begun(List<Intent.Wanted> statics) {
        return calls.whenJoined()
                .thenCompose(mismatch -> begin(mismatch, statics))
                .exceptionallyCompose(this::giveUp);
    }

    /** Closes a hub that no caller will ever get. */
    private CompletableFuture<ProcessHub> giveUp(Throwable reason) {
        loop.submit(new Input.CloseAsked(Duration.ZERO));
        return left.thenCompose(unused -> CompletableFuture.failedFuture(reason));
    }

    private Coordinator coordinator(HubBuilder settings) {
        Settings all = SettingChecks.settings(settings, channel.frameBytesMax(), loop, router.runtime());
        return new Coordinator(node.self(), channel.generationStart(), all, directory, settings.environment.random());
    }

    private CompletableFuture<ProcessHub> begin(Optional<Effect.Mismatched> mismatch, List<Intent.Wanted> statics) {
        if (mismatch.isPresent()) {
            return CompletableFuture.failedFuture(ConfigurationMismatchException.of(hubId, mismatch.get()));
        }
        if (statics.isEmpty()) {
            return CompletableFuture.completedFuture(this);
        }
        return startAll(statics, Input.Terms.insisting(StartOptions.STANDARD.timeout(), true))
                .thenApply(report -> {
                    report.problems().forEach(problem -> LOG.warn("static process does not run yet: {}", problem));
                    return this;
                });
    }

    private void publish(Status next) {
        status = next;
    }

    @Override
    public String id() {
        return hubId;
    }

    @Override
    public NodeId self() {
        return node.self();
    }

    // ---- commands

    @Override
    public <C> ProcessRef<C> ref(ProcessType<C> type, ProcessId id) {
        return references.to(type, id);
    }

    @Override
    public <C> ProcessRef<C> ref(ProcessSpec<C> spec) {
        return references.to(spec);
    }

    @Override
    public ProcessRef<Object> untyped(ProcessId id) {
        return references.untyped(id);
    }

    @Override
    public <C> CompletableFuture<Start<C>> start(ProcessSpec<C> spec, StartOptions options) {
        return startAll(List.of(spec), options).thenApply(report -> started(report, spec));
    }

    @Override
    public <C> CompletableFuture<Start<C>> ensure(ProcessSpec<C> spec, StartOptions options) {
        return startAll(SpecChecks.wanted(List.of(spec), options), Input.Terms.insisting(options.timeout(), false))
                .thenApply(report -> started(report, spec));
    }

    private static <C> Start<C> started(StartReport report, ProcessSpec<C> spec) {
        return new Start<>(report.results().getFirst(), report.ref(spec));
    }

    @Override
    public CompletableFuture<StartReport> startAll(Collection<? extends ProcessSpec<?>> specs, StartOptions options) {
        return startAll(SpecChecks.wanted(specs, options), Input.Terms.of(options));
    }

    @Override
    public CompletableFuture<StartReport> startAll(
            Map<? extends ProcessSpec<?>, Metadata> specs, StartOptions options) {
        return startAll(SpecChecks.wanted(specs, options), Input.Terms.of(options));
    }

    private CompletableFuture<StartReport> startAll(List<Intent.Wanted> asked, Input.Terms terms) {
        List<Intent.Wanted> wanted = asked.stream().map(checks::apply).toList();
        List<ProcessId> ids = wanted.stream().map(Intent.Wanted::id).toList();
        SpecChecks.requireDistinct(ids);
        observer.startAsked(ids);
        return ask(ids, call -> new Input.StartAsked(call, wanted, terms))
                .whenComplete((report, never) -> observer.startAnswered(report.results()));
    }

    @Override
    public CompletableFuture<StartReport> remap(Map<ProcessId, List<String>> mapping, Duration timeout) {
        StartOptions options = StartOptions.STANDARD.mapping(mapping).timeout(timeout);
        List<ProcessId> ids = List.copyOf(options.mapping().keySet());
        SpecChecks.requireDistinct(ids);
        return ask(ids, call -> new Input.RemapAsked(call, options.mapping(), options.timeout()));
    }

    private CompletableFuture<StartReport> ask(List<ProcessId> ids, LongFunction<Input.Starts> question) {
        var answer = new CompletableFuture<PendingCalls.Started>();
        loop.submit(question.apply(calls.awaitStart(ids, answer)));
        return answer.thenApply(started -> new StartReport(started.results(), started.rolledBack(), this));
    }

    @Override
    public CompletableFuture<StopResult> stop(ProcessId id) {
        return stopAll(List.of(id), StopOptions.STANDARD)
                .thenApply(report -> report.results().getFirst());
    }

    @Override
    public CompletableFuture<StopReport> stopAll(Collection<ProcessId> ids, StopOptions options) {
        List<ProcessId> all = List.copyOf(ids);
        SpecChecks.requireDistinct(all);
        var answer = new CompletableFuture<List<StopResult>>();
        observer.stopAsked(all);
        loop.submit(new Input.StopAsked(calls.awaitStop(all, answer), all, options.timeout()));
        return answer.thenApply(results -> {
            observer.stopAnswered(results);
            return new StopReport(results);
        });
    }

    @Override
    public CompletableFuture<Void> caughtUp(Duration timeout) {
        Duration limit = Durations.positive("timeout", timeout);
        var answer = new CompletableFuture<Void>();
        loop.submit(new Input.CatchUpAsked(calls.awaitCatchUp(answer), limit));
        return answer;
    }

    // ---- queries

    @Override
    public Optional<Registration> lookup(ProcessId id) {
        return Optional.ofNullable(directory.find(id));
    }

    @Override
    public List<Registration> byTag(String tag) {
        return directory.byTag(tag);
    }

    @Override
    public List<Registration> byLabel(String key, String value) {
        return directory.byLabel(key, value);
    }

    @Override
    public List<Registration> onNode(NodeId host) {
        return directory.onNode(host);
    }

    @Override
    public List<Registration> snapshot() {
        return directory.all();
    }

    @Override
    public List<NodeId> nodes() {
        return status.membership().nodes();
    }

    @Override
    public HubStatus status() {
        Status now = status;
        var local = new HubStatus.Local(
                now.local(), router.dropped(), router.runtime().carrierHolders());
        var around = new HubStatus.Place(hubId, self(), node.unheard());
        return HubStatus.of(around, now, local, loop.guard().hanging());
    }

    @Override
    public CompletableFuture<Explanation> explain(ProcessId id) {
        var answer = new CompletableFuture<Explanation>();
        loop.submit(new Input.ExplainAsked(calls.awaitExplanation(answer), id));
        return answer;
    }

    /** Worked out where the answer is completed, on a worker: so that step comes before the question. */
    @Override
    public CompletableFuture<DryRun> dryRun(List<Change> changes) {
        var answer = new CompletableFuture<Prediction>();
        CompletableFuture<DryRun> dryRun = answer.thenApply(prediction -> prediction.run(directory.all()));
        loop.submit(new Input.DryRunAsked(calls.awaitDryRun(answer), SettingChecks.some(changes)));
        return dryRun;
    }

    // ---- hooks and the end

    @Override
    public void addHook(Hook<?> hook) {
        hooks.add(hook);
    }

    @Override
    public boolean removeHook(String id) {
        return hooks.remove(id);
    }

    @Override
    public void close() {
        close(gracePeriod);
    }

    @Override
    public void close(Duration grace) {
        closeAsync(grace).join();
    }

    @Override
    public CompletableFuture<DrainResult> drain(NodeId other, Duration grace) {
        if (other.equals(self())) {
            return closeAsync(grace).thenApply(gone -> new DrainResult.Left(other));
        }
        Duration limit = Durations.zeroOrMore("grace period", grace);
        var answer = new CompletableFuture<Effect.Drained>();
        CompletableFuture<DrainResult> result = answer.thenApply(outcome -> PendingCalls.result(other, outcome));
        loop.submit(new Input.DrainAsked(calls.awaitDrain(answer), other, limit));
        return result;
    }

    @Override
    public CompletableFuture<Void> resetClusterSize(int size) {
        if (size < 1) {
            throw new IllegalArgumentException("cluster size " + size + " is not positive");
        }
        var answer = new CompletableFuture<Void>();
        loop.submit(new Input.ResetAsked(calls.awaitReset(answer), size));
        return answer;
    }

    @Override
    public CompletableFuture<Void> closeAsync(Duration grace) {
        loop.submit(new Input.CloseAsked(Durations.zeroOrMore("grace period", grace)));
        return left.copy();
    }
}
