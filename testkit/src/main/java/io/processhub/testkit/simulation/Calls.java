package io.processhub.testkit.simulation;

import io.processhub.StartOptions;
import io.processhub.StartReport;
import io.processhub.StopOptions;
import io.processhub.StopReport;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessSpec;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.testkit.simulation.oracle.Wishes;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Asks hubs, and remembers what was asked and what was promised. */
final class Calls {
    private final Simulation simulation;
    private final Wishes wishes = new Wishes();

    Calls(Simulation simulation) {
        this.simulation = simulation;
    }

    Wishes wishes() {
        return wishes;
    }

    CompletableFuture<StartReport> start(Seat seat, Collection<ProcessSpec> specs) {
        ask(seat, "start?", specs.stream().map(ProcessSpec::id).toList());
        return seat.running().startAll(specs, StartOptions.STANDARD).whenComplete((report, problem) -> {
            if (report != null) {
                report.results().forEach(result -> answered(seat, result));
            }
        });
    }

    CompletableFuture<StopReport> stop(Seat seat, Collection<ProcessId> ids) {
        ask(seat, "stop?", List.copyOf(ids));
        return seat.running().stopAll(ids, StopOptions.STANDARD).whenComplete((report, problem) -> {
            if (report != null) {
                report.results().forEach(result -> answered(seat, result));
            }
        });
    }

    private void ask(Seat seat, String question, List<ProcessId> ids) {
        for (ProcessId id : ids) {
            wishes.asked(id);
            note(seat, question, id);
        }
    }

    private void answered(Seat seat, StartResult result) {
        wishes.answered(result);
        note(seat, result.getClass().getSimpleName(), result.id());
    }

    private void answered(Seat seat, StopResult result) {
        wishes.answered(result);
        note(seat, result.getClass().getSimpleName(), result.id());
    }

    private void note(Seat seat, String event, ProcessId id) {
        simulation.note(seat.id().toString(), event, id.value(), 0);
    }
}
