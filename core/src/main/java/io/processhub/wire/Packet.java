package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessException;
import io.processhub.quorum.QuorumMemory;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.text.WellFormed;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A message between the hubs of two nodes. The permitted subtypes are the protocol. Immutable, apart from the bytes of
 * bodies and states.
 */
public sealed interface Packet {

    /** A message between process references. The coordinator does not receive it. */
    sealed interface Mail extends Packet {}

    /**
     * Mail with a number, by which the receiver discards duplicates.
     *
     * @param number greater than the number of all earlier mail from this sender to this receiver; positive
     * @param mail the mail
     */
    record Numbered(long number, Mail mail) implements Packet {}

    /** A message between coordinators. */
    sealed interface Control extends Packet {}

    /** A message by which nodes become members and cease to be members; accepted from every node. */
    sealed interface Membership extends Control {}

    /** A message that is accepted from members only. */
    sealed interface Business extends Control {}

    /**
     * The first message between two nodes of a hub; sent again when its content has changed.
     *
     * @param reply whether the sender requests a Hello in return
     * @param configuration the sender's options, which must be equal on all nodes; name to value
     * @param profile properties of the sender that placement uses
     * @param generation version at which the sender's log begins; identifies the generation of the log
     * @param head version up to which the sender has written its log
     * @param clocks of the sender
     * @param memory what the sender remembers for the partition strategy
     */
    record Hello(
            boolean reply,
            SortedMap<String, String> configuration,
            Profile profile,
            long generation,
            long head,
            Clocks clocks,
            QuorumMemory memory)
            implements Membership {}

    /**
     * The clocks of a node when it sends.
     *
     * @param time of the hub there, in milliseconds since 1970
     * @param wall its wall clock, in milliseconds since 1970
     * @param reading the greatest that it has made or heard of
     */
    record Clocks(long time, long wall, long reading) {
        /** Those of a node that does not say: it speaks an earlier version. */
        public static final Clocks UNTOLD = new Clocks(0, 0, 0);
    }

    /**
     * The properties of a node that placement uses.
     *
     * @param weight its share relative to the others
     * @param zone the failure zone of the node; empty for none
     * @param traits its labels, and the process types that it knows
     * @param leaving whether the node hands its processes over in order to leave
     */
    record Profile(double weight, String zone, Traits traits, boolean leaving) {

        /**
         * The node in another state.
         *
         * @param value whether it leaves
         * @return a changed copy
         */
        public Profile leaving(boolean value) {
            return new Profile(weight, zone, traits, value);
        }

        /**
         * The node as a place for processes.
         *
         * @param node its identity
         * @return the candidate
         */
        public Candidate candidate(NodeId node) {
            return new Candidate(node, weight, zone, traits);
        }
    }

    /**
     * The answer to a {@link Hello} with another configuration: the two nodes do not accept each other as members.
     *
     * @param differences the options that differ; not empty
     */
    record Mismatch(List<Difference> differences) implements Membership {}

    /**
     * One option that differs between two nodes.
     *
     * @param option its name
     * @param sender value on the sender of this message; empty when it lacks the option
     * @param receiver value on the receiver of this message; empty when it lacks the option
     */
    record Difference(String option, String sender, String receiver) {}

    /** The last message of a node: its hub is closed. */
    record Goodbye() implements Membership {}

    /**
     * A message between synchronizers.
     *
     * @param message the message
     * @param scores how loaded some nodes are, which goes along; those of nodes that the receiver cannot reach get lost
     */
    record Synchronize(SyncMessage message, List<Score> scores) implements Business {
        /**
         * A message with which nothing goes along.
         *
         * @param message the message
         */
        public Synchronize(SyncMessage message) {
            this(message, List.of());
        }
    }

    /**
     * How loaded a node was.
     *
     * @param node which one
     * @param load not negative; nine binary digits of it are sent
     * @param copies how many copies of processes it ran; not negative
     * @param age how long ago that was, in milliseconds; not negative
     */
    record Score(NodeId node, double load, int copies, int age) {}

    /**
     * Asks the owners of processes to start them, without waiting for anti-entropy.
     *
     * @param intents to run
     * @param moving whether the sender runs the processes and intends to hand them over
     */
    record Start(List<Intent> intents, boolean moving) implements Business {}

    /**
     * Notifies the writer of intents that this node could not fulfil.
     *
     * @param failures one for each process
     */
    record StartFailed(List<Failure> failures) implements Business {}

    /**
     * The reason why a node could not start a process.
     *
     * @param id the process
     * @param intentStamp stamp of the intent that the start was for
     * @param reason the failure
     */
    record Failure(ProcessId id, Stamp intentStamp, String reason) {}

    /**
     * Asks the nodes that run processes to stop them, without waiting for anti-entropy.
     *
     * @param intents to stop
     */
    record Stop(List<Intent> intents) implements Business {}

    /**
     * Asks the receiver how far it has written its log.
     *
     * @param question chosen by the sender; repeated in the answer
     */
    record AskHead(long question) implements Business {}

    /**
     * The answer to an {@link AskHead}.
     *
     * @param question of the sender of that
     * @param head version up to which the log was written when this was sent
     */
    record TellHead(long question, long head) implements Business {}

    /**
     * Asks the receiver to leave, as its own {@code close} does.
     *
     * @param grace the time to hand its processes over
     * @param generation identifies the generation of the receiver's log, so that a hub opened there later ignores the
     *     request
     */
    record Leave(Duration grace, long generation) implements Business {}

