package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.StartCall.Pending;
import io.processhub.coordinator.port.Effect;
import io.processhub.coordinator.port.Input;
import io.processhub.process.StartResult;
import io.processhub.process.StartResult.Failure;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.Location;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Intent.Wanted;
import io.processhub.replication.Copies;
import io.processhub.replication.ProcessRecord;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Callers that wait for processes to start. A start is an intent first: it is written, then the owners are asked
 * directly. Success shows in the registry, when every owner's log has a copy and carries the intent or a later one, so
 * that the caller also finds the process by a lookup; failure is reported by the owner that failed.
 */
final class StartCalls {
    /** The first pause; each later one is twice as long, so that a large call does not choke on its own questions. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final HubState state;
    private final ReplicatedRegistry registry;
    private final StopCalls stops;
    private final int directMembersMax;
    private final StartIntents intents;
    private final HubContext context;
    private final StartCall.Slices slices;
    private final Map<Long, StartCall> open = new LinkedHashMap<>();
    private final StartCall.Waiting pending = new StartCall.Waiting();

    /** A set of calls; among so many members what this node writes is sent to every member at once. */
    StartCalls(HubState state, StartIntents intents, StopCalls stops, int directMembersMax, HubContext context) {
        this.state = state;
        this.registry = state.registry();
        this.intents = intents;
        this.stops = stops;
        this.directMembersMax = directMembersMax;
        this.context = context;
        this.slices = new StartCall.Slices(context, this::begin);
    }

    /** Answers a question without doing anything. */
    void refuse(Input.Starts question, String reason) {
        var call = new StartCall(question.call(), question.ids(), question.terms());
        call.ids.forEach(id -> call.results.put(id, new StartResult.Refused(id, reason)));
        answer(call, false);
    }

    private static String reason(IllegalArgumentException refusal) {
        return refusal.getMessage() == null ? refusal.toString() : refusal.getMessage();
    }

    /** Wants the processes, and answers at once that nothing runs yet. */
    void want(Input.StartAsked question, String reason) {
        before(question.ids());
        try {
            intents.assigned(intents.missing(question.processes()))
                    .forEach(wanted -> registry.write(intents.fresh(wanted)));
        } catch (IllegalArgumentException refusal) {
            refuse(question, reason(refusal));
            return;
        }
        refuse(question, "it is wanted and does not run yet: " + reason);
    }

    /** Ends all calls with a reason, and undoes none. */
    void endAll(String reason) {
        List<StartCall> ended = List.copyOf(open.values());
        ended.forEach(slices::complete);
        open.clear();
        pending.clear();
        for (StartCall call : ended) {
            call.ids.forEach(id -> call.results.computeIfAbsent(id, waits -> notStarted(waits, reason)));
            answer(call, false);
        }
    }

    private StartResult notStarted(ProcessId id, String reason) {
        return new StartResult.Failed(id, List.of(), List.of(new Failure(registry.self(), reason)));
    }

    void ask(Input.StartAsked question) {
        var call = new StartCall(question.call(), question.ids(), question.terms());
        before(call.ids);
        if (question.terms().checkExisting() && call.ids.stream().anyMatch(id -> intents.existing(id) != null)) {
            refuseForExisting(call);
            return;
        }
        try {
            question.processes().forEach(wanted -> call.asked.put(wanted.id(), wanted));
            intents.assigned(intents.missing(question.processes()))
                    .forEach(wanted -> call.asked.put(wanted.id(), wanted));
        } catch (IllegalArgumentException refusal) {
            refuse(question, reason(refusal));
            return;
        }
        open(call);
        slices.begin(call);
    }

    /** Calls of one node take effect in their order: this one is about the same processes as those before it. */
    void before(Collection<ProcessId> ids) {
        slices.before(ids);
    }

    /** Assigns other nodes to processes that are wanted already, and waits until they run there. */
    void remap(Input.RemapAsked question) {
        var call = new StartCall(question.call(), question.ids(), question.terms());
        before(call.ids);
        List<Intent> written;
        try {
            written = intents.remapped(question.mapping());
        } catch (IllegalArgumentException refusal) {
            refuse(question, reason(refusal));
            return;
        }
        open(call);
        written.forEach(intent -> call.asked.put(intent.id(), Objects.requireNonNull(intent.wanted())));
        written.forEach(intent -> write(call, intent));
    }

    private void open(StartCall call) {
        open.put(call.number, call);
        long number = call.number; // the timers must not keep the call, which may be large, until its time is over
        context.later(call.terms.timeout(), () -> giveUp(number));
        context.later(ASK_AGAIN, () -> askAgain(number, ASK_AGAIN));
    }

