package io.processhub.process;

import io.processhub.registry.Intent.Assignment;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.time.Durations;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How to start processes.
 *
 * @param checkExisting whether the whole call is refused when one of its ids is wanted already; otherwise such
 *     processes are left alone and the others are started
 * @param onFailure what happens to the processes of the call that started when others did not
 * @param timeout how long to wait for the nodes; positive. The hub goes on trying afterwards
 * @param metadata attached to every process of the call
 * @param mapping the nodes that processes are to run on, for a distribution strategy that takes them, such as
 *     {@link io.processhub.strategy.distribution.Guided}; of processes of the call, not of others
 */
public record StartOptions(
        boolean checkExisting,
        OnFailure onFailure,
        Duration timeout,
        Metadata metadata,
        Map<ProcessId, Assignment> mapping) {

    /** What happens to the processes that started when others of the same call did not. */
    public enum OnFailure {
        /** They go on running. */
        CONTINUE,
        /** They are stopped again, and nothing of the call is wanted any more. */
        ROLL_BACK
    }

    /** Checks for existing ids, continues on failure, waits 10 seconds, no metadata. */
    public static final StartOptions STANDARD =
            new StartOptions(true, OnFailure.CONTINUE, Duration.ofSeconds(10), Metadata.NONE, Map.of());

    /**
     * Checks the timeout, and copies the mapping.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public StartOptions {
        timeout = Durations.positive("timeout", timeout);
        mapping = Map.copyOf(mapping);
    }

    /**
     * Whether an id that is wanted already refuses the whole call.
     *
     * @param check true to refuse
     * @return a changed copy
     */
    public StartOptions checkExisting(boolean check) {
        return new StartOptions(check, onFailure, timeout, metadata, mapping);
    }

    /**
     * What a failure means for the rest of the call.
     *
     * @param choice continue or roll back
     * @return a changed copy
     */
    public StartOptions onFailure(OnFailure choice) {
        return new StartOptions(checkExisting, choice, timeout, metadata, mapping);
    }

    /**
     * How long to wait.
     *
     * @param wait positive
     * @return a changed copy
     * @throws IllegalArgumentException when not positive
     */
    public StartOptions timeout(Duration wait) {
        return new StartOptions(checkExisting, onFailure, wait, metadata, mapping);
    }

    /**
     * What the processes can be found by.
     *
     * @param attached to every process of the call
     * @return a changed copy
     */
    public StartOptions metadata(Metadata attached) {
        return new StartOptions(checkExisting, onFailure, timeout, attached, mapping);
    }

    /**
     * On which nodes the processes are to run.
     *
     * @param nodes for each process of the call the names of nodes, one for each copy, in order of preference
     * @return a changed copy
     * @throws IllegalArgumentException when a name is none that a node can have, or a process names one twice
     */
    public StartOptions mapping(Map<ProcessId, List<String>> nodes) {
        Map<ProcessId, Assignment> assignments = new LinkedHashMap<>();
        nodes.forEach((id, names) -> assignments.put(id, new Assignment(names)));
        return new StartOptions(checkExisting, onFailure, timeout, metadata, assignments);
    }
}