    /**
     * Part of the handover of a process from one node to another.
     *
     * @param id which process
     * @param attempt chosen by the source; greater than those before
     * @param message of the source or of the target
     */
    record Handover(ProcessId id, long attempt, HandoverMessage message) implements Business {}

    /**
     * A message for a process, delivered at most once and without an answer.
     *
     * @param id the process
     * @param body the message
     * @param hops how many nodes have forwarded it
     */
    record Tell(ProcessId id, Body body, int hops) implements Mail {
        /**
         * Creates mail that no node has forwarded.
         *
         * @param id the process
         * @param body the message
         */
        public Tell(ProcessId id, Body body) {
            this(id, body, 0);
        }
    }

    /**
     * A message for a process that requires a reply.
     *
     * @param call chosen by the asking node; repeated in the reply
     * @param id the process
     * @param body the message
     * @param hops how many nodes have forwarded it
     * @param asker the node that receives the reply; {@code null} for the sender
     */
    record Ask(
            long call,
            ProcessId id,
            Body body,
            int hops,
            @Nullable NodeId asker) implements Mail {
        /**
         * Creates mail that no node has forwarded.
         *
         * @param call chosen by the sender; repeated in the reply
         * @param id the process
         * @param body the message
         */
        public Ask(long call, ProcessId id, Body body) {
            this(call, id, body, 0, null);
        }
    }

    /**
     * Notifies the asking node that an {@link Ask} was forwarded to another node, which will reply.
     *
     * @param call of the ask
     * @param to the other node
     * @param hops how many nodes have forwarded it
     */
    record Forwarded(long call, NodeId to, int hops) implements Mail {}

    /**
     * The reply to an {@link Ask}.
     *
     * @param call of the ask
     * @param body the reply
     */
    record Reply(long call, Body body) implements Mail {}

    /**
     * The failure of an {@link Ask}.
     *
     * @param call of the ask
     * @param reason what the caller may conclude
     * @param detail the rest of a sentence whose subject is the process
     */
    record Refusal(long call, ProcessException.Reason reason, String detail) implements Mail {

        /** Repairs the detail, which may quote what user code threw. */
        public Refusal {
            detail = WellFormed.repaired(detail);
        }
    }

    /**
     * An encoded message.
     *
     * @param type its registered name
     * @param bytes belongs to the packet
     * @param headers go with it; belong to the packet, often none
     */
    @SuppressWarnings("ArrayRecordComponent") // mail is never compared, and copying it would cost every message
    record Body(String type, byte[] bytes, Map<String, String> headers) {}

    /**
     * A message between the source and the target of a handover: of the move of one process, or of a conflict between
     * two copies of it, of which only the target's survives. A source names its attempt, a target the ticket under
     * which it takes the state, so that a message of an earlier attempt, or one that was on its way for long, has no
     * effect.
     */
    sealed interface HandoverMessage {

        /** A message of the source. */
        sealed interface FromSource extends HandoverMessage {}

        /** A message of the target. */
        sealed interface FromTarget extends HandoverMessage {}

        /** The first message of the source. */
        sealed interface Question extends FromSource {
            /** {@return the epoch of the source's copy} */
            long epoch();

            /** {@return the epochs of the copies whose states the source's copy contains} */
            List<Long> lineage();
        }

        /**
         * Asks the target to run the process.
         *
         * @param intent that it runs
         * @param epoch of the instance of the source
         * @param activeSince its term when it is active, else 0
         * @param required whether an instance that cannot take over the state must not run
         * @param lineage of the instance of the source
         */
        record Offer(Intent intent, long epoch, long activeSince, boolean required, List<Long> lineage)
                implements Question {}

        /**
         * Reports that the target's copy is the later one and survives the conflict: the source's copy will stop, and
         * offers its state.
         *
         * @param epoch of the instance of the source
         * @param survivor epoch of the instance of the target
         * @param state whether the instance of the source can hand out its state
         * @param lineage of the instance of the source
         */
        record Conflict(long epoch, long survivor, boolean state, List<Long> lineage) implements Question {}

        /**
         * A part of the state.
         *
         * @param ticket that the target issued
         * @param present whether the source's copy has a state
         * @param total the length of the whole state, in bytes
         * @param from the offset at which this part begins, in bytes
         * @param bytes owned by the packet: the caller must not change them
         */
        @SuppressWarnings("ArrayRecordComponent") // never compared, and copying it would cost every move
        record Part(long ticket, boolean present, int total, int from, byte[] bytes) implements FromSource {}

        /** Do not start it, unless you have already; answer which it is. */
        record Withdraw() implements FromSource {}

        /**
         * Accepts the offer.
         *
         * @param ticket that every part must carry
         */
        record Ready(long ticket) implements FromTarget {}

        /**
         * Confirms the beginning of the state.
         *
         * @param ticket of the parts
         * @param upTo the number of bytes received without a gap
         */
        record Received(long ticket, int upTo) implements FromTarget {}

        /** The process runs here with the state, or the copy here has merged it. */
        record Arrived() implements FromTarget {}

        /** The copy here survives, and does not take the state of yours. */
        record Settled() implements FromTarget {}

        /**
         * Reports that the target does not run the process and will not do so in this attempt.
         *
         * @param reason why, a clause of a sentence
         */
        record Refused(String reason) implements FromTarget {}
    }
}
