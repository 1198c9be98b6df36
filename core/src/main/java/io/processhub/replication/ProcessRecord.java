package io.processhub.replication;

import io.processhub.cluster.NodeId;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about one process: the entries of each origin log about it, and the state derived from them.
 * Confined to the hub's thread, except {@link #registration}, which any thread may read.
 *
 * <p>It is the view of the first log that has an entry about the process, and begins the chain of the others: most
 * processes are mentioned in one log or two, so this saves an object for each.
 */
public final class ProcessRecord extends OriginView {
    private final ProcessId id;
    private @Nullable Intent latest;

    /** Whether the latest intent is a tombstone that no log has any more. */
    private boolean retained;

    private boolean queued;

    /** Whether something has changed that {@link #registration} does not show yet. */
    private boolean unpublished;

    /** See {@link Marks}. */
    private byte marks;

    private List<NodeId> owners = List.of();

    /** The state that callers see; {@code null} while there is no intent to run the process. */
    private volatile @Nullable Registration registration;

    /** Of a process of which a log is about to mention something. */
    ProcessRecord(ProcessId id, OriginLog log) {
        super(log);
        this.id = id;
    }

    /** {@return the process} */
    public ProcessId id() {
        return id;
    }

    /** {@return the latest intent for it; {@code null} when none is known} */
    public @Nullable Intent intent() {
        return latest;
    }

    /** {@return the state that callers see; {@code null} while there is no intent to run the process} */
    public @Nullable Registration registration() {
        return registration;
    }

    /**
     * Returns the copy on a node.
     *
     * @param node a member
     * @return the instance; {@code null} when none runs there
     */
    public @Nullable Instance instanceOn(NodeId node) {
        OriginView view = find(node);
        return view == null ? null : view.instance();
    }

    /**
     * Returns whether the last entry of a node is that its copy crashed.
     *
     * @param node a member
     * @return true until the node runs a copy again, or every member has received the entry
     */
    public boolean crashedOn(NodeId node) {
        OriginView view = find(node);
        return view != null && view.ended() == EndCause.CRASHED;
    }

    /**
     * Returns whether a node runs a copy, or is known to have tried.
     *
     * @param node a member
     * @return true when it runs one, or the last one crashed
     */
    public boolean runsOrCrashedOn(NodeId node) {
        return instanceOn(node) != null || crashedOn(node);
    }

    /**
     * Returns whether other nodes have parked the process for the latest intent or a later one.
     *
     * @param node a member, which does not count
     * @return true while it is parked somewhere else
     */
    public boolean parkedBesides(NodeId node) {
        for (OriginView view = this; view != null; view = view.next) {
            if (!view.log().origin().equals(node) && parkedOn(view.log().origin())) {
                return true;
            }
        }
        return false;
    }

    /**
     * Returns whether a node has parked the process for the latest intent or a later one.
     *
     * @param node a member
     * @return true while it is parked there
     */
    public boolean parkedOn(NodeId node) {
        Stamp parked = parking(node);
        return parked != null && latest != null && latest.stamp().compareTo(parked) <= 0;
    }

    /**
     * Returns the intent for which a node has parked the process.
     *
     * @param node any node
     * @return stamp of the intent that it cannot fulfil; {@code null} when there is none
     */
    public @Nullable Stamp parking(NodeId node) {
        OriginView view = find(node);
        return view != null && view.log().live() && view.absence() instanceof Presence.Parked parked
                ? parked.intentStamp()
                : null;
    }

    /**
     * Returns the intent that a node carries.
     *
     * @param node any node
     * @return the intent in its log; {@code null} when there is none
     */
    public @Nullable Intent carriedBy(NodeId node) {
        OriginView view = find(node);
        return view == null ? null : view.logged();
    }

    /** {@return whether the latest intent is in the log of a member, so that it survives the loss of other nodes} */
    public boolean carried() {
        for (OriginView view = this; view != null; view = view.next) {
            if (view.log().live() && view.logged() != null && latest != null && !latest.supersedes(view.logged())) {
                return true;
            }
        }
        return latest == null;
    }

    /** {@return whether a member carries an intent to run, and no member carries the latest intent} */
    public boolean contradicted() {
        if (carried()) {
            return false;
        }
        for (OriginView view = this; view != null; view = view.next) {
            if (view.log().live() && view.logged() != null && view.logged().runs()) {
                return true;
            }
        }
        return false;
    }

    /**
     * {@return whether a node that is no longer a member ran a copy, for the latest intent, according to its last
     * entries}
     */
    public boolean wasLost() {
        for (OriginView view = this; view != null; view = view.next) {
            boolean ran = !view.log().live() && view.running() != null;
            if (ran && view.logged() != null && latest != null && !latest.supersedes(view.logged())) {
                return true;
            }
        }
        return false;
    }

