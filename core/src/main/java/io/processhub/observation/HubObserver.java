package io.processhub.observation;

import io.processhub.environment.Environment;
import io.processhub.process.ProcessContext;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import java.util.List;

/**
 * Observes one hub where callers and user code meet it, and not where it keeps its records: so the registry can be
 * compared with what runs. Called from any thread, also while an instance is locked: an implementation must be quick,
 * must not wait and must not throw.
 */
public interface HubObserver {
    /** Ignores everything. */
    HubObserver NONE = new HubObserver() {};

    /** An environment whose hubs are observed. Thread-safe. */
    interface Observed extends Environment {

        /** {@return the observer of the hubs that run in this environment; the same at each call} */
        HubObserver observer();
    }

    /**
     * Finds the observer of the hubs of an environment.
     *
     * @param environment of a hub
     * @return {@link #NONE} unless it is an {@link Observed}
     */
    static HubObserver of(Environment environment) {
        return environment instanceof Observed observed ? observed.observer() : NONE;
    }

    /**
     * The hub was built.
     *
     * @param redundancy decides how many copies of each process run
     */
    default void built(RedundancyStrategy redundancy) {}

    /**
     * A caller, a process or the hub itself asks for starts.
     *
     * @param ids at least one, none twice
     */
    default void startAsked(List<ProcessId> ids) {}

    /**
     * The answer to starts; does not come when the node fails first.
     *
     * @param results one for each process
     */
    default void startAnswered(List<StartResult> results) {}

    /**
     * A caller or a process asks for stops.
     *
     * @param ids at least one, none twice
     */
    default void stopAsked(List<ProcessId> ids) {}

    /**
     * The answer to stops; does not come when the node fails first.
     *
     * @param results one for each process
     */
    default void stopAnswered(List<StopResult> results) {}

    /**
     * User code of an instance is about to run for the first time.
     *
     * @param instance which one, and its first role
     */
    default void began(ProcessContext<?> instance) {}

    /**
     * An instance has taken up another role.
     *
     * @param instance which one
     * @param role its role from now on
     * @param term of the role
     */
    default void tookRole(ProcessContext<?> instance, Role role, long term) {}

    /**
     * An instance has a greater epoch.
     *
     * @param instance which one; has the new epoch
     * @param before its epoch so far
     */
    default void raised(ProcessContext<?> instance, long before) {}

    /**
     * No user code of an instance runs any more.
     *
     * @param instance which one
     * @param byHub whether the hub stopped it; false when it ended by itself or could not start
     */
    default void ended(ProcessContext<?> instance, boolean byHub) {}
}
