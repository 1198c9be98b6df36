package io.processhub.runtime;

import io.processhub.environment.Environment;
import io.processhub.tracing.ObservedHandling;
import java.util.Map;
import java.util.Objects;

/**
 * What all runners of a runtime share.
 *
 * @param environment workers and time limits
 * @param deadlines of starts
 * @param snapshots how the states of processes become bytes, by type name
 * @param forwarder takes the messages that instances leave
 * @param carriers watches the turns
 * @param reports receives what becomes of instances
 * @param handling lets processes handle messages
 */
record RunnerDependencies(
        Environment environment,
        Deadlines deadlines,
        Map<String, Snapshot> snapshots,
        Forwarder forwarder,
        CarrierWatch carriers,
        Reports reports,
        ObservedHandling handling) {

    /** Shared by all processes of a type, because it is found out once how their state is encoded. */
    Snapshot snapshot(ProcessCode code) {
        return Objects.requireNonNull(snapshots.get(code.type().name()));
    }
}
