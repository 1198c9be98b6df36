package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.synchronization.Synchronizer.Counter;
import io.processhub.strategy.synchronization.gossip.Subtree.Child;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives parts of subtrees to children and sees to it that they are done. A task that is not acknowledged is sent again;
 * after three attempts in vain, the rest of the silent child's part is given to the next member in it as well; in the
 * end the child is given up and left to the {@link Suspects}.
 */
final class RelayTasks {
    private static final int TRIES_BEFORE_REROUTE = 3;
    private static final int INQUIRIES_MAX = 4;
    private static final int DOUBLINGS_MAX = 8;

    /** Few enough to need two bytes each in the first thousands of tasks. */
    private static final int FIRST_NUMBER_MAX = 1 << 12;

    private final GossipContext context;
    private final Supplier<Ring> ring;
    private final Suspects suspects;
    private final RoundTrips roundTrips = new RoundTrips();
    private final Map<Long, Child> children = new LinkedHashMap<>();
    private long nextNumber;

    RelayTasks(GossipContext context, Supplier<Ring> ring, Suspects suspects) {
        this.context = context;
        this.ring = ring;
        this.suspects = suspects;
        this.nextNumber = 1L + context.random().nextInt(FIRST_NUMBER_MAX);
    }

    /** Gives all parts of a subtree to children. */
    void delegate(Subtree subtree) {
        Ring now = ring.get();
        int fanOut = context.settings().fanOut(now.size(), subtree.bulky());
        now.split(subtree.end(), fanOut).forEach(leg -> give(subtree, leg.node(), leg.end()));
    }

    /** Bypasses suspects: probes are all that they are sent. */
    private void give(Subtree subtree, NodeId first, long end) {
        NodeId node = first;
        while (node != null && suspects.contains(node)) {
            subtree.missed(1);
            node = ring.get().after(node, end);
        }
        if (node != null) {
            var child = new Child(subtree, node, nextNumber++, end);
            children.put(child.number, child);
            subtree.add(child);
            send(child);
        }
    }

    private void send(Child child) {
        child.sentNanos = context.nanos();
        context.tally().sent(child.tries > 0);
        long end = child.alone ? Ring.key(child.node) + 1 : child.end;
        context.send(child.node, child.subtree.task(child.number, end));
        int doublings = Math.clamp(child.tries - TRIES_BEFORE_REROUTE + 1, 0, DOUBLINGS_MAX);
        wait(child, roundTrips.patience(child.node) << doublings);
    }

    /** Where this node itself was late, the answer may be among what it has not handled yet. */
    private void wait(Child child, long nanos) {
        int tries = child.tries;
        Child.State state = child.state;
        long due = context.nanos() + nanos;
        context.after(Duration.ofNanos(nanos), () -> {
            boolean waits = child.tries == tries && child.state == state && !child.subtree.over() && !child.closed();
            if (waits && context.nanos() - due > nanos) {
                wait(child, nanos);
            } else if (waits) {
                overdue(child);
            }
        });
    }

    private void overdue(Child child) {
        child.tries++;
        boolean late = context.nanos() - child.subtree.begunNanos()
                > 2 * context.settings().interval().toNanos();
        if (late) {
            giveUp(child);
        } else if (child.state == Child.State.BEGUN) {
            inquire(child);
        } else {
            sendAgain(child);
        }
    }

    private void sendAgain(Child child) {
        if (child.tries == TRIES_BEFORE_REROUTE) {
            reroute(child);
        }
        if (child.tries >= child.subtree.triesMax()) {
            giveUp(child);
            suspects.suspect(child.node);
        } else {
            send(child);
        }
    }

    /** The child has begun, but its part takes long: perhaps only the acknowledgement was lost. */
    private void inquire(Child child) {
        if (child.tries > INQUIRIES_MAX) {
            reroute(child);
            giveUp(child);
        } else {
            context.send(child.node, new GossipMessage.Inquiry(List.of(child.number)));
            wait(child, roundTrips.patience(child.node));
        }
    }

    /** Gives what follows a child in its part to the next member there. */
    private void reroute(Child child) {
        NodeId next = child.alone ? null : ring.get().after(child.node, child.end);
        child.alone = true;
        if (next != null) {
            context.tally().add(Counter.REROUTED);
            give(child.subtree, next, child.end);
        }
    }

    private void giveUp(Child child) {
        child.subtree.missed(1);
        close(child, Child.State.GIVEN_UP);
    }

    private void close(Child child, Child.State state) {
        children.remove(child.number);
        child.subtree.close(child, state);
        child.subtree.check();
    }

    /** Members may be gone: their parts go to the next members at once. */
    void onMembers() {
        if (children.isEmpty() && roundTrips.none()) {
            return; // then the ring is not needed, and may change many times before it is made
        }
        Ring now = ring.get();
        roundTrips.retain(now);
        List<Child> lost = new ArrayList<>();
        children.values().stream().filter(child -> !now.contains(child.node)).forEach(lost::add);
        for (Child child : lost) {
            if (!child.closed()) {
                reroute(child);
                close(child, Child.State.GIVEN_UP);
            }
        }
    }

    // ---- acknowledgements

    void onAcks(NodeId from, GossipMessage.Acks acks) {
        acks.begun().forEach(number -> begun(from, number));
        acks.done().forEach(number -> done(from, number));
        acks.unknown().forEach(number -> unknown(from, number));
    }

    private void begun(NodeId from, long number) {
        Child child = expected(from, number);
        if (child != null) {
            learnRoundTrip(child);
            child.state = Child.State.BEGUN;
            child.tries = 0;
            wait(child, roundTrips.patience(from) * (3 + 2L * levels()));
        }
    }

    /** {@return no less than how often a task is relayed in the largest part} */
    private int levels() {
        int members = ring.get().size();
        return context.settings().recipients() == 1 ? members : Integer.SIZE - Integer.numberOfLeadingZeros(members);
    }

    void done(NodeId from, long number) {
        Child child = expected(from, number);
        if (child != null) {
            learnRoundTrip(child);
            close(child, Child.State.DONE);
        }
    }

    /** {@return the part with this number, if it is waited for and was given to that member; else {@code null}} */
    @Nullable
    Child expected(NodeId from, long number) {
        Child child = children.get(number);
        return child != null && child.node.equals(from) ? child : null;
    }

    /** The child has forgotten the task, or never received it. */
    private void unknown(NodeId from, long number) {
        Child child = expected(from, number);
        if (child != null) {
            child.state = Child.State.SENT;
            send(child);
        }
    }

    private void learnRoundTrip(Child child) {
        if (child.tries == 0 && child.state == Child.State.SENT) {
            roundTrips.sample(child.node, context.nanos() - child.sentNanos);
        }
    }

    /** Waits no longer for what was given out in a subtree. */
    void release(Subtree subtree) {
        for (Child child : List.copyOf(subtree.children())) {
            if (!child.closed()) {
                children.remove(child.number);
                subtree.missed(1);
                subtree.close(child, Child.State.GIVEN_UP);
            }
        }
    }
}
