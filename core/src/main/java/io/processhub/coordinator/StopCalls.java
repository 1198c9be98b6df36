package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.process.StopResult;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.replication.ProcessRecord;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Callers that wait for processes to stop. A stop is an intent like any other: it is written first, then the nodes that
 * run the process are asked directly; the answer comes from the registry, when it shows no copy that was started for an
 * earlier intent.
 */
final class StopCalls {
    /** The first pause; each later one is twice as long, so that a large call does not choke on its own questions. */
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

    private final ReplicatedRegistry registry;
    private final HubContext context;
    private final Map<Long, Call> open = new LinkedHashMap<>();
    private final Map<ProcessId, List<Pending>> pending = new LinkedHashMap<>();

    private long calls;

    StopCalls(ReplicatedRegistry registry, HubContext context) {
        this.registry = registry;
        this.context = context;
    }

    /** Receives one result for each process, in the order of the question. */
    @FunctionalInterface
    interface Answer {
        void give(List<StopResult> results);
    }

    private static final class Call {
        private final Map<ProcessId, StopResult> results = new LinkedHashMap<>();
        private final long number;
        private final List<ProcessId> ids;
        private final Answer whenDone;

        private Call(long number, List<ProcessId> ids, Answer whenDone) {
            this.number = number;
            this.ids = ids;
            this.whenDone = whenDone;
        }

        private boolean done() {
            return results.size() == ids.size();
        }
    }

    private record Pending(Call call, Intent stop, List<NodeId> hosts) {
        private List<NodeId> left(ProcessRecord record) {
            return record.hosts().stream()
                    .filter(host -> wasStartedBefore(record.instanceOn(host)))
                    .sorted()
                    .toList();
        }

        private boolean wasStartedBefore(@Nullable Instance instance) {
            return instance != null && instance.intentStamp().compareTo(stop.stamp()) < 0;
        }
    }

    /** Answers a question without doing anything. */
    static void refuse(List<ProcessId> ids, String reason, Answer answer) {
        answer.give(ids.stream()
                .map(id -> (StopResult) new StopResult.Refused(id, reason))
                .toList());
    }

    void ask(List<ProcessId> ids, Duration timeout, Answer whenDone) {
        long number = calls++;
        var call = new Call(number, ids, whenDone);
        open.put(number, call);
        ids.forEach(id -> begin(call, id));
        context.later(timeout, () -> giveUp(number));
        context.later(ASK_AGAIN, () -> askAgain(number, ASK_AGAIN));
        finishIfDone(call);
    }

    private void begin(Call call, ProcessId id) {
        ProcessRecord record = registry.record(id);
        if (record == null || record.intent() == null) {
            call.results.put(id, new StopResult.NotFound(id));
            return;
        }
        boolean ending = !record.intent().runs();
        var stop = ending ? record.intent() : record.intent().stop(new Stamp(context.stamp(), registry.self()));
        var waits = new Pending(call, stop, record.hosts());
        if (ending && waits.left(record).isEmpty()) {
            call.results.put(id, new StopResult.NotFound(id));
            return;
        }
        if (!ending) {
            registry.write(stop);
        }
        pending.computeIfAbsent(id, unused -> new ArrayList<>(1)).add(waits);
        askHosts(waits, record);
    }

    private void askHosts(Pending waits, ProcessRecord record) {
        waits.left(record).stream()
                .filter(host -> !host.equals(registry.self()))
                .forEach(host -> context.askStop(host, waits.stop()));
    }

    /** A question or its answer may have been lost; asking twice does no harm. */
    private void askAgain(long number, Duration pause) {
        Call call = open.get(number);
        if (call != null) {
            each(call, waits -> {
                ProcessRecord record = registry.record(waits.stop().id());
                if (record != null) {
                    askHosts(waits, record);
                }
            });
            Duration longer = pause.multipliedBy(2);
            context.later(longer, () -> askAgain(number, longer));
        }
    }

    private void each(Call call, Consumer<Pending> action) {
        for (ProcessId id : call.ids) {
            pending.getOrDefault(id, List.of()).stream()
                    .filter(waits -> waits.call() == call)
                    .toList()
                    .forEach(action);
        }
    }

    /** Something about a process has changed. */
    void check(ProcessRecord record) {
        for (Pending waits : List.copyOf(pending.getOrDefault(record.id(), List.of()))) {
            if (waits.left(record).isEmpty()) {
                settle(waits, new StopResult.Stopped(record.id(), waits.hosts()));
            }
        }
    }

    private void giveUp(long number) {
        Call call = open.get(number);
        if (call != null) {
            giveUp(call);
        }
    }

    private void giveUp(Call call) {
        each(call, waits -> {
            ProcessRecord record = registry.record(waits.stop().id());
            List<NodeId> left = record == null ? List.of() : waits.left(record);
            List<NodeId> done =
                    waits.hosts().stream().filter(host -> !left.contains(host)).toList();
            settle(waits, new StopResult.TimedOut(waits.stop().id(), done, left));
        });
    }

    /** Ends every call, because the hub does. */
    void giveUpAll() {
        List.copyOf(open.values()).forEach(this::giveUp);
    }

    private void settle(Pending waits, StopResult result) {
        pending.computeIfPresent(result.id(), (id, all) -> {
            all.remove(waits);
            return all.isEmpty() ? null : all;
        });
        waits.call().results.put(result.id(), result);
        finishIfDone(waits.call());
    }

    private void finishIfDone(Call call) {
        if (call.done() && open.remove(call.number) != null) {
            call.whenDone.give(call.ids.stream().map(call.results::get).toList());
        }
    }
}
