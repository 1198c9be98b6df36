package io.processhub.coordinator;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Effect.Status.Phase;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * The generation of the hub, from one {@link Phase} to the next. It joins when it has met its peers and caught up with
 * them. When it leaves, placement leaves this node out, so the {@link Reconciler} hands everything over. When nothing
 * is left, or the grace period is over, the rest is stopped, and the hub says goodbye to its members.
 */
final class Lifecycle {

    /** How long an empty hub goes on to forward messages whose senders do not know yet where the process has moved. */
    private static final Duration LINGER = Duration.ofMillis(500);

    private final HubState state;
    private final Members members;
    private final Handovers handovers;
    private final HubContext context;
    private final Consumer<Phase> entered;

    /** Whether the time is over to wait for peers that do not answer. */
    private boolean metLate;

    /** Whether the time is over to wait for more peers. */
    private boolean sizeLate;

    private boolean hadInstances;
    private boolean lingering;

    /**
     * A hub that joins.
     *
     * @param entered called at each later phase, before anything follows from it here
     */
    Lifecycle(HubState state, Members members, Handovers handovers, HubContext context, Consumer<Phase> entered) {
        this.state = state;
        this.members = members;
        this.handovers = handovers;
        this.context = context;
        this.entered = entered;
        context.later(members.joining().timeout(), () -> metLate = true);
        context.later(members.joining().patience(), () -> sizeLate = true);
    }

    private void enter(Phase next) {
        members.enter(next);
        entered.accept(next);
    }

    /**
     * Joins, unless that has been done, when this node has met its peers and knows what they know, and the hub has its
     * initial size. It waits for either only for a time.
     */
    void checkJoined(boolean caughtUp) {
        boolean met = members.met() && caughtUp;
        int missing = Math.max(0, members.joining().initialSize() - members.count());
        if (members.phase() == Phase.JOINING && (met || metLate) && (missing == 0 || sizeLate)) {
            context.perform(new Effect.Joined(met ? List.of() : members.silent(), missing));
            enter(Phase.RUNNING);
        }
    }

    /** Begins to leave, unless that has begun already. */
    void leave(Duration grace) {
        if (members.phase().compareTo(Phase.RUNNING) > 0) {
            return;
        }
        hadInstances = state.instances().count() > 0;
        enter(Phase.LEAVING);
        context.later(grace, this::stopTheRest);
        state.instances().reportRemaining();
        if (grace.isZero()) {
            stopTheRest(); // before the first move begins: otherwise chance would decide which ones are in time
        }
    }

    private void stopTheRest() {
        if (members.phase() == Phase.LEAVING) {
            enter(Phase.STOPPING);
            state.instances().all().forEach(local -> state.instances().stop(local, StopReason.HUB_CLOSED));
        }
    }

    /** Goes on to leave when enough has been handed over, and to close when everything has stopped. */
    void checkLeft() {
        if (members.phase() == Phase.LEAVING) {
            checkHandedOver();
        }
        if (members.phase() == Phase.STOPPING && state.instances().count() == 0) {
            close();
        }
    }

    private void checkHandedOver() {
        boolean empty = state.instances().count() == 0 && !handovers.owesAnswers();
        if (state.placement().candidates() == 0 || (empty && !hadInstances)) {
            stopTheRest();
        } else if (empty && !lingering) {
            lingering = true;
            context.later(LINGER, this::stopTheRest);
        }
    }

    private void close() {
        enter(Phase.CLOSED);
        List<NodeId> peers = members.all().stream()
                .filter(peer -> !peer.equals(state.self()))
                .toList();
        context.send(peers, new Packet.Goodbye());
        context.answer(new Effect.Left());
    }
}
