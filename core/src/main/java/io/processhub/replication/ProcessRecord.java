package io.processhub.replication;

import io.processhub.cluster.NodeId;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Instance.Location;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything known about one process: the entries of each origin log about it, and the state derived from them.
 * Confined to the hub's thread, except {@link #registration}, which any thread may read.
 */
public final class ProcessRecord {
    private final ProcessId id;
    private final List<OriginView> views = new ArrayList<>(2);

    private @Nullable Intent intent;
    private @Nullable Intent tombstone;
    private boolean queued;
    private List<NodeId> owners = List.of();

    /** The state that callers see; {@code null} while there is no intent to run the process. */
    private volatile @Nullable Registration registration;

    ProcessRecord(ProcessId id) {
        this.id = id;
    }

    /** {@return the process} */
    public ProcessId id() {
        return id;
    }

    /** {@return the latest intent for it; {@code null} when none is known} */
    public @Nullable Intent intent() {
        return intent;
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
        return view != null
                && view.presence instanceof Presence.Ended(EndCause cause, long term)
                && cause == EndCause.CRASHED;
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
        return views.stream().anyMatch(view -> !view.log.origin().equals(node) && parkedOn(view.log.origin()));
    }

    /**
     * Returns whether a node has parked the process for the latest intent or a later one.
     *
     * @param node a member
     * @return true while it is parked there
     */
    public boolean parkedOn(NodeId node) {
        Stamp parked = parking(node);
        return parked != null && intent != null && intent.stamp().compareTo(parked) <= 0;
    }

    /**
     * Returns the intent for which a node has parked the process.
     *
     * @param node any node
     * @return stamp of the intent that it cannot fulfil; {@code null} when there is none
     */
    public @Nullable Stamp parking(NodeId node) {
        OriginView view = find(node);
        return view != null && view.log.live() && view.presence instanceof Presence.Parked parked
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
        return view == null ? null : view.intent;
    }

    /** {@return whether the latest intent is in the log of a member, so that it survives the loss of other nodes} */
    public boolean carried() {
        for (OriginView view : views) {
            if (view.log.live() && view.intent != null && intent != null && !intent.supersedes(view.intent)) {
                return true;
            }
        }
        return intent == null;
    }

    /** {@return whether a member carries an intent to run, and no member carries the latest intent} */
    public boolean contradicted() {
        return !carried()
                && views.stream().anyMatch(view -> view.log.live() && view.intent != null && view.intent.runs());
    }

