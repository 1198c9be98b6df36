package io.processhub.registry;

import io.processhub.process.Role;
import io.processhub.process.StartReason;

/**
 * One running copy of a process, as its host describes it.
 *
 * @param epoch which copy; of two copies of a process the later one has the greater epoch
 * @param role what it is for, as the copy itself has acknowledged
 * @param term when a copy on this node became active last, on the clock of epochs: the epoch of one that is active from
 *     its start; 0 when none ever was. Of two active copies the later one has the greater term
 * @param reason why it was started
 * @param wish stamp of the intent it was started for
 * @param predecessor epoch of the copy whose place it took in a move, 0 for none: two copies of which neither preceded
 *     the other were started without knowing of one another
 */
public record Instance(long epoch, Role role, long term, StartReason reason, Stamp wish, long predecessor) {

    /**
     * A copy that still has the role it began with.
     *
     * @param epoch which copy
     * @param role what it is for
     * @param reason why it was started
     * @param wish stamp of the intent it was started for
     * @param predecessor epoch of the copy whose place it took in a move, 0 for none
     */
    public Instance(long epoch, Role role, StartReason reason, Stamp wish, long predecessor) {
        this(epoch, role, role == Role.ACTIVE ? epoch : 0, reason, wish, predecessor);
    }

    /**
     * A copy that still has the role it began with, and took nobody's place.
     *
     * @param epoch which copy
     * @param role what it is for
     * @param reason why it was started
     * @param wish stamp of the intent it was started for
     */
    public Instance(long epoch, Role role, StartReason reason, Stamp wish) {
        this(epoch, role, reason, wish, 0);
    }

    /**
     * The same copy in another role.
     *
     * @param next what it is for now
     * @param since when it became active last
     * @return a changed copy
     */
    public Instance in(Role next, long since) {
        return new Instance(epoch, next, since, reason, wish, predecessor);
    }
}