    /** {@return the greatest term in which a copy was active on a node, as far as its log is known; 0 for none} */
    long termOn(NodeId node) {
        OriginView view = find(node);
        return view == null ? 0 : view.term();
    }

    /** {@return the greatest term in which a copy was active on any node, former members included; 0 when none was} */
    public long termMax() {
        long max = 0;
        for (OriginView view = this; view != null; view = view.next) {
            max = Math.max(max, view.term());
        }
        return max;
    }

    /**
     * {@return whether the copy that was active last has given up its role or its place for another copy; false when it
     * or its node failed}
     */
    public boolean roleHandedOver() {
        long last = termMax();
        for (OriginView view = this; view != null; view = view.next) {
            if (view.term() == last && view.madeWay()) {
                return true;
            }
        }
        return false;
    }

    /** {@return the nodes that run a copy, in an unspecified order} */
    public List<NodeId> hosts() {
        List<NodeId> hosts = new ArrayList<>(2);
        for (OriginView view = this; view != null; view = view.next) {
            if (view.instance() != null) {
                hosts.add(view.log().origin());
            }
        }
        return hosts;
    }

    /** Why the copy of an origin ended: the cause in its log, or the cause inferred by this node. */
    EndCause causeOfEnd(OriginLog log) {
        OriginView view = find(log);
        EndCause written = view == null ? null : view.ended();
        if (written != null) {
            return written;
        }
        if (!log.live()) {
            return EndCause.NODE_LOST;
        }
        return view == null || !view.describesCopy() ? EndCause.STOPPED : EndCause.CRASHED;
    }

    /**
     * Retains a tombstone that is dropped from a log because every member has received it. It remains in force as long
     * as some log, possibly of a former member, has an intent that it supersedes. {@link #decide} follows.
     */
    void retainTombstone(Intent removal) {
        if (!removal.runs() && removal.supersedes(retained ? latest : null)) {
            latest = removal;
            retained = true;
        }
    }

    /** {@return the nodes that must run it, as of the last reconciliation} */
    public List<NodeId> owners() {
        return owners;
    }

    /**
     * Stores the nodes that must run it.
     *
     * @param found the owners
     */
    public void owners(List<NodeId> found) {
        owners = found;
    }

    int marks() {
        return marks;
    }

    void marks(int bits) {
        marks = (byte) bits;
    }

    boolean enqueue() {
        boolean fresh = !queued;
        queued = true;
        return fresh;
    }

    /** Marks the record as removed from the queue. */
    void dequeued() {
        queued = false;
    }

    /** {@return the copy that a log describes; {@code null} when there is none or its node is not a member} */
    @Nullable
    Instance instance(OriginLog log) {
        OriginView view = find(log);
        return view == null ? null : view.instance();
    }

    /** {@return the entries of a log about this process, which may be none yet} */
    OriginView view(OriginLog log) {
        OriginView known = find(log);
        if (known != null) {
            return known;
        }
        if (empty()) {
            become(log);
            return this;
        }
        var view = new OriginView(log);
        view.next = next;
        next = view;
        return view;
    }

    /** {@return an equal intent: the one object that all logs share, because several logs carry most intents} */
    Intent shared(Intent intent) {
        Intent known = intentOf(intent.stamp());
        return known == null ? intent : known;
    }

    /** Removes the view of a log from which all entries have been dropped. */
    void drop(OriginLog log) {
        if (log() != log) {
            unlink(log);
        } else if (next != null) {
            become(next);
        }
    }

    private void unlink(OriginLog log) {
        for (OriginView view = this; view != null; view = view.next) {
            if (view.next != null && view.next.log() == log) {
                view.next = view.next.next;
            }
        }
    }

    /** Derives the latest intent from the entries of all logs. What callers see is due for {@link #publish}. */
    void decide() {
        Intent found = null;
        for (OriginView view = this; view != null; view = view.next) {
            if (view.logged() != null && view.logged().supersedes(found)) {
                found = view.logged();
            }
        }
        retained = retained && found != null && !found.supersedes(latest);
        latest = retained ? latest : found;
        unpublished = true;
    }

    /** Derives the state that callers see from the entries of all logs; the answer is whether it is another one. */
    boolean publish() {
        if (!unpublished) {
            return false;
        }
        unpublished = false;
        Registration sees = latest == null || latest.wanted() == null ? null : Summary.of(this, latest.wanted());
        boolean other = !Objects.equals(sees, registration);
        registration = other ? sees : registration;
        return other;
    }
}
