package io.processhub.coordinator.port;

import io.processhub.antientropy.ReadBarriers;
import io.processhub.cluster.NodeId;
import io.processhub.explain.Explanation;
import io.processhub.hook.HubEvent;
import io.processhub.placement.Prediction;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.quorum.Quorum;
import io.processhub.registry.Intent;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.strategy.synchronization.Synchronizer;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Everything the coordinator can ask for. The loop carries effects out in order. */
public sealed interface Effect {

    /**
     * Send a packet.
     *
     * @param to the receivers; not this node
     * @param packet what
     */
    record Send(List<NodeId> to, Packet.Control packet) implements Effect {}

    /**
     * Start an instance here.
     *
     * @param wanted what
     * @param epoch which instance
     * @param reason why
     * @param role what for
     */
    record Run(Intent.Wanted wanted, long epoch, StartReason reason, Role role) implements Effect {}

    /**
     * Start an instance here with the state of the one before it; it handles no message until it is resumed.
     *
     * @param run what
     * @param state as it was handed over; {@code null} when there is none
     * @param required whether it must not run without
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every move
    record Arrive(Run run, byte @Nullable [] state, boolean required) implements Effect {}

    /**
     * Ask an instance here to handle no more messages for now.
     *
     * @param id which process
     * @param epoch which instance
     * @param attempt comes back in the answer
     * @param state whether to ask for its state
     */
    record Hold(ProcessId id, long epoch, long attempt, boolean state) implements Effect {}

    /**
     * Ask an instance here to merge another state into its own.
     *
     * @param id which process
     * @param epoch which instance
     * @param attempt comes back in the answer
     * @param state of the other instance
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every merge
    record Merge(ProcessId id, long epoch, long attempt, byte[] state) implements Effect {}

    /**
     * Let an instance here go on.
     *
     * @param id which process
     * @param epoch which instance
     */
    record Resume(ProcessId id, long epoch) implements Effect {}

    /**
     * Give an instance here another role.
     *
     * @param id which process
     * @param epoch which instance
     * @param role what it is for from now on
     * @param term of the role; a later change has a greater one
     * @param told whether the process is notified
     */
    record Assign(ProcessId id, long epoch, Role role, long term, boolean told) implements Effect {}

    /**
     * Give an instance here a greater epoch.
     *
     * @param id which process
     * @param epoch which instance, by the epoch that it started with
     * @param next the epoch by which others know it from now on
     */
    record Raise(ProcessId id, long epoch, long next) implements Effect {}

    /**
     * Stop an instance here.
     *
     * @param id which process
     * @param epoch which instance
     * @param reason why
     */
    record Halt(ProcessId id, long epoch, StopReason reason) implements Effect {}

    /**
     * Forget an instance that has ended, with the messages that wait for it.
     *
     * @param id which process
     */
    record Discard(ProcessId id) implements Effect {}

    /**
     * Notify the hooks.
     *
     * @param event what happened
     */
    record Notify(HubEvent event) implements Effect {}

    /**
     * Answer a caller.
     *
     * @param call of the question
     * @param results one for each process, in the order of the question
     * @param rolledBack whether the call was undone
     */
    record AnswerStart(long call, List<StartResult> results, boolean rolledBack) implements Effect {}

    /**
     * Answer a caller.
     *
     * @param call of the question
     * @param results one for each process, in the order of the question
     */
    record AnswerStop(long call, List<StopResult> results) implements Effect {}

    /**
     * Answer a caller.
     *
     * @param call of the question
     * @param outcome what became of the other node
     */
    record AnswerDrain(long call, Drained outcome) implements Effect {}

    /** What became of a node that was asked to leave. */
    enum Drained {
        /** It said goodbye. */
        LEFT,
        /** It is gone without a goodbye. */
        LOST,
        /** It is a member still, though its time is up. */
        STILL_THERE,
        /** It was no member when it was to leave. */
        NOT_A_MEMBER,
        /** The hub on this node closed first. */
        HUB_CLOSED
    }

    /**
     * Answer a caller.
     *
     * @param call of the question
     * @param outcome whether this node has read everything
     */
    record AnswerCatchUp(long call, ReadBarriers.Outcome outcome) implements Effect {}

    /**
     * Answer a caller.
     *
     * @param call of the question
     * @param explanation of where a process runs
     */
    record AnswerExplanation(long call, Explanation explanation) implements Effect {}

    /**
     * Answer a caller.
     *
     * @param call of the question
     * @param prediction still to be worked out, elsewhere: there may be many processes
     */
    record AnswerDryRun(long call, Prediction prediction) implements Effect {}

