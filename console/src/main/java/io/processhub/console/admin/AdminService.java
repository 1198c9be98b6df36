package io.processhub.console.admin;

import io.processhub.DrainResult;
import io.processhub.HubStatus;
import io.processhub.ProcessHub;
import io.processhub.StopOptions;
import io.processhub.cluster.NodeId;
import io.processhub.console.input.Wanted;
import io.processhub.console.json.TypedJson;
import io.processhub.console.workload.LocalInstances;
import io.processhub.explain.DryRun.Change;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * Does at one hub what the admin endpoint is asked to do. Thread-safe; what changes something blocks until it is done.
 */
public final class AdminService {
    private static final int PROBLEMS_MAX = 20;

    private final ProcessHub hub;
    private final LocalInstances localInstances;
    private final TypedJson json;

    /**
     * A service.
     *
     * @param hub what it is for
     * @param localInstances counts what is alive in this JVM
     * @param json reads and writes what the processes are sent, answer and are started with
     */
    public AdminService(ProcessHub hub, LocalInstances localInstances, TypedJson json) {
        this.hub = hub;
        this.localInstances = localInstances;
        this.json = json;
    }

    Replies.Status status() {
        var status = hub.status();
        return new Replies.Status(
                status.hubId(),
                status.self().toString(),
                status.phase().name(),
                membership(status.membership()),
                registry(status.registry()),
                status.local().instances(),
                dropped(status),
                status.local().carrierHolders().stream().map(ProcessId::value).toList());
    }

    private static Replies.Membership membership(HubStatus.Membership now) {
        return new Replies.Membership(
                names(now.nodes()), now.quorum(), now.redistributing(), names(now.unheard()), now.advice());
    }

