package io.processhub.replication;

import io.processhub.cluster.NodeId;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Role;
import org.jspecify.annotations.Nullable;

/**
 * The entries of one origin log about a process. There may be millions, so it is flat: the views of a process are a
 * chain, of which its record is the first one, and a running copy needs no object around it.
 */
class OriginView {
    private OriginLog log;

    /** The view of another log; {@code null} at the end of the chain. */
    @Nullable
    OriginView next;

    private @Nullable Intent logged;

    /** Where the intent is in the log. */
    private int intentPlace;

    /**
     * What the origin says of its copy: the {@link Instance} that runs, or the {@link Presence} of one that does not.
     */
    private @Nullable Object copy;

    /** Where that is in the log. */
    private int presencePlace;

    OriginView(OriginLog log) {
        this.log = log;
    }

    final OriginLog log() {
        return log;
    }

    /** The view, which is empty, is that of another log from now on. */
    final void become(OriginLog other) {
        log = other;
    }

    /** The view is that of another log from now on, and takes over what the view of that log holds. */
    final void become(OriginView other) {
        log = other.log;
        next = other.next;
        logged = other.logged;
        intentPlace = other.intentPlace;
        copy = other.copy;
        presencePlace = other.presencePlace;
    }

    /** {@return the intent in the log; {@code null} when there is none} */
    final @Nullable Intent logged() {
        return logged;
    }

    final void intent(Intent intent, int place) {
        logged = intent;
        intentPlace = place;
    }

    final void dropIntent() {
        logged = null;
    }

    /** {@return whether an entry says anything of the copy} */
    final boolean describesCopy() {
        return copy != null;
    }

    /** Stores the state of the copy. */
    final void presence(Presence said, int place) {
        copy = said instanceof Presence.Running(Instance instance) ? instance : said;
        presencePlace = place;
    }

    final void dropPresence() {
        copy = null;
    }

    /** {@return the intent, if it is there in the log; else {@code null}} */
    final @Nullable Intent intentAt(int place) {
        return intentPlace == place ? logged : null;
    }

    /** {@return the state of the copy, if it is there in the log; else {@code null}} */
    final @Nullable Presence presenceAt(int place) {
        if (presencePlace != place) {
            return null;
        }
        Instance running = running();
        return running == null ? absence() : new Presence.Running(running);
    }

    /** Follows the log, which moves an entry to another place; the answer is false when none is there. */
    final boolean move(int from, int to) {
        if (logged != null && intentPlace == from) {
            intentPlace = to;
            return true;
        }
        if (copy != null && presencePlace == from) {
            presencePlace = to;
            return true;
        }
        return false;
    }

    /** {@return the running copy, as an entry says it; {@code null} when none says so} */
    final @Nullable Instance running() {
        return copy instanceof Instance running ? running : null;
    }

    /** {@return what has become of the copy, as an entry says it; {@code null} when it runs or there is no entry} */
    final @Nullable Presence absence() {
        return copy instanceof Presence said ? said : null;
    }

    /** {@return the running copy; {@code null} when there is none or its node is not a member} */
    final @Nullable Instance instance() {
        return log.live() ? running() : null;
    }

    /** {@return the greatest term in which a copy was active on the node; 0 for none} */
    final long term() {
        return switch (copy) {
            case Instance running -> running.term();
            case Presence said -> said.term();
            case null, default -> 0;
        };
    }

    /** {@return why the copy ended, as an entry says it; {@code null} when none says so} */
    final @Nullable EndCause ended() {
        return copy instanceof Presence.Ended(EndCause cause, long term) ? cause : null;
    }

    /** {@return whether the copy has given up its role or its place for another copy} */
    final boolean madeWay() {
        Instance running = running();
        return running == null
                ? ended() == EndCause.MOVED || ended() == EndCause.SUPERSEDED
                : running.role() == Role.PASSIVE;
    }

    /** {@return whether it contains no entry} */
    final boolean empty() {
        return logged == null && copy == null;
    }

    // ---- the chain that begins here

    /** {@return the view of the log of an origin; {@code null} when there is none} */
    final @Nullable OriginView find(NodeId origin) {
        OriginView view = this;
        while (view != null && !view.log.origin().equals(origin)) {
            view = view.next;
        }
        return view;
    }

    /** {@return the view of a log; {@code null} when there is none} */
    final @Nullable OriginView find(OriginLog sought) {
        OriginView view = this;
        while (view != null && view.log != sought) {
            view = view.next;
        }
        return view;
    }

    /** {@return the intent of a stamp; {@code null} when no log has it} */
    final @Nullable Intent intentOf(Stamp stamp) {
        for (OriginView view = this; view != null; view = view.next) {
            if (view.logged != null && view.logged.stamp().equals(stamp)) {
                return view.logged;
            }
        }
        return null;
    }
}
