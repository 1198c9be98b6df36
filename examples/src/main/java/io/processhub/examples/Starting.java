package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.StopOptions;
import io.processhub.message.Ask;
import io.processhub.process.ProcessType;
import io.processhub.process.Processes.Start;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Starting and stopping, and their results. */
final class Starting {
    private Starting() {}

    /** Asks how many rows have been imported. */
    public record Rows() implements Ask<Rows, Integer> {
        static final ProcessType<Rows> IMPORT = ProcessType.of("import", Rows.class);
    }

    static ProcessSpec<Rows> spec() {
        // tag::spec[]
        return Rows.IMPORT
                .spec("import/2026-07")
                .argument("July 2026")
                .restart(RestartPolicy.TRANSIENT)
                .timeouts(Duration.ofSeconds(30), Duration.ofSeconds(5))
                .mailboxMax(100);
        // end::spec[]
    }

    static Optional<Integer> startAndAsk(ProcessHub hub, ProcessSpec<Rows> spec) {
        // tag::start[]
        Start<Rows> started = hub.start(spec).join();
        if (started.runs()) {
            return Optional.of(started.ref().ask(new Rows()).join());
        }
        // end::start[]
        return Optional.empty();
    }

    static CompletableFuture<StartReport> allOrNothing(ProcessHub hub, List<? extends ProcessSpec<?>> specs) {
        // tag::options[]
        var together = StartOptions.STANDARD
                .checkExisting(true)
                .onFailure(StartOptions.OnFailure.ROLL_BACK)
                .timeout(Duration.ofSeconds(5));
        return hub.startAll(specs, together);
        // end::options[]
    }

    // tag::outcomes[]
    static String describe(StartResult result) {
        return switch (result) {
            case StartResult.Started(var id, var instances) -> id + " runs on " + instances;
            case StartResult.AlreadyExists(var id, var instances) -> id + " existed before, and runs on " + instances;
            case StartResult.Failed(var id, var instances, var failures) -> id + " failed: " + failures;
            case StartResult.Refused(var id, var reason) -> id + " was refused: " + reason;
            case StartResult.TimedOut(var id, var instances, var waitingFor) -> id + " may still start: " + waitingFor;
            case StartResult.RolledBack(var id) -> id + " was stopped again";
        };
    }
    // end::outcomes[]

    static List<StopResult> stop(ProcessHub hub, List<ProcessId> ids) {
        // tag::stop[]
        var report = hub.stopAll(ids, new StopOptions(Duration.ofSeconds(30))).join();
        return report.problems(); // not found, or not stopped in time
        // end::stop[]
    }

    /** Answers a request that follows on one which another node has answered. */
    static CompletableFuture<Start<Rows>> startAfterOtherNodes(ProcessHub hub, ProcessSpec<Rows> spec) {
        // tag::caughtUp[]
        return hub.caughtUp().thenCompose(caughtUp -> hub.ensure(spec));
        // end::caughtUp[]
    }
}
