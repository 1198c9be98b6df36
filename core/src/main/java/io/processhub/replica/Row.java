package io.processhub.replica;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.registry.EndCause;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.registry.Presence;
import io.processhub.registry.Registration;
import io.processhub.registry.Stamp;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All that is known about one process: what each origin log says about it, and what follows from that. Confined to the
 * hub's thread, but for {@link #registration}, which any thread may read.
 */
public final class Row {
    private final ProcessId id;
    private final List<Slot> slots = new ArrayList<>(2);

    private @Nullable Intent intent;
    private @Nullable Intent buried;
    private boolean queued;
    private List<NodeId> owners = List.of();

    /** What callers see; {@code null} while nobody wants the process. */
    private volatile @Nullable Registration registration;

    Row(ProcessId id) {
        this.id = id;
    }

    /** {@return which process} */
    public ProcessId id() {
        return id;
    }

    /** {@return the latest wish about it; {@code null} when none is known} */
    public @Nullable Intent intent() {
        return intent;
    }

    /** {@return what callers see; {@code null} while nobody wants the process} */
    public @Nullable Registration registration() {
        return registration;
    }

    /**
     * The copy on a node.
     *
     * @param node a member
     * @return the instance there; {@code null} when none runs there
     */
    public @Nullable Instance instanceOn(NodeId node) {
        Slot slot = find(node);
        return slot == null ? null : slot.instance();
    }

    /**
     * Whether a node has said that its copy crashed, and nothing since.
     *
     * @param node a member
     * @return true until it runs a copy again, or every member has heard
     */
    public boolean crashedOn(NodeId node) {
        Slot slot = find(node);
        return slot != null
                && slot.presence instanceof Presence.Ended(EndCause cause, long term)
                && cause == EndCause.CRASHED;
    }

    /**
     * Whether a node has said that it cannot run the process, as it is wished now.
     *
     * @param node a member
     * @return true while it is parked there
     */
    public boolean parkedOn(NodeId node) {
        Stamp parked = parking(node);
        return parked != null && intent != null && intent.stamp().compareTo(parked) <= 0;
    }

    /**
     * What a node has parked.
     *
     * @param node any node
     * @return stamp of the wish that it cannot fulfil; {@code null} when there is none
     */
    public @Nullable Stamp parking(NodeId node) {
        Slot slot = find(node);
        return slot != null && slot.log.live() && slot.presence instanceof Presence.Parked parked
                ? parked.wish()
                : null;
    }

    /**
     * The wish that a node carries.
     *
     * @param node any node
     * @return what its log says; {@code null} for nothing
     */
    public @Nullable Intent carriedBy(NodeId node) {
        Slot slot = find(node);
        return slot == null ? null : slot.wish;
    }

    /** {@return whether the latest wish is in the log of a member, so that it outlives those who left} */
    public boolean carried() {
        for (Slot slot : slots) {
            if (slot.log.live() && slot.wish != null && intent != null && !intent.supersedes(slot.wish)) {
                return true;
            }
        }
        return intent == null;
    }

    /** {@return whether a member wants it to run, and no member carries the later wish that it shall not} */
    public boolean contradicted() {
        return !carried() && slots.stream().anyMatch(slot -> slot.log.live() && slot.wish != null && slot.wish.runs());
    }

    /** {@return whether a node that is gone ran a copy, for the present wish, when it was last heard of} */
    public boolean wasLost() {
        for (Slot slot : slots) {
            boolean ran = !slot.log.live() && slot.presence instanceof Presence.Running;
            if (ran && slot.wish != null && intent != null && !intent.supersedes(slot.wish)) {
                return true;
            }
        }
        return false;
    }

    /** {@return the greatest term in which a copy was active on a node, as far as it has said; 0 for none} */
    long termOn(NodeId node) {
        Slot slot = find(node);
        return slot == null || slot.presence == null ? 0 : slot.presence.term();
    }

    /** {@return the greatest term in which a copy was active, on any node, also one that is gone; 0 when none was} */
    public long termMax() {
        long max = 0;
        for (Slot slot : slots) {
            max = slot.presence == null ? max : Math.max(max, slot.presence.term());
        }
        return max;
    }

    /** {@return whether the copy that was active last has made way for another one; not when it or its node failed} */
    public boolean passedOn() {
        long last = termMax();
        return slots.stream()
                .anyMatch(slot -> slot.presence != null && slot.presence.term() == last && madeWay(slot.presence));
    }

    private static boolean madeWay(Presence presence) {
        return switch (presence) {
            case Presence.Running(Instance instance) -> instance.role() == Role.PASSIVE;
            case Presence.Parked parked -> false;
            case Presence.Ended(EndCause cause, long term) -> cause == EndCause.MOVED || cause == EndCause.SUPERSEDED;
        };
    }

