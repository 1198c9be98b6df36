package io.processhub.process;

import io.processhub.spec.Role;

/**
 * A process that wants to hear when its role changes while it runs; the one it begins with is in its
 * {@link ProcessContext}. Implement it besides {@link HubProcess} or {@link RunLoop}.
 */
@FunctionalInterface
public interface RoleAware {

    /**
     * The copy is for something else from now on. All callers see its new role when this has returned; of several
     * changes in quick succession it hears of the last one.
     *
     * <p>A {@link HubProcess} is called like for a message: by the same thread at a time, between two messages, within
     * the time limit of a start, and an exception is a crash. It handles the messages that wait in its new role. While
     * it moves with its state its role stays; if it was active, it hears that it is passive when another node has the
     * state, before it is stopped. A {@link RunLoop} is called by another thread while it runs, so what both use must
     * be safe for that; it has all the time it wants, and an exception interrupts it and is its crash.
     *
     * @param role the new role
     * @param term greater than that of every earlier active copy that this node has heard of; an active copy gives it
     *     to stores as a fencing token, in place of the epoch of its start. When a greater one becomes known later, an
     *     active copy hears again that it is active, with a new term
     * @throws Exception to crash
     */
    void onRole(Role role, long term) throws Exception;
}
