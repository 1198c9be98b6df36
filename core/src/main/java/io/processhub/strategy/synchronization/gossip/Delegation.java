package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.synchronization.Content;
import java.util.ArrayList;
import java.util.List;

/**
 * This node's responsibility for one errand in one run: who gave it, to whom parts of the run were given, and what has
 * become of them. It is over when this node and all parts are done, or given up.
 */
abstract class Delegation {
    private final long end;
    private final long begunNanos;
    private final List<Sponsor> sponsors = new ArrayList<>(1);
    private final List<Child> children = new ArrayList<>();
    private int open;
    private int unreached;
    private boolean over;

    /**
     * Who made this node responsible.
     *
     * @param node waits for a receipt
     * @param number that it gave the errand
     */
    record Sponsor(NodeId node, long number) {}

    Delegation(long end, long begunNanos) {
        this.end = end;
        this.begunNanos = begunNanos;
    }

    /** {@return the errand as it is given to others} */
    abstract Content.Errand errand(long number, long end);

    /** {@return whether this node has done its own part} */
    abstract boolean selfDone();

    /** {@return whether it takes long to send} */
    abstract boolean bulky();

    /** {@return how often a silent member is tried before it is given up} */
    abstract int triesMax();

    /** Everything in the run is done or given up. */
    abstract void finish();

    /** {@return key at which the run ends} */
    long end() {
        return end;
    }

    long begunNanos() {
        return begunNanos;
    }

    void sponsor(Sponsor sponsor) {
        if (!sponsors.contains(sponsor)) {
            sponsors.add(sponsor);
        }
    }

    List<Sponsor> sponsors() {
        return sponsors;
    }

    List<Child> children() {
        return children;
    }

    /** {@return how many parts are neither done nor given up} */
    int open() {
        return open;
    }

    void add(Child child) {
        children.add(child);
        open++;
    }

    /** A part is done or given up. */
    void close(Child child, Child.State state) {
        if (!child.closed()) {
            child.state = state;
            open--;
        }
    }

    /** {@return how many members could not be reached} */
    int unreached() {
        return unreached;
    }

    void missed(int members) {
        unreached += members;
    }

    boolean over() {
        return over;
    }

    /** Finishes when nothing is open any more; once. */
    void check() {
        if (!over && open == 0 && selfDone()) {
            over = true;
            finish();
            children.clear();
        }
    }

    /** Nobody waits for it any more. */
    void abandon() {
        over = true;
        children.clear();
    }

    /** A part of the run, given to the member that it begins with. */
    static final class Child {
        final Delegation delegation;
        final NodeId node;
        final long number;
        final long end;

        /** The receiver is answerable for itself only: the rest of its run was given to another. */
        boolean alone;

        State state = State.SENT;
        int tries;
        long sentNanos;

        enum State {
            SENT,
            BEGUN,
            DONE,
            GIVEN_UP
        }

        Child(Delegation delegation, NodeId node, long number, long end) {
            this.delegation = delegation;
            this.node = node;
            this.number = number;
            this.end = end;
        }

        boolean closed() {
            return state == State.DONE || state == State.GIVEN_UP;
        }
    }
}
