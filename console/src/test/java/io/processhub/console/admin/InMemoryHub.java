package io.processhub.console.admin;

import io.processhub.DrainResult;
import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.StopOptions;
import io.processhub.StopReport;
import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.explain.Explanation;
import io.processhub.explain.Explanation.Standing;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.message.Ask;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.process.Processes.Start;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.Location;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.strategy.synchronization.Synchronizer;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * A hub on the nodes a (here) and b that only keeps its registry. Processes whose name begins with {@code far} run on
 * b, all others on a. Every process repeats what it is asked, but those whose name ends in {@code mute}.
 */
public final class InMemoryHub implements ProcessHub {
    /** This node. */
    public static final NodeId A = new NodeId("a", 1);

    /** The other node. */
    public static final NodeId B = new NodeId("b", 1);

    private static final Instant SECOND = Instant.ofEpochSecond(1);

    private final Map<ProcessId, Registration> registry = new ConcurrentSkipListMap<>();

    /** A hub without processes. */
    public InMemoryHub() {}

    @Override
    public String id() {
        return "test";
    }

    @Override
    public NodeId self() {
        return A;
    }

    @Override
    public CompletableFuture<StartReport> startAll(Collection<? extends ProcessSpec<?>> specs, StartOptions options) {
        return report(specs.stream().map(spec -> started(spec, options.metadata())));
    }

    @Override
    public CompletableFuture<StartReport> startAll(
            Map<? extends ProcessSpec<?>, Metadata> specs, StartOptions options) {
        return report(specs.entrySet().stream().map(spec -> started(spec.getKey(), spec.getValue())));
    }

    private CompletableFuture<StartReport> report(Stream<StartResult> results) {
        return CompletableFuture.completedFuture(new StartReport(results.toList(), false, this));
    }

    private StartResult started(ProcessSpec<?> spec, Metadata metadata) {
        var node = spec.id().value().startsWith("far") ? B : A;
        var hosted = spec.id().value().startsWith("pair")
                ? List.of(hosted(A, Role.PASSIVE), hosted(B, Role.ACTIVE))
                : List.of(hosted(node, Role.ACTIVE));
        var location = List.of(new Location(node, 1));
        var known = registry.putIfAbsent(spec.id(), new Registration(spec, metadata, hosted));
        return known == null
                ? new StartResult.Started(spec.id(), location)
                : new StartResult.AlreadyExists(spec.id(), location);
    }

    private static Registration.Copy hosted(NodeId node, Role role) {
        return new Registration.Copy(node, new Instance(1, role, StartReason.FRESH, new Stamp(1, node)));
    }

    @Override
    public CompletableFuture<StartReport> remap(Map<ProcessId, List<String>> mapping, Duration timeout) {
        return report(mapping.keySet().stream().map(id -> new StartResult.Refused(id, "nothing moves here")));
    }

    @Override
    public CompletableFuture<StopReport> stopAll(Collection<ProcessId> ids, StopOptions options) {
        var results = ids.stream()
                .map(id -> registry.remove(id) == null
                        ? (StopResult) new StopResult.NotFound(id)
                        : new StopResult.Stopped(id, List.of(A)))
                .toList();
        return CompletableFuture.completedFuture(new StopReport(results));
    }

    @Override
    public Optional<Registration> lookup(ProcessId id) {
        return Optional.ofNullable(registry.get(id));
    }

    @Override
    public List<Registration> byTag(String tag) {
        return those(known -> known.metadata().tag().equals(tag));
    }

    @Override
    public List<Registration> byLabel(String key, String value) {
        return those(known -> value.equals(known.metadata().labels().get(key)));
    }

    @Override
    public List<Registration> onNode(NodeId node) {
        return those(known -> known.runsOn(node));
    }

    @Override
    public List<Registration> snapshot() {
        return those(known -> true);
    }

    private List<Registration> those(Predicate<Registration> wanted) {
        return registry.values().stream().filter(wanted).toList();
    }

    @Override
    public List<NodeId> nodes() {
        return List.of(A, B);
    }

    @Override
    public HubStatus status() {
        return new HubStatus(
                id(),
                A,
                HubStatus.Phase.RUNNING,
                new HubStatus.Membership(nodes(), true, false, List.of(nodes().getLast())),
                new HubStatus.RegistryState(registry.size(), 0, 255, 0, Synchronizer.Counters.NONE),
                new HubStatus.Local(
                        local().size(), Map.of(ProcessException.Reason.ENDED, 3L), List.of(ProcessId.of("busy"))),
                null);
    }

    @Override
    public <C> ProcessRef<C> ref(ProcessType<C> type, ProcessId id) {
        throw new UnsupportedOperationException("the console knows no types");
    }

    @Override
    public <C> ProcessRef<C> ref(ProcessSpec<C> spec) {
        return new Parrot<>(spec.id(), false);
    }

    @Override
    public ProcessRef<Object> untyped(ProcessId id) {
        return new Parrot<>(id, registry.containsKey(id) && !id.value().endsWith("mute"));
    }

