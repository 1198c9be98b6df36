package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.process.StartResult;
import io.processhub.process.StartResult.Failure;
import io.processhub.process.StopResult;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.Location;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.replication.ProcessRecord;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.ProcessId;
import io.processhub.time.HybridClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
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
    private final HubContext context;
    private final Map<Long, Call> open = new LinkedHashMap<>();
    private final Map<ProcessId, List<Pending>> pending = new LinkedHashMap<>();

    StartCalls(HubState state, StopCalls stops, HubContext context) {
        this.state = state;
        this.registry = state.registry();
        this.stops = stops;
        this.context = context;
    }

    private static final class Call {
        private final Map<ProcessId, StartResult> results = new LinkedHashMap<>();
        private final List<Intent> written = new ArrayList<>();
        private final Input.StartAsked question;

        private Call(Input.StartAsked question) {
            this.question = question;
        }

        private List<ProcessId> ids() {
            return question.processes().stream()
                    .map(wanted -> wanted.spec().id())
                    .toList();
        }

        private boolean done() {
            return results.size() == question.processes().size();
        }
    }

    /** One process of a call: the intent that it waits for, and the position of the call among all intents. */
    private record Pending(Call call, Intent intent, Stamp position, Map<NodeId, String> failures) {
        private ProcessId id() {
            return intent.id();
        }

        /** Whether the call wrote the intent itself. */
        private boolean fresh() {
            return intent.stamp().equals(position);
        }

        /**
         * Whether a stop does not answer the call: it was set before the call, which waits for an earlier intent; or
         * its writer did not know the intent of this call, which has the smaller stamp because clocks differ.
         */
        private boolean outlasts(Intent stop) {
            return failures.isEmpty() && (fresh() ? stop.unawareOf(position) : follows(stop.stamp()));
        }

        /** Within a millisecond, the stamps of two nodes say nothing about which of their calls came first. */
        private boolean follows(Stamp stop) {
            return stop.writer().equals(position.writer())
                    ? stop.clock() < position.clock()
                    : !HybridClock.time(stop.clock()).isAfter(HybridClock.time(position.clock()));
        }
    }

    /** Answers a question without doing anything. */
    void refuse(Input.StartAsked question, String reason) {
        var call = new Call(question);
        call.ids().forEach(id -> call.results.put(id, new StartResult.Refused(id, reason)));
        answer(call, false);
    }

    /** Wants the processes, and answers at once that nothing runs yet. */
    void want(Input.StartAsked question, String reason) {
        question.processes().stream()
                .filter(wanted -> existing(wanted.spec().id()) == null)
                .forEach(wanted -> registry.write(intent(wanted)));
        refuse(question, "it is wanted and does not run yet: " + reason);
    }

    /** Ends all calls with a reason, and undoes none. */
    void endAll(String reason) {
        List<Call> ended = List.copyOf(open.values());
        open.clear();
        pending.clear();
        for (Call call : ended) {
            call.ids().forEach(id -> call.results.computeIfAbsent(id, waits -> notStarted(waits, reason)));
            answer(call, false);
        }
    }

    private StartResult notStarted(ProcessId id, String reason) {
        return new StartResult.Failed(id, List.of(), List.of(new Failure(registry.self(), reason)));
    }

    void ask(Input.StartAsked question) {
        var call = new Call(question);
        if (question.terms().checkExisting() && anyExists(call)) {
            refuseForExisting(call);
            return;
        }
        long number = question.call();
        open.put(number, call);
        question.processes().forEach(wanted -> begin(call, wanted));
        context.later(question.terms().timeout(), () -> giveUp(number));
        context.later(ASK_AGAIN, () -> askAgain(number, ASK_AGAIN));
    }

    private boolean anyExists(Call call) {
        return call.ids().stream().anyMatch(id -> existing(id) != null);
    }

    private void refuseForExisting(Call call) {
        for (ProcessId id : call.ids()) {
            ProcessRecord record = existing(id);
            call.results.put(
                    id,
                    record != null
                            ? new StartResult.AlreadyExists(id, record.locations(record.intent()))
                            : new StartResult.Refused(
                                    id,
                                    "another process of the same call exists already; start it alone, "
                                            + "or do not check for existing ones"));
        }
        answer(call, false);
    }

    private @Nullable ProcessRecord existing(ProcessId id) {
        ProcessRecord record = registry.record(id);
        return record != null && record.intent() != null && record.intent().runs() ? record : null;
    }

    private void begin(Call call, Intent.Wanted wanted) {
        ProcessId id = wanted.spec().id();
        ProcessRecord existing = existing(id);
        if (existing == null) {
            Intent intent = intent(wanted);
            registry.write(intent);
            wait(new Pending(call, intent, intent.stamp(), new TreeMap<>()));
        } else {
            var position = new Stamp(context.stamp(), registry.self());
            wait(new Pending(call, Objects.requireNonNull(existing.intent()), position, new TreeMap<>()));
            registry.enqueue(id);
        }
    }

    private Intent intent(Intent.Wanted wanted) {
        ProcessId id = wanted.spec().id();
        return new Intent(id, new Stamp(context.stamp(), registry.self()), wanted, stopped(id));
    }

    /** The intent to stop that is known; what runs at this moment was started for an earlier one, and must end. */
    private @Nullable Stamp stopped(ProcessId id) {
        ProcessRecord record = registry.record(id);
        return record == null || record.intent() == null
                ? null
                : record.intent().stamp();
    }

    private void wait(Pending waits) {
        pending.computeIfAbsent(waits.id(), unused -> new ArrayList<>(1)).add(waits);
        askOwners(waits);
    }

    private void askOwners(Pending waits) {
        ProcessRecord record = registry.record(waits.id());
        if (record != null) {
            state.placement().owners(record).stream()
                    .filter(owner -> !owner.equals(registry.self()) && record.instanceOn(owner) == null)
                    .forEach(owner -> context.askStart(owner, waits.intent()));
        }
    }

    /** A question or its answer may have been lost, or the owners have changed; asking twice does no harm. */
    private void askAgain(long number, Duration pause) {
        Call call = open.get(number);
        if (call != null) {
            waiting(call).forEach(this::askOwners);
            Duration longer = pause.multipliedBy(2);
            context.later(longer, () -> askAgain(number, longer));
        }
    }

    private List<Pending> waiting(Call call) {
        return call.ids().stream()
                .flatMap(id -> pending.getOrDefault(id, List.of()).stream())
                .filter(waits -> waits.call() == call)
                .toList();
    }

    /** An owner could not start a process. */
    void failed(NodeId node, ProcessId id, Stamp intended, String reason) {
        for (Pending waits : List.copyOf(pending.getOrDefault(id, List.of()))) {
            if (waits.intent().stamp().equals(intended)) {
                waits.failures().put(node, reason);
                registry.enqueue(id);
            }
        }
    }

    /** Something about a process has changed. */
    void check(ProcessRecord record) {
        for (Pending waits : List.copyOf(pending.getOrDefault(record.id(), List.of()))) {
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
            return waits.failures().isEmpty()
                    ? new StartResult.Refused(waits.id(), "it was stopped, or ended, before it was seen to run")
                    : failed(waits, record);
        }
        List<NodeId> owners = state.placement().owners(record);
        if (!waits.failures().isEmpty() && !waits.call().question.terms().insist()) {
            boolean complete = owners.stream()
                    .allMatch(owner -> waits.failures().containsKey(owner) || acknowledges(record, owner, waits));
            return complete ? failed(waits, record) : null;
        }
        boolean complete = state.roles().fulfilled(record, owners)
                && owners.stream().allMatch(owner -> acknowledges(record, owner, waits));
        return complete ? running(waits, record) : null;
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
        boolean ours = waits.fresh()
                && record.hosts().stream()
                        .map(record::instanceOn)
                        .anyMatch(instance -> instance != null
                                && instance.intentStamp().equals(waits.intent().stamp()));
        return ours
                ? new StartResult.Started(waits.id(), record.locations(waits.intent()))
                : new StartResult.AlreadyExists(waits.id(), record.locations(waits.intent()));
    }

    /** When no owner could start what this call asked for, it is not wanted any more; the caller decides what to do. */
    private StartResult failed(Pending waits, ProcessRecord record) {
        List<Failure> failures = waits.failures().entrySet().stream()
                .map(failure -> new Failure(failure.getKey(), failure.getValue()))
                .toList();
        List<Location> locations = record.locations(waits.intent());
        if (locations.isEmpty()
                && waits.fresh()
                && !waits.call().question.terms().insist()) {
            withdraw(waits);
        }
        return new StartResult.Failed(waits.id(), locations, failures);
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
        Call call = open.get(number);
        for (Pending waits : call == null ? List.<Pending>of() : waiting(call)) {
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
        return waits.failures().isEmpty()
                ? new StartResult.TimedOut(waits.id(), record.locations(waits.intent()), missing)
                : failed(waits, record);
    }

    /** Ends every call, because the hub does. */
    void giveUpAll() {
        List.copyOf(open.keySet()).forEach(this::giveUp);
    }

    /** What this call waits for was stopped, and the call was not: it writes an intent that supersedes the stop. */
    private void beginAgain(Pending waits) {
        forget(waits);
        waits.call().question.processes().stream()
                .filter(wanted -> wanted.spec().id().equals(waits.id()))
                .forEach(wanted -> begin(waits.call(), wanted));
    }

    private void forget(Pending waits) {
        pending.computeIfPresent(waits.id(), (id, all) -> {
            all.remove(waits);
            return all.isEmpty() ? null : all;
        });
    }

    private void settle(Pending waits, StartResult result) {
        forget(waits);
        Call call = waits.call();
        call.results.put(result.id(), result);
        if (waits.fresh()) {
            call.written.add(waits.intent());
        }
        if (call.done() && open.remove(call.question.call()) != null) {
            finish(call);
        }
    }

    private void finish(Call call) {
        boolean failed = call.results.values().stream().anyMatch(result -> !result.runs());
        if (!failed || !call.question.terms().rollBack()) {
            answer(call, false);
            return;
        }
        List<ProcessId> undo =
                call.written.stream().filter(this::stillLatest).map(Intent::id).toList();
        stops.ask(undo, call.question.terms().timeout(), stopped -> {
            stopped.forEach(
                    result -> call.results.computeIfPresent(result.id(), (id, before) -> undone(before, result)));
            answer(call, true);
        });
    }

    /** Whether no other caller has written a later intent. */
    private boolean stillLatest(Intent intent) {
        ProcessRecord record = registry.record(intent.id());
        return record != null && intent.equals(record.intent());
    }

    private static StartResult undone(StartResult before, StopResult stopped) {
        return switch (stopped) {
            case StopResult.TimedOut late -> new StartResult.TimedOut(late.id(), List.of(), late.waitingFor());
            case StopResult.Stopped done -> before.runs() ? new StartResult.RolledBack(done.id()) : before;
            case StopResult.NotFound gone -> before.runs() ? new StartResult.RolledBack(gone.id()) : before;
            case StopResult.Refused refused -> before;
        };
    }

    private void answer(Call call, boolean rolledBack) {
        List<StartResult> results = call.ids().stream().map(call.results::get).toList();
        context.answer(new Effect.AnswerStart(call.question.call(), results, rolledBack));
    }
}
