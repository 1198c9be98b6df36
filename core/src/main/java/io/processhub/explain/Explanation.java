package io.processhub.explain;

import io.processhub.cluster.NodeId;
import io.processhub.hook.HubEvent;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.process.StartReason;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Why a process runs where it runs, or does not run, as one node sees it. Immutable.
 *
 * @param id which process
 * @param seenFrom the node that explains
 * @param wish the latest that is known; empty when nobody ever wished anything, or that has been forgotten
 * @param obstacle why the node that explains starts nothing at the moment, whatever it owns; empty when it does
 * @param rule by which nodes, and roles, are chosen; a sentence
 * @param candidates the members, in order of preference: owners first, then those that would follow, then those that
 *     cannot be given it; none while it is not wanted
 * @param copies what runs, sorted by node
 * @param past what happened to it before, oldest first, as far as this node was there and remembers: the last 10 events
 *     of the 10,000 processes to which something has happened last. The first start of a process is not among them
 */
public record Explanation(
        ProcessId id,
        NodeId seenFrom,
        Optional<Wish> wish,
        String obstacle,
        String rule,
        List<Candidate> candidates,
        List<Copy> copies,
        List<HubEvent.ProcessEvent> past) {

    /** Freezes the lists. */
    public Explanation {
        candidates = List.copyOf(candidates);
        copies = List.copyOf(copies);
        past = List.copyOf(past);
    }

    /** {@return whether somebody wants it to run} */
    public boolean wanted() {
        return wish.map(Wish::runs).orElse(false);
    }

    /**
     * What is wished about the process.
     *
     * @param runs whether it shall run
     * @param at when that was said, on the clock of the node that said it
     * @param by who said it
     */
    public record Wish(boolean runs, Instant at, NodeId by) {}

    /** How a member stands. */
    public enum Standing {
        /** It shall run the process. */
        OWNER,
        /** Others come before it. */
        OUTRANKED,
        /** The process crashed there too often; it is passed over for a while. */
        PARKED,
        /** It is leaving, and is given nothing. */
        LEAVING
    }

    /**
     * A member, and how it stands.
     *
     * @param node which one
     * @param standing how
     * @param note what the strategy says about it, or what the process died of there; may be empty
     */
    public record Candidate(NodeId node, Standing standing, String note) {}

    /** What is to become of a copy. */
    public enum Outlook {
        /** It is where it belongs; or there is nowhere else for it. */
        STAYS,
        /** Its node is no owner: it stops when the owners have taken over. */
        MOVES,
        /** It ends: nobody wants it, or its node may not run processes. */
        STOPS
    }

    /**
     * A running copy.
     *
     * @param node where
     * @param epoch which one
     * @param reason why it was started
     * @param since when, on the clock of its node
     * @param role what it is for, as it has acknowledged
     * @param roleSince when it took that up, on the clock of its node, or of the one that explains; empty when it was
     *     active before, and the node that explains did not see it change or has forgotten it
     * @param term when a copy on its node became active last, on the clock of epochs; 0 when none ever did
     * @param roleDue what it should be for, as things are; another one while the role passes on
     * @param outlook what is to become of it
     */
    public record Copy(
            NodeId node,
            long epoch,
            StartReason reason,
            Instant since,
            Role role,
            Optional<Instant> roleSince,
            long term,
            Role roleDue,
            Outlook outlook) {}

    /**
     * Tells an event in words.
     *
     * @param event of the past
     * @return a sentence for people, with its time
     */
    public static String sentence(HubEvent.ProcessEvent event) {
        return ExplanationText.line(event);
    }

    /** {@return a text of several lines for people} */
    @Override
    public String toString() {
        return ExplanationText.of(this);
    }
}