    /**
     * Answer an instance that asked for a greater epoch.
     *
     * @param call of the question
     * @param epoch that it has now
     * @param refusal why it keeps the epoch that it had; {@code null} when it was raised
     */
    record AnswerRaise(long call, long epoch, @Nullable String refusal) implements Effect {}

    /**
     * Answer a caller who wants a majority to be counted from another number.
     *
     * @param call of the question
     * @param refusal why it is not; {@code null} when it is under way
     */
    record AnswerReset(long call, @Nullable String refusal) implements Effect {}

    /**
     * Put a question to the arbiter, off the hub's thread; give back an {@link Input.ArbiterReplied} in any case.
     *
     * @param question what
     */
    record AskArbiter(Quorum.Question question) implements Effect {}

    /**
     * Give back an {@link Input.TimePassed} later, instead of one asked for before.
     *
     * @param delay how much later
     */
    record Wake(Duration delay) implements Effect {}

    /**
     * No answer can come from a node any more.
     *
     * @param node which one
     */
    record GiveUpOn(NodeId node) implements Effect {}

    /**
     * Let callers see how the hub is doing.
     *
     * @param status how
     */
    record Publish(Status status) implements Effect {}

    /**
     * The hub has met its peers and knows what they know.
     *
     * @param silent peers that did not answer in time; usually empty
     * @param missing how many members it still lacks of its initial size after the time to wait for them
     */
    record Joined(List<NodeId> silent, int missing) implements Effect {}

    /**
     * A peer has another configuration. While the hub joins, this ends it.
     *
     * @param peer which one
     * @param differences what differs, seen from this node as the receiver
     */
    record Mismatched(NodeId peer, List<Packet.Difference> differences) implements Effect {}

    /** The hub has left: nothing runs here any more and no other node depends on it. */
    record Left() implements Effect {}

    /**
     * How the hub is doing, as its coordinator sees it.
     *
     * @param phase where it is in its life
     * @param membership who runs this hub, and what this node may do
     * @param registry what this node knows about the processes of all nodes
     * @param local how many instances run here
     * @param failure what the coordinator broke by; {@code null} unless it did
     * @param degraded what a strategy threw, so that earlier decisions stay; {@code null} when all is well
     */
    record Status(
            Phase phase,
            Membership membership,
            RegistryState registry,
            int local,
            @Nullable Throwable failure,
            @Nullable Throwable degraded) {

        /**
         * Who runs this hub, and what this node may do.
         *
         * @param nodes the members, including this node, sorted
         * @param quorum whether this node may run processes
         * @param advice what is missing for a quorum, and what would restore it, for people; when it is held, the lease
         *     of an arbiter that it needs, usually empty
         * @param redistributing whether something is learnt, started or moved here because the members changed
         */
        public record Membership(List<NodeId> nodes, boolean quorum, String advice, boolean redistributing) {}

        /**
         * What this node knows about the processes of all nodes.
         *
         * @param processes how many are wanted
         * @param waiting how many of them run in fewer instances than they should, or without an active one, and how
         *     many have changed and are not reconciled yet
         * @param digest equal on two nodes when callers see the same
         * @param refused how many packets and stretches of logs were refused, because readings in them are too far
         *     ahead
         * @param synchronization what the strategy of synchronization has done so far
         */
        public record RegistryState(
                int processes, int waiting, long digest, long refused, Synchronizer.Counters synchronization) {}

        /**
         * Before anything has happened.
         *
         * @param self the only node known
         * @return the status of a hub that begins to join
         */
        public static Status joining(NodeId self) {
            return new Status(
                    Phase.JOINING,
                    alone(self),
                    new RegistryState(0, 0, 0, 0, Synchronizer.Counters.NONE),
                    0,
                    null,
                    null);
        }

        /**
         * After the coordinator broke: this node has no part in the hub any more, and what it knew of the registry is
         * the last that it will know.
         *
         * @param self this node
         * @param cause what was thrown
         * @return the last status of the hub
         */
        public Status failed(NodeId self, Throwable cause) {
            return new Status(Phase.CLOSED, alone(self), registry, 0, cause, null);
        }

        private static Membership alone(NodeId self) {
            return new Membership(List.of(self), /* quorum= */ false, /* advice= */ "", /* redistributing= */ false);
        }

        /** The life of a hub. */
        public enum Phase {
            /** Looks for its peers and catches up with what they know. */
            JOINING,
            /** Runs processes. */
            RUNNING,
            /** Hands its processes over. */
            LEAVING,
            /** Stops what it could not hand over. */
            STOPPING,
            /** Has left. */
            CLOSED
        }
    }
}
