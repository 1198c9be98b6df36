package io.processhub.registry;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A running copy of a process, as the node that runs it describes it. Immutable.
 *
 * <p>A registry may hold a million, and nearly all of them are as they were at their start, which takes less room.
 */
public final class Instance {
    private final long epoch;
    private final Stamp intentStamp;
    private final Kind kind;

    /** {@code null} for a copy that has the term of its start, and no predecessor. */
    private final @Nullable Past past;

    /** Role and reason together: there are few pairs, which all copies share. */
    private record Kind(Role role, StartReason reason) {
        private static final Map<Role, Map<StartReason, Kind>> ALL = all();

        private static Map<Role, Map<StartReason, Kind>> all() {
            Map<Role, Map<StartReason, Kind>> all = new EnumMap<>(Role.class);
            for (Role role : Role.values()) {
                Map<StartReason, Kind> kinds = new EnumMap<>(StartReason.class);
                for (StartReason reason : StartReason.values()) {
                    kinds.put(reason, new Kind(role, reason));
                }
                all.put(role, kinds);
            }
            return all;
        }

        static Kind of(Role role, StartReason reason) {
            Map<StartReason, Kind> kinds = Objects.requireNonNull(ALL.get(role));
            return Objects.requireNonNull(kinds.get(reason));
        }
    }

    private record Past(long term, long predecessor) {}

    private Instance(long epoch, Kind kind, Stamp intentStamp, @Nullable Past past) {
        this.epoch = epoch;
        this.intentStamp = intentStamp;
        this.kind = kind;
        this.past = past;
    }

    private static long termOfStart(Role role, long epoch) {
        return role == Role.ACTIVE ? epoch : 0;
    }

    private static @Nullable Past past(long termOfStart, long term, long predecessor) {
        return term == termOfStart && predecessor == 0 ? null : new Past(term, predecessor);
    }

    /**
     * Creates a copy that has the role it started with.
     *
     * @param epoch of the copy
     * @param role its role
     * @param reason why it started
     * @param intentStamp stamp of the intent it was started for
     * @param predecessor epoch of the copy that it replaced in a move, 0 for none
     */
    public Instance(long epoch, Role role, StartReason reason, Stamp intentStamp, long predecessor) {
        this(
                epoch,
                Kind.of(role, reason),
                intentStamp,
                past(termOfStart(role, epoch), termOfStart(role, epoch), predecessor));
    }

    /**
     * Creates a copy that has the role it started with and has no predecessor.
     *
     * @param epoch of the copy
     * @param role its role
     * @param reason why it started
     * @param intentStamp stamp of the intent it was started for
     */
    public Instance(long epoch, Role role, StartReason reason, Stamp intentStamp) {
        this(epoch, role, reason, intentStamp, 0);
    }

    /** {@return what identifies the copy; of two copies of a process the later one has the greater epoch} */
    public long epoch() {
        return epoch;
    }

    /** {@return the role that the copy has acknowledged} */
    public Role role() {
        return kind.role;
    }

    /** {@return when a copy on this node last became active; 0 for never} */
    public long term() {
        return past == null ? termOfStart(kind.role, epoch) : past.term;
    }

    /** {@return why it started} */
    public StartReason reason() {
        return kind.reason;
    }

    /** {@return stamp of the intent it was started for} */
    public Stamp intentStamp() {
        return intentStamp;
    }

    /** {@return epoch of the copy that it replaced in a move; 0 for none} */
    public long predecessor() {
        return past == null ? 0 : past.predecessor;
    }

    /**
     * The same copy in another role.
     *
     * @param next the new role
     * @param since the term of the new role: when the copy last became active
     * @return the copy in the new role
     */
    public Instance in(Role next, long since) {
        return next == role() && since == term()
                ? this
                : new Instance(
                        epoch,
                        Kind.of(next, reason()),
                        intentStamp,
                        past(termOfStart(next, epoch), since, predecessor()));
    }

    /**
     * The same copy with a greater epoch, which is its term, too.
     *
     * @param before its epoch so far, which counts as its predecessor from now on
     * @param next the greater epoch
     * @return the active copy with that epoch
     */
    public Instance raised(long before, long next) {
        return new Instance(next, kind, intentStamp, past(termOfStart(role(), next), next, before));
    }

    /**
     * The same copy with an equal stamp that others have, too.
     *
     * @param stamp equal to that of the intent it was started for
     * @return an equal copy
     */
    public Instance startedFor(Stamp stamp) {
        return new Instance(epoch, kind, stamp, past);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Instance instance
                        && epoch == instance.epoch
                        && kind.equals(instance.kind)
                        && intentStamp.equals(instance.intentStamp)
                        && Objects.equals(past, instance.past));
    }

    @Override
    public int hashCode() {
        return Objects.hash(epoch, intentStamp);
    }

    /** {@return all its parts, for people} */
    @Override
    public String toString() {
        return "Instance[epoch=" + epoch + ", role=" + role() + ", term=" + term() + ", reason=" + reason()
                + ", intentStamp=" + intentStamp + ", predecessor=" + predecessor() + ']';
    }

    /** Why an instance ended. */
    public enum EndCause {
        /** A stop was requested. */
        STOPPED,
        /** The process returned, and its restart policy does not start it again. */
        FINISHED,
        /** The process crashed, whether or not it will be started again. */
        CRASHED,
        /** The process runs on another node now. */
        MOVED,
        /** Another instance survived a conflict that a partition or a race had caused. */
        SUPERSEDED,
        /** Its node left, failed, or became unreachable. */
        NODE_LOST,
        /** Its node lost its quorum. */
        QUORUM_LOST
    }

    /**
     * Where one instance of a process runs.
     *
     * @param node which node
     * @param epoch which instance; greater for a later one
     */
    public record Location(NodeId node, long epoch) {}
}
