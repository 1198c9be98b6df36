package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessId;
import io.processhub.registry.Intent;
import io.processhub.registry.Stamp;
import io.processhub.strategy.synchronization.Content;
import java.time.Duration;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** What the hubs of two nodes say to one another. The list of subtypes is the protocol. */
public sealed interface Packet {

    /** What references exchange; never seen by the coordinator. */
    sealed interface Mail extends Packet {}

    /**
     * Mail as it is under way, so that what arrives twice is taken once.
     *
     * @param number greater than all before from this sender to this receiver; positive
     * @param mail what is sent
     */
    record Numbered(long number, Mail mail) implements Packet {}

    /** What coordinators exchange. */
    sealed interface Control extends Packet {}

    /** How nodes become members, and cease to be; anybody may say it. */
    sealed interface Membership extends Control {}

    /** What only members listen to each other about. */
    sealed interface Business extends Control {}

    /**
     * The first thing two nodes of a hub say to each other, and again when what it says has changed.
     *
     * @param reply whether the sender wants to be greeted in turn
     * @param configuration the sender's options, to be equal on all nodes; name to value
     * @param profile what placement needs to know of the sender
     * @param base version at which the sender's log begins
     * @param head version up to which the sender has written its log
     */
    record Hello(boolean reply, SortedMap<String, String> configuration, Profile profile, long base, long head)
            implements Membership {}

    /**
     * What placement needs to know of a node.
     *
     * @param weight its share relative to the others
     * @param zone what it shares its fate with; empty for none
     * @param leaving whether it gives its processes away
     */
    record Profile(double weight, String zone, boolean leaving) {}

    /**
     * The answer to a {@link Hello} with another configuration: the two do not become members of each other.
     *
     * @param differences what differs; not empty
     */
    record Mismatch(List<Difference> differences) implements Membership {}

    /**
     * One option that differs between two nodes.
     *
     * @param option its name
     * @param sender value on the node that sends this; empty when it lacks the option
     * @param receiver value on the node that hears this; empty when it lacks the option
     */
    record Difference(String option, String sender, String receiver) {}

    /** The last thing a node says to the others: its hub is closed. */
    record Goodbye() implements Membership {}

    /**
     * What synchronizers tell one another.
     *
     * @param content what
     */
    record Synchronize(Content content) implements Business {}

    /**
     * Asks the owners of processes to start them; the direct way that does not wait for the registry to spread.
     *
     * @param intents wishes to run
     * @param moving whether the sender runs them and wants to be rid of them
     */
    record Start(List<Intent> intents, boolean moving) implements Business {}

    /**
     * Tells who uttered wishes that this node could not fulfil.
     *
     * @param failures one for each process
     */
    record StartFailed(List<Failure> failures) implements Business {}

    /**
     * Why a node could not start a process.
     *
     * @param id which process
     * @param wish stamp of the intent it was to be started for
     * @param reason what went wrong
     */
    record Failure(ProcessId id, Stamp wish, String reason) {}

    /**
     * Asks the hosts of processes to stop them; the direct way that does not wait for the registry to spread.
     *
     * @param intents wishes not to run
     */
    record Stop(List<Intent> intents) implements Business {}

    /**
     * Asks the receiver to leave, as its own {@code close} does.
     *
     * @param grace how long it has to hand its processes over
     * @param base of the hub that is meant, not of one that was opened there since then
     */
    record Leave(Duration grace, long base) implements Business {}

    /**
     * Part of the handover of a process from one node to another.
     *
     * @param id which process
     * @param attempt chosen by the source; greater than those before
     * @param message of the source or of the target
     */
    record Handover(ProcessId id, long attempt, HandoverMessage message) implements Business {}

    /**
     * A message for a process; at most once, no answer.
     *
     * @param id which process
     * @param body the message
     * @param hops how often it was passed on
     */
    record Tell(ProcessId id, Body body, int hops) implements Mail {
        /**
         * Not passed on by anybody.
         *
         * @param id which process
         * @param body the message
         */
        public Tell(ProcessId id, Body body) {
            this(id, body, 0);
        }
    }

    /**
     * A message for a process that asks for a reply.
     *
     * @param call chosen by the asker; comes back in the reply
     * @param id which process
     * @param body the message
     * @param hops how often it was passed on
     * @param asker who gets the reply; {@code null} for the sender
     */
    record Ask(
            long call,
            ProcessId id,
            Body body,
            int hops,
            @Nullable NodeId asker) implements Mail {
        /**
         * Not passed on by anybody.
         *
         * @param call chosen by the sender; comes back in the reply
         * @param id which process
         * @param body the message
         */
        public Ask(long call, ProcessId id, Body body) {
            this(call, id, body, 0, null);
        }
    }

    /**
     * An {@link Ask} was passed on to another node, which will reply.
     *
     * @param call of the ask
     * @param to the other node
     * @param hops how often it was passed on
     */
    record PassedOn(long call, NodeId to, int hops) implements Mail {}

    /**
     * The reply to an {@link Ask}.
     *
     * @param call of the ask
     * @param body the reply
     */
    record Reply(long call, Body body) implements Mail {}

    /**
     * The bad end of an {@link Ask}.
     *
     * @param call of the ask
     * @param reason what may be concluded
     * @param detail the rest of a sentence that begins with the process
     */
    record Refusal(long call, ProcessException.Reason reason, String detail) implements Mail {}

    /**
     * An encoded message.
     *
     * @param type its registered name
     * @param bytes belongs to the packet
     */
    @SuppressWarnings("ArrayRecordComponent") // mail is never compared, and copying it would cost every message
    record Body(String type, byte[] bytes) {}
}