    /**
     * The latest copy on other nodes.
     *
     * @param node whose copy does not count
     * @return its epoch; 0 when there is none
     */
    public long latestBut(NodeId node) {
        long latest = 0;
        for (Slot slot : slots) {
            Instance copy = slot.log.origin().equals(node) ? null : slot.instance();
            latest = copy == null ? latest : Math.max(latest, copy.epoch());
        }
        return latest;
    }

    /** {@return the nodes that run a copy, in no particular order} */
    public List<NodeId> hosts() {
        List<NodeId> hosts = new ArrayList<>(2);
        for (Slot slot : slots) {
            if (slot.instance() != null) {
                hosts.add(slot.log.origin());
            }
        }
        return hosts;
    }

    /** Why the copy of an origin is gone: what its host said, or what can be told from here. */
    EndCause causeOfEnd(OriginLog log) {
        Slot slot = find(log.origin());
        if (slot != null && slot.presence instanceof Presence.Ended(EndCause cause, long term)) {
            return cause;
        }
        if (!log.live()) {
            return EndCause.NODE_LOST;
        }
        return slot != null && slot.presence != null ? EndCause.CRASHED : EndCause.STOPPED;
    }

    /**
     * A wish not to run is dropped because every member has heard of it. It counts on for as long as some log, perhaps
     * of a node that is gone or has not been heard since, still has a wish that it supersedes.
     */
    void bury(Intent removal) {
        if (!removal.runs() && removal.supersedes(buried)) {
            buried = removal;
        }
    }

    /** {@return who shall run it, as of the last look at it} */
    public List<NodeId> owners() {
        return owners;
    }

    /**
     * Remembers who shall run it.
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

    /** Takes the row off the list of those to look at. */
    void dequeued() {
        queued = false;
    }

    /** {@return what the log of an origin says here; {@code null} for nothing} */
    @Nullable
    Slot find(NodeId origin) {
        for (Slot slot : slots) {
            if (slot.log.origin().equals(origin)) {
                return slot;
            }
        }
        return null;
    }

    Slot slot(OriginLog log) {
        for (Slot slot : slots) {
            if (slot.log == log) {
                return slot;
            }
        }
        var slot = new Slot(log);
        slots.add(slot);
        return slot;
    }

    /** {@return the same wish, as the one object that all logs saying it share: most wishes are carried by several} */
    Intent shared(Intent wish) {
        for (Slot slot : slots) {
            if (slot.wish != null && slot.wish.stamp().equals(wish.stamp())) {
                return slot.wish;
            }
        }
        return wish;
    }

    boolean dropEmptySlots() {
        slots.removeIf(Slot::saysNothing);
        return slots.isEmpty();
    }

    /** Works out the latest wish and what callers see from what the logs say now. */
    void refresh() {
        Intent latest = null;
        List<Registration.Hosted> hosted = new ArrayList<>(1);
        for (Slot slot : slots) {
            if (slot.wish != null && slot.wish.supersedes(latest)) {
                latest = slot.wish;
            }
            Instance instance = slot.instance();
            if (instance != null) {
                hosted.add(new Registration.Hosted(slot.log.origin(), instance));
            }
        }
        if (latest == null || buried == null || latest.supersedes(buried)) {
            buried = null;
        } else {
            latest = buried;
        }
        intent = latest;
        registration = latest == null || latest.wanted() == null ? null : register(latest.wanted(), hosted);
    }

    private Registration register(Intent.Wanted wanted, List<Registration.Hosted> hosted) {
        hosted.sort(Comparator.comparing(Registration.Hosted::node));
        return new Registration(wanted.spec(), wanted.metadata(), List.copyOf(hosted), parked());
    }

    private List<Registration.Parked> parked() {
        List<Registration.Parked> found = List.of();
        for (Slot slot : slots) {
            NodeId node = slot.log.origin();
            if (slot.presence instanceof Presence.Parked parked && parkedOn(node)) {
                found = found.isEmpty() ? new ArrayList<>(2) : found;
                found.add(new Registration.Parked(node, parked.error(), parked.until()));
            }
        }
        if (found.size() > 1) {
            found.sort(Comparator.comparing(Registration.Parked::node));
        }
        return List.copyOf(found);
    }

    /** What one origin log says about the process. */
    static final class Slot {
        final OriginLog log;

        @Nullable
        Intent wish;

        long wishVersion;

        @Nullable
        Presence presence;

        long presenceVersion;

        private Slot(OriginLog log) {
            this.log = log;
        }

        /** A copy counts only while its host is a member. */
        @Nullable
        Instance instance() {
            return log.live() && presence instanceof Presence.Running running ? running.instance() : null;
        }

        private boolean saysNothing() {
            return wish == null && presence == null;
        }
    }
}