    /** What is written is news, and the owners start it; unless news reaches them directly, they are asked, too. */
    private void write(StartCall call, Intent intent) {
        registry.write(intent);
        Pending waits = wait(call, intent, intent.stamp());
        if (registry.peers().size() >= directMembersMax) {
            askOwners(waits);
        }
    }

    private void refuseForExisting(StartCall call) {
        for (ProcessId id : call.ids) {
            ProcessRecord record = registry.record(id);
            call.results.put(
                    id,
                    record != null && intents.existing(id) != null
                            ? new StartResult.AlreadyExists(id, Copies.locations(record, record.intent()))
                            : new StartResult.Refused(
                                    id,
                                    "another process of the same call exists already; start it alone, "
                                            + "or do not check for existing ones"));
        }
        answer(call, false);
    }

    private void begin(StartCall call, Wanted wanted) {
        ProcessId id = wanted.id();
        Intent existing = intents.existing(id);
        if (existing == null) {
            write(call, intents.fresh(wanted));
        } else {
            askOwners(wait(call, existing, new Stamp(context.stamp(), registry.self())));
            registry.enqueue(id);
        }
    }

    private Pending wait(StartCall call, Intent intent, Stamp position) {
        var waits = new Pending(call, intent, position, context.nanos());
        pending.add(waits);
        return waits;
    }

    private void askOwners(Pending waits) {
        ProcessRecord record = registry.record(waits.id());
        if (record != null) {
            state.placement().owners(record).stream()
                    .filter(owner -> !owner.equals(registry.self()) && record.instanceOn(owner) == null)
                    .forEach(owner -> context.askStart(owner, waits.intent()));
        }
    }

    /** Where no member can run it, this node says why, as an owner does that has failed. */
    private void noteObstacle(Pending waits, ProcessRecord record) {
        Intent latest = record.intent();
        String obstacle = latest == null || latest.wanted() == null
                ? ""
                : state.placement().obstacle(latest.wanted());
        if (!obstacle.isEmpty()) {
            waits.failed(registry.self(), obstacle);
        }
    }

    /** A question or its answer may have been lost, or the owners have changed; asking twice does no harm. */
    private void askAgain(long number, Duration pause) {
        StartCall call = open.get(number);
        if (call != null) {
            long earlier = context.nanos() - pause.toNanos();
            waiting(call).stream().filter(waits -> waits.begun() <= earlier).forEach(this::askOwners);
            Duration longer = pause.multipliedBy(2);
            context.later(longer, () -> askAgain(number, longer));
        }
    }

    private List<Pending> waiting(StartCall call) {
        return call.ids.stream()
                .flatMap(id -> pending.of(id).stream())
                .filter(waits -> waits.call() == call)
                .toList();
    }

    /** An owner could not start a process. */
    void failed(NodeId node, ProcessId id, Stamp intended, String reason) {
        for (Pending waits : pending.of(id)) {
            if (waits.intent().stamp().equals(intended)) {
                waits.failed(node, reason);
                registry.enqueue(id);
            }
        }
    }

    /** Something about a process has changed. */
    void check(ProcessRecord record) {
        for (Pending waits : pending.of(record.id())) {
            if (record.owners().isEmpty()) {
                noteObstacle(waits, record);
            }
            Intent latest = record.intent();
            if (latest != null
                    && !latest.runs()
                    && waits.outlasts(latest)
                    && context.clock().mayMake()) {
                beginAgain(waits);
                continue;
            }
            StartResult result = result(waits, record);
            if (result != null) {
                settle(waits, result);
            }
        }
    }

    /** {@return the result; {@code null} while the answer of an owner is missing} */
    private @Nullable StartResult result(Pending waits, ProcessRecord record) {
        Intent latest = record.intent();
        if (latest == null || !latest.runs()) {
            return waits.failed()
                    ? failed(waits, record)
                    : new StartResult.Refused(waits.id(), "it was stopped, or ended, before it was seen to run");
        }
        List<NodeId> owners = record.owners(); // it has just been reconciled
        if (waits.failed() && !waits.call().terms.insist()) {
            boolean complete =
                    owners.stream().allMatch(owner -> waits.hasFailedOn(owner) || acknowledges(record, owner, waits));
            return complete ? failed(waits, record) : null;
        }
        boolean complete = state.roles().fulfilled(record, owners) && allAcknowledge(record, owners, waits);
        return complete ? running(waits, record) : null;
    }

