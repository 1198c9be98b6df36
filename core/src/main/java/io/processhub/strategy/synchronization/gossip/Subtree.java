package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import java.util.ArrayList;
import java.util.List;

/**
 * This node's part in one relay task: which parents gave it the task, which children have parts of its subtree, and
 * what has become of them. It is over when this node and all children are done, or given up.
 */
abstract class Subtree {
    private final long end;
    private final long begunNanos;
    private final List<Parent> parents = new ArrayList<>(1);
    private final List<Child> children = new ArrayList<>();
    private int open;
    private int unreached;
    private boolean over;

    /**
     * A node that gave this one the task.
     *
     * @param node waits for an acknowledgement
     * @param number that it gave the task
     */
    record Parent(NodeId node, long number) {}

    Subtree(long end, long begunNanos) {
        this.end = end;
        this.begunNanos = begunNanos;
    }

    /** {@return the task as it is given to a child} */
    abstract GossipMessage.RelayTask task(long number, long end);

    /** {@return whether this node has done its own part} */
    abstract boolean selfDone();

    /** {@return whether sending it takes longer than its way} */
    abstract boolean bulky();

    /** {@return how often it is sent to a silent member before that is given up} */
    abstract int triesMax();

    /** All members of the subtree are done or given up. */
    abstract void finish();

    /** {@return key at which the subtree ends} */
    long end() {
        return end;
    }

    long begunNanos() {
        return begunNanos;
    }

    void parent(Parent parent) {
        if (!parents.contains(parent)) {
            parents.add(parent);
        }
    }

    List<Parent> parents() {
        return parents;
    }

    List<Child> children() {
        return children;
    }

    void add(Child child) {
        children.add(child);
        open++;
    }

    /** A child is done or given up. */
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

    /** No node waits for it any more. */
    void abandon() {
        over = true;
        children.clear();
    }

    /** A part of the subtree, given to the member that it begins with. */
    static final class Child {
        final Subtree subtree;
        final NodeId node;
        final long number;
        final long end;

        /** The child is responsible for itself only: the rest of its part was given to another member. */
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

        Child(Subtree subtree, NodeId node, long number, long end) {
            this.subtree = subtree;
            this.node = node;
            this.number = number;
            this.end = end;
        }

        boolean closed() {
            return state == State.DONE || state == State.GIVEN_UP;
        }
    }
}