    /**
     * {@return whether a node that is no longer a member ran a copy, for the latest intent, according to its last
     * entries}
     */
    public boolean wasLost() {
        for (OriginView view : views) {
            boolean ran = !view.log.live() && view.presence instanceof Presence.Running;
            if (ran && view.intent != null && intent != null && !intent.supersedes(view.intent)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the greatest term in which a copy was active on a node, as far as its log is known; 0 for none} */
    long termOn(NodeId node) {
        OriginView view = find(node);
        return view == null || view.presence == null ? 0 : view.presence.term();
    }

    /** {@return the greatest term in which a copy was active on any node, former members included; 0 when none was} */
    public long termMax() {
        long max = 0;
        for (OriginView view : views) {
            max = view.presence == null ? max : Math.max(max, view.presence.term());
        }
        return max;
    }

    /**
     * {@return whether the copy that was active last has given up its role or its place for another copy; false when it
     * or its node failed}
     */
    public boolean roleHandedOver() {
        long last = termMax();
        return views.stream()
                .anyMatch(view -> view.presence != null && view.presence.term() == last && madeWay(view.presence));
    }

    private static boolean madeWay(Presence presence) {
        return switch (presence) {
            case Presence.Running(Instance instance) -> instance.role() == Role.PASSIVE;
            case Presence.Parked parked -> false;
            case Presence.Ended(EndCause cause, long term) -> cause == EndCause.MOVED || cause == EndCause.SUPERSEDED;
        };
    }

    /**
     * Returns the latest copy on other nodes.
     *
     * @param node the node whose copy is excluded
     * @return its epoch; 0 when there is none
     */
    public long latestBut(NodeId node) {
        long latest = 0;
        for (OriginView view : views) {
            Instance copy = view.log.origin().equals(node) ? null : view.instance();
            latest = copy == null ? latest : Math.max(latest, copy.epoch());
        }
        return latest;
    }

    /** {@return the nodes that run a copy, in an unspecified order} */
    public List<NodeId> hosts() {
        List<NodeId> hosts = new ArrayList<>(2);
        for (OriginView view : views) {
            if (view.instance() != null) {
                hosts.add(view.log.origin());
            }
        }
        return hosts;
    }

    /** Why the copy of an origin ended: the cause in its log, or the cause inferred by this node. */
    EndCause causeOfEnd(OriginLog log) {
        OriginView view = find(log.origin());
        if (view != null && view.presence instanceof Presence.Ended(EndCause cause, long term)) {
            return cause;
        }
        if (!log.live()) {
            return EndCause.NODE_LOST;
        }
        return view != null && view.presence != null ? EndCause.CRASHED : EndCause.STOPPED;
    }

    /**
     * Retains a tombstone that is dropped from a log because every member has received it. It remains in force as long
     * as some log, possibly of a former member, has an intent that it supersedes.
     */
    void retainTombstone(Intent removal) {
        if (!removal.runs() && removal.supersedes(tombstone)) {
            tombstone = removal;
        }
    }

    /**
     * Where it runs, but for instances that must end before an intent is fulfilled.
     *
     * @param intended the intent; null for all instances
     * @return one location for each
     */
    public List<Location> locations(@Nullable Intent intended) {
        List<Location> locations = new ArrayList<>();
        for (NodeId host : hosts()) {
            Instance instance = instanceOn(host);
            if (instance != null && (intended == null || intended.keeps(instance.intentStamp()))) {
                locations.add(new Location(host, instance.epoch()));
            }
        }
        return List.copyOf(locations);
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

    boolean enqueue() {
        boolean fresh = !queued;
        queued = true;
        return fresh;
    }

    /** Marks the record as removed from the queue. */
    void dequeued() {
        queued = false;
    }

    /** {@return the entries of an origin about this process; {@code null} when there are none} */
    @Nullable
    OriginView find(NodeId origin) {
        for (OriginView view : views) {
            if (view.log.origin().equals(origin)) {
                return view;
            }
        }
        return null;
    }

    OriginView view(OriginLog log) {
        for (OriginView view : views) {
            if (view.log == log) {
                return view;
            }
        }
        var view = new OriginView(log);
        views.add(view);
        return view;
    }

    /** {@return an equal intent: the one object that all logs share, because several logs carry most intents} */
    Intent shared(Intent intent) {
        for (OriginView view : views) {
            if (view.intent != null && view.intent.stamp().equals(intent.stamp())) {
                return view.intent;
            }
        }
        return intent;
    }

    boolean dropEmptyViews() {
        views.removeIf(OriginView::saysNothing);
        return views.isEmpty();
    }

    /** Derives the latest intent, and the state that callers see, from the entries of all logs. */
    void refresh() {
        Intent latest = null;
        List<Registration.Copy> hosted = new ArrayList<>(1);
        for (OriginView view : views) {
            if (view.intent != null && view.intent.supersedes(latest)) {
                latest = view.intent;
            }
            Instance instance = view.instance();
            if (instance != null) {
                hosted.add(new Registration.Copy(view.log.origin(), instance));
            }
        }
        if (latest == null || tombstone == null || latest.supersedes(tombstone)) {
            tombstone = null;
        } else {
            latest = tombstone;
        }
        intent = latest;
        registration = latest == null || latest.wanted() == null ? null : register(latest.wanted(), hosted);
    }

    private Registration register(Intent.Wanted wanted, List<Registration.Copy> hosted) {
        hosted.sort(Comparator.comparing(Registration.Copy::node));
        return new Registration(wanted, List.copyOf(hosted), parked());
    }

    private List<Registration.Parked> parked() {
        List<Registration.Parked> found = List.of();
        for (OriginView view : views) {
            NodeId node = view.log.origin();
            if (view.presence instanceof Presence.Parked parked && parkedOn(node)) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(new Registration.Parked(node, parked.error(), parked.until()));
            }
        }
        if (found.size() > 1) {
            found.sort(Comparator.comparing(Registration.Parked::node));
        }
        return List.copyOf(found);
    }

    /** The entries of one origin log about the process. */
    static final class OriginView {
        final OriginLog log;

        @Nullable
        Intent intent;

        long intentVersion;

        @Nullable
        Presence presence;

        long presenceVersion;

        private OriginView(OriginLog log) {
            this.log = log;
        }

        /** The running copy; {@code null} when there is none or its node is not a member. */
        @Nullable
        Instance instance() {
            return log.live() && presence instanceof Presence.Running running ? running.instance() : null;
        }

        private boolean saysNothing() {
            return intent == null && presence == null;
        }
    }
}
