package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.Site;
import io.processhub.strategy.synchronization.gossip.Delegation.Child;
import io.processhub.strategy.synchronization.gossip.Delegation.Sponsor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Gives errands to others and sees to it that they are done. What is not acknowledged is sent again; when that came to
 * nothing three times, the rest of the silent member's run is given to the next one in it as well; in the end the
 * member is given up and left to the {@link Suspects}.
 */
final class Errands {
    private static final int TRIES_BEFORE_REROUTE = 3;
    private static final int INQUIRIES_MAX = 4;
    private static final int DOUBLINGS_MAX = 8;

    /** Few enough to need three bytes each in the first thousands of errands. */
    private static final int FIRST_NUMBER_MAX = 1 << 12;

    private final Site site;
    private final Gossip settings;
    private final Supplier<Ring> ring;
    private final Suspects suspects;
    private final RoundTrips roundTrips = new RoundTrips();
    private final Tally tally;
    private final Map<Long, Child> children = new LinkedHashMap<>();
    private long nextNumber;

    Errands(Site site, Gossip settings, Supplier<Ring> ring, Suspects suspects, Tally tally) {
        this.site = site;
        this.settings = settings;
        this.ring = ring;
        this.suspects = suspects;
        this.tally = tally;
        this.nextNumber = 1L + site.random().nextInt(FIRST_NUMBER_MAX);
    }

    Tally tally() {
        return tally;
    }

    /** Gives the parts of a run to others. */
    void delegate(Delegation delegation) {
        Ring now = ring.get();
        List<Ring.Leg> legs = delegation.bulky()
                ? now.splitNarrow(delegation.end(), settings.recipients())
                : now.split(delegation.end(), settings.recipients());
        legs.forEach(leg -> give(delegation, leg.node(), leg.end()));
    }

    /** A suspect is passed over: its probe is all that it gets. */
    private void give(Delegation delegation, NodeId first, long end) {
        NodeId node = first;
        while (node != null && suspects.contains(node)) {
            delegation.missed(1);
            node = ring.get().after(node, end);
        }
        if (node != null) {
            var child = new Child(delegation, node, nextNumber++, end);
            children.put(child.number, child);
            delegation.add(child);
            send(child);
        }
    }

    private void send(Child child) {
        child.sentNanos = site.nanos();
        tally.sent(child.tries > 0);
        long end = child.alone ? Ring.key(child.node) + 1 : child.end;
        site.send(List.of(child.node), child.delegation.errand(child.number, end));
        int doublings = Math.clamp(child.tries - TRIES_BEFORE_REROUTE + 1, 0, DOUBLINGS_MAX);
        wait(child, roundTrips.patience(child.node) << doublings);
    }

    private void wait(Child child, long nanos) {
        int tries = child.tries;
        Child.State state = child.state;
        site.after(Duration.ofNanos(nanos), () -> {
            if (child.tries == tries && child.state == state && !child.delegation.over() && !child.closed()) {
                overdue(child);
            }
        });
    }

    private void overdue(Child child) {
        child.tries++;
        boolean late = site.nanos() - child.delegation.begunNanos()
                > 2 * settings.interval().toNanos();
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
        if (child.tries >= child.delegation.triesMax()) {
            giveUp(child);
            suspects.suspect(child.node);
        } else {
            send(child);
        }
    }

    /** It has begun, but its run takes long: perhaps only the receipt was lost. */
    private void inquire(Child child) {
        if (child.tries > INQUIRIES_MAX) {
            reroute(child);
            giveUp(child);
        } else {
            site.send(List.of(child.node), new Content.Inquiry(List.of(child.number)));
            wait(child, roundTrips.patience(child.node));
        }
    }

    /** Gives what follows a member in its run to the next one. */
    private void reroute(Child child) {
        NodeId next = child.alone ? null : ring.get().after(child.node, child.end);
        child.alone = true;
        if (next != null) {
            tally.rerouted();
            give(child.delegation, next, child.end);
        }
    }

    private void giveUp(Child child) {
        child.delegation.missed(1);
        close(child, Child.State.GIVEN_UP);
    }

    private void close(Child child, Child.State state) {
        children.remove(child.number);
        child.delegation.close(child, state);
        child.delegation.check();
    }

    /** Members may be gone: what they were responsible for goes to the next ones at once. */
    void onMembers() {
        if (children.isEmpty() && roundTrips.none()) {
            return; // there is nothing to ask the ring for, which may then change many times before it is made
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

    // ---- receipts

    void onReceipts(NodeId from, Content.Receipts receipts) {
        receipts.begun().forEach(number -> begun(from, number));
        receipts.done().forEach(number -> done(from, number));
        receipts.unknown().forEach(number -> unknown(from, number));
    }

    private void begun(NodeId from, long number) {
        Child child = expected(from, number);
        if (child != null) {
            learnRoundTrip(child);
            child.state = Child.State.BEGUN;
            child.tries = 0;
            int levels = Integer.SIZE - Integer.numberOfLeadingZeros(ring.get().size());
            wait(child, roundTrips.patience(from) * (3 + 2L * levels));
        }
    }

    void done(NodeId from, long number) {
        Child child = expected(from, number);
        if (child != null) {
            learnRoundTrip(child);
            close(child, Child.State.DONE);
        }
    }

    /** {@return what a member was made responsible for, if it is still waited for; {@code null} otherwise} */
    @Nullable
    Child expected(NodeId from, long number) {
        Child child = children.get(number);
        return child != null && child.node.equals(from) ? child : null;
    }

    /** It has forgotten, or never heard. */
    private void unknown(NodeId from, long number) {
        Child child = expected(from, number);
        if (child != null) {
            child.state = Child.State.SENT;
            send(child);
        }
    }

    private void learnRoundTrip(Child child) {
        if (child.tries == 0 && child.state == Child.State.SENT) {
            roundTrips.sample(child.node, site.nanos() - child.sentNanos);
        }
    }

    /** Waits no longer for what was given out in a delegation. */
    void release(Delegation delegation) {
        for (Child child : List.copyOf(delegation.children())) {
            if (!child.closed()) {
                children.remove(child.number);
                delegation.missed(1);
                delegation.close(child, Child.State.GIVEN_UP);
            }
        }
    }

    static void acknowledge(ReceiptBook receipts, Sponsor sponsor, Delegation delegation) {
        if (delegation.over()) {
            receipts.done(sponsor.node(), sponsor.number());
        } else {
            receipts.begun(sponsor.node(), sponsor.number());
        }
    }
}