    private static boolean allAcknowledge(ProcessRecord record, List<NodeId> owners, Pending waits) {
        for (NodeId owner : owners) {
            if (!acknowledges(record, owner, waits)) {
                return false;
            }
        }
        return true;
    }

    /** Whether an owner runs it, not for an intent before it was stopped, and its log carries the intent. */
    private static boolean acknowledges(ProcessRecord record, NodeId owner, Pending waits) {
        Intent carried = record.carriedBy(owner);
        Instance instance = record.instanceOn(owner);
        return instance != null
                && waits.intent().keeps(instance.intentStamp())
                && carried != null
                && !waits.intent().supersedes(carried);
    }

    private StartResult running(Pending waits, ProcessRecord record) {
        boolean ours =
                waits.fresh() && Copies.anyStartedFor(record, waits.intent().stamp());
        return ours
                ? new StartResult.Started(waits.id(), Copies.locations(record, waits.intent()))
                : new StartResult.AlreadyExists(waits.id(), Copies.locations(record, waits.intent()));
    }

    /** When no owner could start what this call asked for, it is not wanted any more; the caller decides what to do. */
    private StartResult failed(Pending waits, ProcessRecord record) {
        List<Location> locations = Copies.locations(record, waits.intent());
        if (locations.isEmpty() && waits.fresh() && !waits.call().terms.insist()) {
            withdraw(waits);
        }
        return new StartResult.Failed(waits.id(), locations, waits.failures());
    }

    private void withdraw(Pending waits) {
        if (!context.clock().mayMake()) {
            context.later(ASK_AGAIN, () -> withdraw(waits));
            return;
        }
        ProcessRecord record = registry.record(waits.id());
        if (record != null && record.intent() != null && record.intent().equals(waits.intent())) {
            registry.write(waits.intent().stop(new Stamp(context.stamp(), registry.self())));
        }
    }

    private void giveUp(long number) {
        StartCall call = open.get(number);
        if (call == null) {
            return;
        }
        for (Wanted never : slices.complete(call)) {
            call.results.put(never.id(), new StartResult.TimedOut(never.id(), List.of(), List.of()));
        }
        finishIfDone(call);
        for (Pending waits : waiting(call)) {
            ProcessRecord record = registry.record(waits.id());
            settle(
                    waits,
                    record == null
                            ? new StartResult.TimedOut(waits.id(), List.of(), List.of())
                            : timedOut(waits, record));
        }
    }

    private StartResult timedOut(Pending waits, ProcessRecord record) {
        List<NodeId> missing = state.placement().owners(record).stream()
                .filter(owner -> !acknowledges(record, owner, waits))
                .toList();
        return waits.failed()
                ? failed(waits, record)
                : new StartResult.TimedOut(waits.id(), Copies.locations(record, waits.intent()), missing);
    }

    /** Ends every call, because the hub does. */
    void giveUpAll() {
        List.copyOf(open.keySet()).forEach(this::giveUp);
    }

    /** What this call waits for was stopped, and the call was not: it writes an intent that supersedes the stop. */
    private void beginAgain(Pending waits) {
        pending.remove(waits);
        begin(waits.call(), Objects.requireNonNull(waits.call().asked.get(waits.id())));
    }

    private void settle(Pending waits, StartResult result) {
        pending.remove(waits);
        StartCall call = waits.call();
        call.results.put(result.id(), result);
        if (waits.fresh()) {
            call.written.add(waits.intent());
        }
        finishIfDone(call);
    }

    private void finishIfDone(StartCall call) {
        if (call.done() && open.remove(call.number) != null) {
            finish(call);
        }
    }

    private void finish(StartCall call) {
        boolean failed = call.results.values().stream().anyMatch(result -> !result.runs());
        if (!failed || !call.terms.rollBack()) {
            answer(call, false);
            return;
        }
        List<ProcessId> undo =
                call.written.stream().filter(this::stillLatest).map(Intent::id).toList();
        stops.ask(undo, call.terms.timeout(), stopped -> {
            stopped.forEach(call::undone);
            answer(call, true);
        });
    }

    /** Whether no other caller has written a later intent. */
    private boolean stillLatest(Intent intent) {
        ProcessRecord record = registry.record(intent.id());
        return record != null && intent.equals(record.intent());
    }

    private void answer(StartCall call, boolean rolledBack) {
        List<StartResult> results = call.ids.stream().map(call.results::get).toList();
        context.answer(new Effect.AnswerStart(call.number, results, rolledBack));
    }
}
