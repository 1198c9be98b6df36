package io.processhub.replication;

import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.spec.Role;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one origin log about a process. There are as many as entries in all logs together, so it is flat: the
 * views of a process are a chain, and a running copy needs no object around it.
 */
final class OriginView {
    final OriginLog log;

    /** The view of another log; {@code null} at the end of the chain. */
    @Nullable
    OriginView next;

    @Nullable
    Intent intent;

    long intentVersion;

    /** The copy of the origin, if its last word is that it runs; else what that says is in {@code absence}. */
    @Nullable
    Instance running;

    @Nullable
    Presence absence;

    long presenceVersion;

    OriginView(OriginLog log) {
        this.log = log;
    }

    /** {@return the state of the copy, as an entry says it; {@code null} when there is no entry} */
    @Nullable
    Presence presence() {
        return running == null ? absence : new Presence.Running(running);
    }

    /** Stores the state of the copy; {@code null} for none. */
    void presence(@Nullable Presence said) {
        running = said instanceof Presence.Running(Instance instance) ? instance : null;
        absence = said instanceof Presence.Running ? null : said;
    }

    /** {@return the running copy; {@code null} when there is none or its node is not a member} */
    @Nullable
    Instance instance() {
        return log.live() ? running : null;
    }

    /** {@return the greatest term in which a copy was active on the node; 0 for none} */
    long term() {
        if (running != null) {
            return running.term();
        }
        return absence == null ? 0 : absence.term();
    }

    /** {@return why the copy ended, as an entry says it; {@code null} when none says so} */
    @Nullable
    EndCause ended() {
        return absence instanceof Presence.Ended(EndCause cause, long term) ? cause : null;
    }

    /** {@return whether the copy has given up its role or its place for another copy} */
    boolean madeWay() {
        return running == null
                ? ended() == EndCause.MOVED || ended() == EndCause.SUPERSEDED
                : running.role() == Role.PASSIVE;
    }

    /** {@return whether it contains no entry} */
    boolean empty() {
        return intent == null && running == null && absence == null;
    }
}
