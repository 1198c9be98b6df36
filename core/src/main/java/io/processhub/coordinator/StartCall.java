package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Input;
import io.processhub.process.StartResult;
import io.processhub.process.StartResult.Failure;
import io.processhub.process.StopResult;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.ProcessId;
import io.processhub.time.HybridClock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

/** One call that waits for processes to run, and what has become of them so far. */
final class StartCall {
    final long number;
    final List<ProcessId> ids;
    final Input.Terms terms;

    /** What the call asks for, with the nodes that it was assigned to. */
    final Map<ProcessId, Wanted> asked = new LinkedHashMap<>();

    final Map<ProcessId, StartResult> results = new LinkedHashMap<>();

    /** The intents that the call wrote, as far as their processes have a result. */
    final List<Intent> written = new ArrayList<>();

    StartCall(long number, List<ProcessId> ids, Input.Terms terms) {
        this.number = number;
        this.ids = ids;
        this.terms = terms;
    }

    boolean done() {
        return results.size() == ids.size();
    }

    /** A process of the call was stopped, because others failed. */
    void undone(StopResult stopped) {
        results.computeIfPresent(stopped.id(), (id, before) -> undone(before, stopped));
    }

    private static StartResult undone(StartResult before, StopResult stopped) {
        return switch (stopped) {
            case StopResult.TimedOut late -> new StartResult.TimedOut(late.id(), List.of(), late.waitingFor());
            case StopResult.Stopped done -> before.runs() ? new StartResult.RolledBack(done.id()) : before;
            case StopResult.NotFound gone -> before.runs() ? new StartResult.RolledBack(gone.id()) : before;
            case StopResult.Refused refused -> before;
        };
    }

    /**
     * Begins the processes of large calls in slices, one in each turn of the hub: owners start the first ones while
     * this node still begins the others, and no call holds up the rest of the hub.
     *
     * <p>Calls of one node take effect in their order. So before a later call that is about one of the same processes,
     * what is left of the earlier one is begun at once.
     */
    static final class Slices {
        private static final int SLICE = 1_000;

        /** When a slice is begun that had to wait for the clock. */
        private static final Duration CLOCK_AGAIN = Duration.ofSeconds(1);

        private final HubContext context;
        private final BiConsumer<StartCall, Wanted> begin;
        private final Map<StartCall, Deque<Wanted>> left = new LinkedHashMap<>();

        Slices(HubContext context, BiConsumer<StartCall, Wanted> begin) {
            this.context = context;
            this.begin = begin;
        }

        /** Begins the first processes of a call now, and the others in later turns. */
        void begin(StartCall call) {
            left.put(call, new ArrayDeque<>(call.asked.values()));
            next(call);
        }

        private void next(StartCall call) {
            boolean possible = context.clock().mayMake();
            if (possible) {
                begin(call, SLICE);
            }
            if (left.containsKey(call)) {
                context.later(possible ? Duration.ZERO : CLOCK_AGAIN, () -> next(call));
            }
        }

        private void begin(StartCall call, int count) {
            Deque<Wanted> rest = left.getOrDefault(call, new ArrayDeque<>());
            for (int begun = 0; begun < count && !rest.isEmpty(); begun++) {
                begin.accept(call, rest.remove());
            }
            if (rest.isEmpty()) {
                left.remove(call);
            }
        }

        /**
         * Begins what is left of a call.
         *
         * @return what could not be begun, because others would not accept it from this clock
         */
        Collection<Wanted> complete(StartCall call) {
            if (context.clock().mayMake()) {
                begin(call, Integer.MAX_VALUE);
            }
            Deque<Wanted> never = left.remove(call);
            return never == null ? List.of() : never;
        }

        /** Begins what is left of calls that are about one of these processes. */
        void before(Collection<ProcessId> ids) {
            if (!left.isEmpty()) {
                List.copyOf(left.keySet()).stream()
                        .filter(call -> ids.stream().anyMatch(call.asked::containsKey))
                        .forEach(this::complete);
            }
        }
    }

    /** What calls wait for. A process is seldom awaited by several of them. */
    static final class Waiting {
        private final Map<ProcessId, List<Pending>> all = new LinkedHashMap<>();

        /** {@return what waits for a process; what is added or removed later does not change it} */
        List<Pending> of(ProcessId id) {
            return all.getOrDefault(id, List.of());
        }

        void add(Pending waits) {
            all.merge(
                    waits.id(),
                    List.of(waits),
                    (before, more) ->
                            Stream.concat(before.stream(), more.stream()).toList());
        }

        void remove(Pending waits) {
            List<Pending> others = all.remove(waits.id());
            if (others != null && others.size() > 1) {
                all.put(
                        waits.id(),
                        others.stream().filter(other -> other != waits).toList());
            }
        }

        void clear() {
            all.clear();
        }
    }

    /** One process of a call. */
    static final class Pending {
        private final StartCall call;
        private final Intent intent;
        private final Stamp position;
        private final long begun;

        /** Why nodes could not start it. */
        private Map<NodeId, String> failures = Map.of();

        /** Of a call that waits for an intent, and has a position among all intents. */
        Pending(StartCall call, Intent intent, Stamp position, long begun) {
            this.call = call;
            this.intent = intent;
            this.position = position;
            this.begun = begun;
        }

        StartCall call() {
            return call;
        }

        Intent intent() {
            return intent;
        }

        /** {@return when the call came to it, on the monotonic clock} */
        long begun() {
            return begun;
        }

        void failed(NodeId node, String reason) {
            failures = failures.isEmpty() ? new TreeMap<>() : failures;
            failures.put(node, reason);
        }

        boolean hasFailedOn(NodeId node) {
            return failures.containsKey(node);
        }

        boolean failed() {
            return !failures.isEmpty();
        }

        List<Failure> failures() {
            return failures.entrySet().stream()
                    .map(failure -> new Failure(failure.getKey(), failure.getValue()))
                    .toList();
        }

        ProcessId id() {
            return intent.id();
        }

        /** Whether the call wrote the intent itself. */
        boolean fresh() {
            return intent.stamp().equals(position);
        }

        /**
         * Whether a stop does not answer the call: it was set before the call, which waits for an earlier intent; or
         * its writer did not know the intent of this call, which has the smaller stamp because clocks differ.
         */
        boolean outlasts(Intent stop) {
            return failures.isEmpty() && (fresh() ? stop.unawareOf(position) : follows(stop.stamp()));
        }

        /** Within a millisecond, the stamps of two nodes say nothing about which of their calls came first. */
        private boolean follows(Stamp stop) {
            return stop.writer().equals(position.writer())
                    ? stop.clock() < position.clock()
                    : !HybridClock.time(stop.clock()).isAfter(HybridClock.time(position.clock()));
        }
    }
}
