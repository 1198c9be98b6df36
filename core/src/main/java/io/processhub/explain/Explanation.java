package io.processhub.explain;

import io.processhub.cluster.NodeId;
import io.processhub.hook.HubEvent;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a process runs where it runs, or does not run, from the view of one node. Immutable.
 *
 * @param id the process
 * @param seenFrom the node that explains
 * @param intent the latest intent that is known; empty when none is known, because none was set or its tombstone was
 *     dropped
 * @param obstacle why the explaining node currently starts no process at all; empty when it starts the processes that
 *     it owns
 * @param rule the rule that selects nodes and roles; a sentence
 * @param candidates the members in order of preference: owners first, then the next candidates, then those that are
 *     excluded; empty while there is no intent to run
 * @param copies the running copies, sorted by node
 * @param past earlier events of the process, oldest first, as far as this node has observed and retained them: it keeps
 *     the last 10 events of each of the 10,000 processes with the most recent events. The first start of a process is
 *     not included
 */
public record Explanation(
        ProcessId id,
        NodeId seenFrom,
        Optional<Intent> intent,
        String obstacle,
        String rule,
        List<Candidate> candidates,
        List<Copy> copies,
        List<HubEvent.ProcessEvent> past) {

    /** Copies the lists. */
    public Explanation {
        candidates = List.copyOf(candidates);
        copies = List.copyOf(copies);
        past = List.copyOf(past);
    }

    /** {@return whether the latest intent is to run} */
    public boolean wanted() {
        return intent.map(Intent::runs).orElse(false);
    }

    /**
     * The intent for the process.
     *
     * @param runs whether the process is to run
     * @param at when the intent was set, by the clock of its writer
     * @param by the node that set it
     */
    public record Intent(boolean runs, Instant at, NodeId by) {}

    /** The standing of a member in the selection. */
    public enum Standing {
        /** The member is an owner: it must run the process. */
        OWNER,
        /** Other members take precedence. */
        OUTRANKED,
        /** The process crashed too often on the member, which is skipped for a while. */
        PARKED,
        /** The member does not know the type of the process, or lacks what it requires. */
        UNFIT,
        /** The member has the weight 0: it calls processes, and hosts none. */
        HOSTS_NOTHING,
        /** The member is leaving and receives no processes. */
        LEAVING
    }

    /**
     * A member and its standing.
     *
     * @param node the member
     * @param standing its standing
     * @param note the remark of the strategy, the failure of the process on this member, or why it cannot run there;
     *     may be empty
     */
    public record Candidate(NodeId node, Standing standing, String note) {}

    /** The planned future of a copy. */
    public enum Outlook {
        /** The copy stays: its node is an owner, or no other node is available. */
        STAYS,
        /** Its node is not an owner: the copy stops when the owners have taken over. */
        MOVES,
        /** The copy stops: there is no intent to run, or its node may not run processes. */
        STOPS
    }

    /**
     * A running copy.
     *
     * @param node the node that runs it
     * @param epoch of the copy
     * @param reason why it started
     * @param since when it started, by the clock of its node
     * @param role its role, and the one that it should have
     * @param outlook its planned future
     */
    public record Copy(NodeId node, long epoch, StartReason reason, Instant since, RoleState role, Outlook outlook) {}

    /**
     * The role of a copy.
     *
     * @param acknowledged the role that the copy has acknowledged
     * @param since when it took up the role, by the clock of its node or of the explaining node; empty when it was
     *     active before, and the explaining node did not observe the change or has not retained it
     * @param term when a copy on its node last became active, as a reading of the clock that epochs use; 0 for never
     * @param due the role that it should have; differs from {@code acknowledged} while the role is being passed on
     */
    public record RoleState(Role acknowledged, Optional<Instant> since, long term, Role due) {}

    /**
     * Describes an event.
     *
     * @param event an earlier event of a process
     * @return one human-readable line, with the time of the event
     */
    public static String sentence(HubEvent.ProcessEvent event) {
        return ExplanationText.line(event);
    }

    /** {@return a human-readable text of several lines} */
    @Override
    public String toString() {
        return ExplanationText.of(this);
    }
}
