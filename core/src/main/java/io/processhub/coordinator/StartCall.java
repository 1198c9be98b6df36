package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Input;
import io.processhub.process.StartResult;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.ProcessId;
import io.processhub.time.HybridClock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    /**
     * One process of a call.
     *
     * @param call which
     * @param intent that it waits for
     * @param position of the call among all intents
     * @param failures by the nodes that could not start it
     */
    record Pending(StartCall call, Intent intent, Stamp position, Map<NodeId, String> failures) {
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
