package io.processhub.runtime;

import io.processhub.spec.Role;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/** Holds the role that an instance will take up next; a later assignment replaces an earlier one. Thread-safe. */
final class RoleSlot {
    private static final AtomicReferenceFieldUpdater<RoleSlot, @Nullable Assignment> ASSIGNED =
            AtomicReferenceFieldUpdater.newUpdater(RoleSlot.class, Assignment.class, "assigned");

    private volatile @Nullable Assignment assigned;

    /** A role; {@code told} when the process is notified. Of two assignments the later one has the greater term. */
    record Assignment(Role role, long term, boolean told) {}

    void put(Assignment assignment) {
        assigned = assignment;
    }

    boolean empty() {
        return assigned == null;
    }

    @Nullable
    Assignment take() {
        return assigned == null ? null : ASSIGNED.getAndSet(this, null);
    }
}