    private static List<String> names(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::toString).toList();
    }

    private static Replies.RegistryState registry(HubStatus.RegistryState now) {
        return new Replies.RegistryState(now.processes(), now.waiting(), Long.toHexString(now.digest()));
    }

    private static Map<String, Long> dropped(HubStatus status) {
        var byReason = new TreeMap<String, Long>();
        status.local().dropped().forEach((reason, messages) -> byReason.put(reason.name(), messages));
        return byReason;
    }

    List<Replies.NodeRow> nodes() {
        return hub.nodes().stream()
                .map(node ->
                        new Replies.NodeRow(node.toString(), hub.onNode(node).size(), node.equals(hub.self())))
                .toList();
    }

    List<Replies.LocalRow> local() {
        return localInstances.living().stream()
                .map(living -> new Replies.LocalRow(
                        living.id(), living.epoch(), living.role().name(), living.handled()))
                .toList();
    }

    Stream<Replies.ProcessRow> processes(Filter filter) {
        return filter.find(hub).map(this::row);
    }

    Optional<Replies.ProcessRow> process(ProcessId id) {
        return hub.lookup(id).map(this::row);
    }

    CompletableFuture<Replies.Explained> explain(ProcessId id) {
        return hub.explain(id).thenApply(ExplanationJson::explained);
    }

    CompletableFuture<Replies.Size> resetClusterSize(int size) {
        return hub.resetClusterSize(size).thenApply(done -> new Replies.Size(size));
    }

    CompletableFuture<Replies.Predicted> dryRun(List<Change> changes) {
        return hub.dryRun(changes).thenApply(ExplanationJson::predicted);
    }

    private Replies.ProcessRow row(Registration known) {
        return new Replies.ProcessRow(
                known.id().value(),
                known.spec().type(),
                json.argument(known.spec()),
                known.metadata().tag(),
                known.metadata().labels(),
                known.instances().stream().map(AdminService::row).toList());
    }

    private static Replies.InstanceRow row(Registration.Copy copy) {
        return new Replies.InstanceRow(
                copy.node().toString(),
                copy.epoch(),
                copy.role().name(),
                copy.reason().name());
    }

    List<String> existing(Collection<Wanted> wanted) {
        return wanted.stream()
                .filter(one -> hub.lookup(one.spec().id()).isPresent())
                .map(Wanted::id)
                .toList();
    }

    /**
     * Starts what is not wanted yet and leaves the rest alone.
     *
     * @param wanted the processes to start
     * @param timeout how long to wait for the nodes
     * @return what became of it
     */
    public Replies.Started start(Collection<Wanted> wanted, Duration timeout) {
        Map<ProcessSpec<?>, Metadata> specs = new LinkedHashMap<>();
        wanted.forEach(one -> specs.put(json.typed(one.spec()), one.metadata()));
        var options = StartOptions.STANDARD.checkExisting(false).timeout(timeout);
        return summary(hub.startAll(specs, options).join().results());
    }

    private static Replies.Started summary(List<StartResult> results) {
        int started = (int)
                results.stream().filter(StartResult.Started.class::isInstance).count();
        int existing = (int) results.stream()
                .filter(result -> result.runs() && result instanceof StartResult.AlreadyExists)
                .count();
        return new Replies.Started(
                started,
                existing,
                results.size() - started - existing,
                results.stream()
                        .filter(result -> !result.runs())
                        .limit(PROBLEMS_MAX)
                        .map(AdminService::sentence)
                        .toList());
    }

    private static String sentence(StartResult result) {
        return result.id() + ": "
                + switch (result) {
                    case StartResult.Started started -> "runs on " + started.instances();
                    case StartResult.AlreadyExists existing ->
                        existing.runs()
                                ? "existed before and runs on " + existing.instances()
                                : "existed before and does not run at the moment";
                    case StartResult.Failed failed -> "could not start: " + failed.failures();
                    case StartResult.Refused refused -> refused.reason();
                    case StartResult.TimedOut late -> "not started in time; waiting for " + late.waitingFor();
                    case StartResult.RolledBack undone -> "stopped again because others failed";
                };
    }

    Replies.Stopped stop(Collection<ProcessId> ids, Duration timeout) {
        var report = hub.stopAll(ids, new StopOptions(timeout)).join();
        var problems = report.problems();
        return new Replies.Stopped(
                report.results().size() - problems.size(),
                problems.size(),
                problems.stream()
                        .limit(PROBLEMS_MAX)
                        .map(AdminService::sentence)
                        .toList());
    }

    private static String sentence(StopResult result) {
        return result.id() + ": "
                + switch (result) {
                    case StopResult.Stopped stopped -> "stopped on " + stopped.nodes();
                    case StopResult.NotFound unknown -> "no such process";
                    case StopResult.Refused refused -> refused.reason();
                    case StopResult.TimedOut late -> "not stopped in time; waiting for " + late.waitingFor();
                };
    }

    /** Throws {@link IllegalArgumentException} when the process does not understand the message. */
    CompletableFuture<Replies.Answer> ask(ProcessId id, JsonNode message, Duration timeout) {
        String type = hub.lookup(id).map(known -> known.spec().type()).orElse("");
        Object question = json.message(type, message);
        return hub.untyped(id)
                .ask(question, Object.class, timeout)
                .thenApply(reply -> new Replies.Answer(id.value(), json.answer(question, reply)));
    }

    /** Throws {@link IllegalArgumentException} when the process does not understand the message. */
    Replies.Sent tell(ProcessId id, JsonNode message) {
        String type = hub.lookup(id).map(known -> known.spec().type()).orElse("");
        hub.untyped(id).tell(json.message(type, message));
        return new Replies.Sent(id.value());
    }

    /** By its name, with or without its incarnation. */
    Optional<NodeId> member(String name) {
        return hub.nodes().stream()
                .filter(node -> node.name().equals(name) || node.toString().equals(name))
                .findFirst();
    }

    CompletableFuture<Replies.Drained> drain(NodeId node, Duration grace) {
        return hub.drain(node, grace)
                .thenApply(result -> new Replies.Drained(node.toString(), result.gone(), sentence(result)));
    }

    private static String sentence(DrainResult result) {
        return result.node()
                + switch (result) {
                    case DrainResult.Left left -> " has left; what it ran was handed over as far as there was time";
                    case DrainResult.Lost lost -> " is gone, but did not say goodbye; what it ran starts elsewhere";
                    case DrainResult.NotAMember unknown -> " is no member any more";
                    case DrainResult.StillThere there -> " is still there; ask again, or look at its log";
                    case DrainResult.Unknown unknown -> ": nothing is known, for the hub that was asked is closed";
                };
    }

    /** Calls the processes that other nodes run or, with {@code own}, also those that this one runs. */
    Replies.Verified verify(String onNode, boolean own, Duration timeout) {
        var called = hub.snapshot().stream()
                .filter(known -> own || !known.runsOn(hub.self()))
                .filter(known -> onNode.isEmpty() || Filter.runsOn(known, onNode))
                .toList();
        return new PingSweep(hub, json, timeout).call(called);
    }
}
