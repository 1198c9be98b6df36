package io.processhub.testkit.simulation;

import io.processhub.StartReport;
import io.processhub.StopOptions;
import io.processhub.StopReport;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.oracle.Intents;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks hubs, and remembers what was asked and what was promised. */
final class Calls {
    private final Simulation simulation;
    private final Intents intents = new Intents();

    Calls(Simulation simulation) {
        this.simulation = simulation;
    }

    Intents intents() {
        return intents;
    }

    CompletableFuture<StartReport> start(SimulatedNode node, Collection<? extends ProcessSpec<?>> specs) {
        ask(node, "start?", specs.stream().map(ProcessSpec::id).toList());
        return node.running().startAll(specs, StartOptions.STANDARD).whenComplete((report, problem) -> {
            if (report != null) {
                report.results().forEach(result -> answered(node, result));
            }
        });
    }

    CompletableFuture<StopReport> stop(SimulatedNode node, Collection<ProcessId> ids) {
        ask(node, "stop?", List.copyOf(ids));
        return node.running().stopAll(ids, StopOptions.STANDARD).whenComplete((report, problem) -> {
            if (report != null) {
                report.results().forEach(result -> answered(node, result));
            }
        });
    }

    private void ask(SimulatedNode node, String question, List<ProcessId> ids) {
        for (ProcessId id : ids) {
            intents.asked(id);
            note(node, question, id);
        }
    }

    private void answered(SimulatedNode node, StartResult result) {
        intents.answered(result);
        note(node, result.getClass().getSimpleName(), result.id());
    }

    private void answered(SimulatedNode node, StopResult result) {
        intents.answered(result);
        note(node, result.getClass().getSimpleName(), result.id());
    }

    private void note(SimulatedNode node, String event, ProcessId id) {
        simulation.note(node.id().toString(), event, id.value(), 0);
    }
}
