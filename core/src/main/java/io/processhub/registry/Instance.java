package io.processhub.registry;

import io.processhub.process.Role;
import io.processhub.process.StartReason;

/**
 * One running copy of a process, as its host describes it.
 *
 * @param epoch which copy; of two copies of a process the later one has the greater epoch
 * @param role what it is for
 * @param reason why it was started
 * @param wish stamp of the intent it was started for
 * @param predecessor epoch of the copy whose place it took in a move, 0 for none: two copies of which neither preceded
 *     the other were started without knowing of one another
 */
public record Instance(long epoch, Role role, StartReason reason, Stamp wish, long predecessor) {

    /**
     * A copy that took nobody's place.
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
     * The same copy for something else.
     *
     * @param other its new role
     * @return a changed copy
     */
    public Instance role(Role other) {
        return new Instance(epoch, other, reason, wish, predecessor);
    }
}
