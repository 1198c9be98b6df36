package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.StartReport;
import io.processhub.StopOptions;
import io.processhub.process.ProcessId;
import io.processhub.process.ProcessSpec;
import io.processhub.process.ProcessType;
import io.processhub.process.RestartPolicy;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Starting and stopping, and what may come of it. */
final class Starting {
    private Starting() {}

    static ProcessSpec<?> spec() {
        // tag::spec[]
        return ProcessType.of("import", String.class)
                .spec("import/2026-07")
                .argument("{\"month\": \"2026-07\"}")
                .restart(RestartPolicy.TRANSIENT)
                .timeouts(Duration.ofSeconds(30), Duration.ofSeconds(5))
                .mailboxMax(100);
        // end::spec[]
    }

    static CompletableFuture<StartReport> allOrNothing(ProcessHub hub, List<ProcessSpec<String>> specs) {
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
}