    @Override
    public <C> CompletableFuture<Start<C>> start(ProcessSpec<C> spec, StartOptions options) {
        return CompletableFuture.completedFuture(new Start<>(started(spec, options.metadata()), ref(spec)));
    }

    @Override
    public <C> CompletableFuture<Start<C>> ensure(ProcessSpec<C> spec, StartOptions options) {
        return start(spec, options);
    }

    @Override
    public CompletableFuture<StopResult> stop(ProcessId id) {
        return stopAll(List.of(id), StopOptions.STANDARD)
                .thenApply(report -> report.results().getFirst());
    }

    @Override
    public CompletableFuture<Void> caughtUp(Duration timeout) {
        return CompletableFuture.completedFuture(null);
    }

    /** As for a hub whose processes never move: the one that is hosted is the owner. */
    @Override
    public CompletableFuture<Explanation> explain(ProcessId id) {
        var known = lookup(id);
        var hosts = known.stream()
                .flatMap(found -> found.instances().stream().map(Registration.Copy::node))
                .toList();
        var candidates = nodes().stream()
                .map(node -> new Explanation.Candidate(
                        node, hosts.contains(node) ? Standing.OWNER : Standing.OUTRANKED, "note of " + node.name()))
                .toList();
        var copies = known.stream()
                .flatMap(found -> found.instances().stream().map(InMemoryHub::copy))
                .toList();
        List<HubEvent.ProcessEvent> past = List.of(new HubEvent.ProcessParked(SECOND, id, "no disk", Duration.ZERO));
        return CompletableFuture.completedFuture(new Explanation(
                id,
                A,
                known.map(found -> new Explanation.Intent(true, SECOND, B)),
                "",
                "the first one",
                known.isPresent() ? candidates : List.of(),
                copies,
                known.isPresent() ? past : List.of()));
    }

    private static Explanation.Copy copy(Registration.Copy hosted) {
        Optional<Instant> since = hosted.role() == Role.ACTIVE ? Optional.of(SECOND) : Optional.empty();
        var role = new Explanation.RoleState(hosted.role(), since, 1, hosted.role());
        return new Explanation.Copy(
                hosted.node(), hosted.epoch(), hosted.reason(), SECOND, role, Explanation.Outlook.STAYS);
    }

    /** A node that leaves takes the processes with it, and one that joins gets them all. */
    @Override
    public CompletableFuture<DryRun> dryRun(List<Change> changes) {
        Change change = changes.getFirst();
        boolean member = nodes().stream().anyMatch(node -> node.name().equals(change.node()));
        boolean joins = change instanceof Change.Join;
        if (member == joins) {
            return CompletableFuture.failedFuture(
                    new IllegalArgumentException("node " + change.node() + " does not fit"));
        }
        if (change.node().equals("b")) {
            return CompletableFuture.failedFuture(new IllegalStateException("the hub is closed"));
        }
        List<String> to = joins ? List.of(change.node()) : List.of();
        var moves = registry.keySet().stream()
                .map(id -> new DryRun.Move(id, List.of("a", "b"), to))
                .toList();
        var quorum =
                new DryRun.Quorum(true, change.node().equals("a"), change.node().equals("a") ? "" : "1 more");
        return CompletableFuture.completedFuture(new DryRun(changes, moves.size(), moves, quorum));
    }

    @Override
    public void addHook(Hook<?> hook) {
        throw new IllegalArgumentException("takes no hooks");
    }

    @Override
    public boolean removeHook(String id) {
        return false;
    }

    @Override
    public CompletableFuture<DrainResult> drain(NodeId node, Duration grace) {
        return CompletableFuture.completedFuture(
                node.equals(A) ? new DrainResult.StillThere(node) : new DrainResult.Left(node));
    }

    @Override
    public void close() {
        registry.clear();
    }

    @Override
    public void close(Duration grace) {
        close();
    }

    @Override
    public CompletableFuture<Void> resetClusterSize(int size) {
        return size < nodes().size()
                ? CompletableFuture.failedFuture(new IllegalStateException("a cluster of " + size + " is too small"))
                : CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletableFuture<Void> closeAsync(Duration grace) {
        close();
        return CompletableFuture.completedFuture(null);
    }

    private record Parrot<C>(ProcessId id, boolean speaks) implements ProcessRef<C> {
        @Override
        public void tell(C message) {
            if (!speaks) {
                throw absent();
            }
        }

        private ProcessException absent() {
            return new ProcessException(id, ProcessException.Reason.NOT_FOUND, "does not answer");
        }

        @Override
        public <R> CompletableFuture<R> ask(Ask<C, R> question) {
            throw new UnsupportedOperationException("the console knows no questions");
        }

        @Override
        public <R> CompletableFuture<R> ask(Ask<C, R> question, Duration timeout) {
            return ask(question);
        }

        @Override
        public <R> CompletableFuture<R> ask(C message, Class<R> answer) {
            return ask(message, answer, Duration.ofSeconds(1));
        }

        @Override
        public <R> CompletableFuture<R> ask(C message, Class<R> answer, Duration timeout) {
            return speaks
                    ? CompletableFuture.completedFuture(answer.cast(message))
                    : CompletableFuture.failedFuture(absent());
        }
    }
}
