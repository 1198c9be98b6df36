package io.processhub.runtime;

import io.processhub.spec.Role;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * Holds the role that an instance will take up next; a later assignment replaces an earlier one. Thread-safe. A runner
 * extends it, because an object beside each of many runners would be large for what it holds.
 */
abstract class RoleSlot {
    private static final AtomicReferenceFieldUpdater<RoleSlot, @Nullable Assignment> ASSIGNED =
            AtomicReferenceFieldUpdater.newUpdater(RoleSlot.class, Assignment.class, "assigned");

    private volatile @Nullable Assignment assigned;

    /** A role; {@code told} when the process is notified. Of two assignments the later one has the greater term. */
    record Assignment(Role role, long term, boolean told) {}

    final void assignNext(Assignment assignment) {
        assigned = assignment;
    }

    final boolean noneAssigned() {
        return assigned == null;
    }

    @Nullable
    final Assignment takeAssigned() {
        return assigned == null ? null : ASSIGNED.getAndSet(this, null);
    }
}
