package io.processhub.explain;

import io.processhub.cluster.NodeId;
import io.processhub.hook.HubEvent;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.process.StartReason;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Why a process runs where it runs, as one node sees it.
 *
 * @param id which process
 * @param seenFrom the node that explains
 * @param wish the latest that is known; empty when nobody ever wished anything, or that has been forgotten
 * @param rule by which nodes are chosen, as sentences
 * @param candidates the members, owners first in order of preference
 * @param copies what runs, sorted by node
 * @param past what happened before, oldest first, as far as this node was there and remembers: of a bounded number of
 *     processes the last few events. The first start of what still runs is not among them
 */
public record Explanation(
        ProcessId id,
        NodeId seenFrom,
        Optional<Wish> wish,
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

    /**
     * A running copy.
     *
     * @param node where
     * @param epoch which one
     * @param reason why it was started
     * @param since when, on the clock of its node
     * @param role what it is for
     * @param inRoleSince when it took up that role, on the clock of its node
     * @param stays whether its node is an owner; if not, it is on its way to one
     */
    public record Copy(
            NodeId node, long epoch, StartReason reason, Instant since, Role role, Instant inRoleSince, boolean stays) {}

    /** {@return a text of several lines for people} */
    @Override
    public String toString() {
        return "process " + id + ", seen from " + seenFrom + '\n' + wished() + "rule: " + rule + '\n'
                + section("candidates", candidates, Explanation::line)
                + section("copies", copies, Explanation::line)
                + section("before", past, Explanation::line);
    }

    private String wished() {
        return wish.map(wish -> (wish.runs() ? "shall run" : "shall not run") + " since " + wish.at() + ", says "
                        + wish.by() + '\n')
                .orElse("nobody wants it\n");
    }

    private static <T> String section(String heading, List<T> items, Function<T, String> line) {
        return heading + (items.isEmpty() ? ": none\n" : ":\n")
                + items.stream().map(item -> "  " + line.apply(item) + '\n').collect(Collectors.joining());
    }

    private static String line(Candidate candidate) {
        return candidate.node() + " " + lower(candidate.standing())
                + (candidate.note().isEmpty() ? "" : " (" + candidate.note() + ')');
    }

    private static String line(Copy copy) {
        String role = lower(copy.role()) + (copy.inRoleSince().equals(copy.since()) ? "" : " since " + copy.inRoleSince());
        return copy.node() + " " + role + ", " + lower(copy.reason()) + " at " + copy.since() + ", epoch "
                + copy.epoch() + (copy.stays() ? "" : ", to be given away");
    }

    private static String line(HubEvent.ProcessEvent event) {
        return event.at() + " "
                + switch (event) {
                    case HubEvent.ProcessStarted started -> lower(started.reason()) + " on " + started.node();
                    case HubEvent.ProcessEnded ended -> lower(ended.cause()) + " on " + ended.node();
                    case HubEvent.RoleChanged changed -> "became " + lower(changed.role()) + " on " + changed.node();
                    case HubEvent.ProcessParked parked -> "parked: " + parked.error();
                };
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
