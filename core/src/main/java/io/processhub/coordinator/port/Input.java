package io.processhub.coordinator.port;

import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun.Change;
import io.processhub.process.StartOptions;
import io.processhub.quorum.Quorum;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Assignment;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Everything that can make the coordinator act. */
public sealed interface Input {

    /**
     * The engine sees other nodes than before.
     *
     * @param peers the reachable nodes without this one
     */
    record ViewChanged(List<NodeId> peers) implements Input {}

    /**
     * A node does not run this hub.
     *
     * @param node which one
     */
    record PeerAbsent(NodeId node) implements Input {}

    /**
     * A packet has arrived.
     *
     * @param from its sender
     * @param packet its content
     */
    record Arrived(NodeId from, Packet.Control packet) implements Input {}

    /** A caller waits until processes run where they belong. */
    sealed interface Starts extends Input {
        /** {@return comes back in the answer} */
        long call();

        /** {@return which processes; none twice} */
        List<ProcessId> ids();

        /** {@return how} */
        Terms terms();
    }

    /**
     * A caller wants processes to run.
     *
     * @param call comes back in the answer
     * @param processes what, with the nodes that the caller names; no id twice
     * @param terms how
     */
    record StartAsked(long call, List<Intent.Wanted> processes, Terms terms) implements Starts {
        @Override
        public List<ProcessId> ids() {
            return processes.stream().map(Intent.Wanted::id).toList();
        }
    }

    /**
     * A caller wants processes to run on other nodes.
     *
     * @param call comes back in the answer
     * @param mapping the nodes for each process
     * @param timeout how long the caller waits
     */
    record RemapAsked(long call, Map<ProcessId, Assignment> mapping, Duration timeout) implements Starts {
        @Override
        public List<ProcessId> ids() {
            return List.copyOf(mapping.keySet());
        }

        @Override
        public Terms terms() {
            return Terms.insisting(timeout, false);
        }
    }

    /**
     * How processes are to be started.
     *
     * @param checkExisting refuse the whole call when one is wanted already
     * @param rollBack stop the others when one fails
     * @param insist go on wanting a process that no node could start
     * @param fixed want it also without a quorum; then the answer does not wait for one
     * @param timeout how long the caller waits
     */
    record Terms(boolean checkExisting, boolean rollBack, boolean insist, boolean fixed, Duration timeout) {

        /**
         * Those of a caller.
         *
         * @param options what it has chosen
         * @return the terms of a start
         */
        public static Terms of(StartOptions options) {
            boolean rollBack = options.onFailure() == StartOptions.OnFailure.ROLL_BACK;
            return new Terms(options.checkExisting(), rollBack, false, false, options.timeout());
        }

        /**
         * Starts what is not wanted yet, and goes on wanting it though no node can start it.
         *
         * @param timeout how long the caller waits
         * @param fixed want it also without a quorum
         * @return the terms
         */
        public static Terms insisting(Duration timeout, boolean fixed) {
            return new Terms(/* checkExisting= */ false, /* rollBack= */ false, true, fixed, timeout);
        }
    }

    /**
     * A caller wants processes to stop.
     *
     * @param call comes back in the answer
     * @param ids which ones; none twice
     * @param timeout how long the caller waits
     */
    record StopAsked(long call, List<ProcessId> ids, Duration timeout) implements Input {}

    /**
     * A caller waits until this node has read what all members have written.
     *
     * @param call comes back in the answer
     * @param timeout how long the caller waits
     */
    record CatchUpAsked(long call, Duration timeout) implements Input {}

    /**
     * A caller wants to know why a process runs where it runs.
     *
     * @param call comes back in the answer
     * @param id which process, whether it exists or not
     */
    record ExplainAsked(long call, ProcessId id) implements Input {}

    /**
     * A caller wants to know what changes would move.
     *
     * @param call comes back in the answer
     * @param changes of the members, in order
     */
    record DryRunAsked(long call, List<Change> changes) implements Input {}

    /**
     * The hub on this node is to leave.
     *
     * @param grace how long the others have to take over
     */
    record CloseAsked(Duration grace) implements Input {}

    /**
     * A majority is to be counted from another number.
     *
     * @param call comes back in the answer
     * @param size from how many nodes at least; positive
     */
    record ResetAsked(long call, int size) implements Input {}

    /**
     * Another node is to leave.
     *
     * @param call comes back in the answer
     * @param node which one
     * @param grace how long the others have to take over
     */
    record DrainAsked(long call, NodeId node, Duration grace) implements Input {}

    /** What the runtime reports about an instance on this node. */
    sealed interface FromInstance extends Input {}

    /**
     * An instance asks for a greater epoch.
     *
     * @param call number for the answer
     * @param id which process
     * @param born epoch of the instance at its start
     * @param seen what its store has seen
     */
    record RaiseAsked(long call, ProcessId id, long born, long seen) implements Input {}

    /**
     * An instance here has started.
     *
     * @param id which process
     * @param epoch which instance
     * @param merges whether it can merge the state of another instance into its own
     */
    record InstanceStarted(ProcessId id, long epoch, boolean merges) implements FromInstance {}

    /**
     * An instance here could not start.
     *
     * @param id which process
     * @param epoch which instance
     * @param error what went wrong
     */
    record InstanceFailed(ProcessId id, long epoch, String error) implements FromInstance {}

    /**
     * An instance here has taken up a role.
     *
     * @param id which process
     * @param epoch which instance
     * @param role what it is for now
     * @param term of the role
     */
    record RoleTaken(ProcessId id, long epoch, Role role, long term) implements FromInstance {}

    /**
     * An instance here ended by itself.
     *
     * @param id which process
     * @param epoch which instance
     * @param error why it crashed; {@code null} when it ended normally
     */
    record InstanceEnded(ProcessId id, long epoch, @Nullable String error) implements FromInstance {}

    /**
     * An instance here was stopped as it was asked to.
     *
     * @param id which process
     * @param epoch which instance
     */
    record InstanceStopped(ProcessId id, long epoch) implements FromInstance {}

    /**
     * An instance here has fallen quiet as it was asked to.
     *
     * @param id which process
     * @param attempt for which attempt to hand it over
     * @param state its state; {@code null} when it has none or was not asked
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every move
    record InstanceHeld(ProcessId id, long attempt, byte @Nullable [] state) implements FromInstance {}

    /**
     * An instance here goes on, because it could not hand out its state.
     *
     * @param id which process
     * @param attempt for which attempt to hand it over
     * @param error why
     */
    record HoldFailed(ProcessId id, long attempt, String error) implements FromInstance {}

    /**
     * An instance here has merged another state into its own, or has tried to.
     *
     * @param id which process
     * @param attempt of the node that handed the state over
     * @param error what it threw; {@code null} when it has the state now
     */
    record InstanceMerged(
            ProcessId id, long attempt, @Nullable String error) implements FromInstance {}

    /**
     * The arbiter has answered, or has not.
     *
     * @param reply what came of the question
     */
    record ArbiterReplied(Quorum.Reply reply) implements Input {}

    /** The time that was asked for by {@link Effect.Wake} has come. */
    record TimePassed() implements Input {}
}
