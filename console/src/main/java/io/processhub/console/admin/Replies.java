package io.processhub.console.admin;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.processhub.spec.Role;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * What the admin endpoint answers; each record is one JSON object, its names in snake case. Parts of a record are
 * unwrapped: their components stand in the same object, and the names of the parts do not appear.
 */
public final class Replies {

    private Replies() {}

    /**
     * How the hub is doing, as one node sees it.
     *
     * @param hub its id
     * @param node the node that answers
     * @param phase where it is in its life
     * @param membership the nodes, and what the node that answers may do among them
     * @param registry what the node that answers knows about all processes
     * @param local how many instances run on the node that answers
     * @param dropped how many messages that node dropped without a sender to inform, by reason
     * @param carrierHolders processes there that compute for seconds, so that others wait
     */
    public record Status(
            String hub,
            String node,
            String phase,
            @JsonUnwrapped Membership membership,
            @JsonUnwrapped RegistryState registry,
            int local,
            Map<String, Long> dropped,
            List<String> carrierHolders) {}

    /**
     * The nodes of the hub.
     *
     * @param members the nodes that run it
     * @param quorum whether the node that answers may run processes
     * @param redistributing whether it learns, starts or moves processes because the members changed
     * @param unheard nodes that it does not hear, that do not hear it, or that do not count it
     * @param advice what is missing for a quorum, and what would restore it; empty when it is held
     */
    public record Membership(
            List<String> members, boolean quorum, boolean redistributing, List<String> unheard, String advice) {

        /**
         * With a quorum.
         *
         * @param members the nodes that run it
         * @param quorum whether the node that answers may run processes
         * @param redistributing whether it learns, starts or moves processes because the members changed
         * @param unheard nodes that are not heard, or do not hear it
         */
        public Membership(List<String> members, boolean quorum, boolean redistributing, List<String> unheard) {
            this(members, quorum, redistributing, unheard, "");
        }
    }

    /**
     * From how many nodes a majority is counted from now on.
     *
     * @param size at least so many
     */
    public record Size(int size) {}

    /**
     * What a node knows about all processes.
     *
     * @param processes how many are wanted
     * @param waiting how many of them run in fewer instances than they should, or without an active one
     * @param digest equal on two nodes when their registries are equal; hexadecimal
     */
    public record RegistryState(int processes, int waiting, String digest) {}

    /**
     * One node of the hub.
     *
     * @param node its name and incarnation
     * @param processes how many processes run there
     * @param self whether it is the node that answers
     */
    public record NodeRow(String node, int processes, boolean self) {}

    /**
     * One process.
     *
     * @param id its name
     * @param type its type
     * @param argument its argument: a text, or a value as JSON; empty for none
     * @param tag its tag; empty for none
     * @param labels its labels
     * @param instances where it runs; empty while it waits
     */
    public record ProcessRow(
            String id,
            String type,
            String argument,
            String tag,
            Map<String, String> labels,
            List<InstanceRow> instances) {}

    /**
     * One running copy of a process.
     *
     * @param node where
     * @param epoch which one; a later one has a greater epoch
     * @param role active or passive
     * @param reason why it was started
     */
    public record InstanceRow(String node, long epoch, String role, String reason) {

        /**
         * Whether it does the work.
         *
         * @return false when it stands by
         */
        public boolean active() {
            return role.equals(Role.ACTIVE.name());
        }
    }

    /**
     * What became of a request to start processes.
     *
     * @param started how many run because of it
     * @param existing how many were wanted before and left alone
     * @param failed how many do not run as they should
     * @param problems the first of them, a sentence each
     */
    public record Started(int started, int existing, int failed, List<String> problems) {}

    /**
     * What became of a request to stop processes.
     *
     * @param stopped how many were stopped
     * @param failed how many were not found or not stopped in time
     * @param problems the first of them, a sentence each
     */
    public record Stopped(int stopped, int failed, List<String> problems) {}

    /**
     * Where a message was sent.
     *
     * @param id which process
     */
    public record Sent(String id) {}

    /**
     * What became of a node that was to leave.
     *
     * @param node which node
     * @param gone whether it is no member any more
     * @param text the same for people
     */
    public record Drained(String node, boolean gone, String text) {}

    /**
     * What a process replied.
     *
     * @param id which process
     * @param reply its reply: a text, a number, or a record as an object
     */
    public record Answer(String id, JsonNode reply) {

        /**
         * The reply for people.
         *
         * @return a text as it is, anything else as JSON
         */
        public String text() {
            return reply.isString() ? reply.stringValue() : reply.toString();
        }
    }

    /**
     * Which processes answered a call from this node.
     *
     * @param asked how many were called
     * @param answered how many replied
     * @param failed how many did not
     * @param failures the first of them, a sentence each
     */
    public record Verified(int asked, int answered, int failed, List<String> failures) {}

    /**
     * A process object that is alive in the JVM of the node that answers, whatever the registry says.
     *
     * @param id which process
     * @param epoch which instance
     * @param role its role, as it was last given: active or passive
     * @param handled how many messages it has handled, those of instances included whose state it took over
     */
    public record LocalRow(String id, long epoch, String role, long handled) {}

    /**
     * Why a process runs where it runs, or does not, as the node that answers sees it.
     *
     * @param id which process
     * @param seenFrom the node that answers
     * @param intent what is wanted
     * @param placement where the node that answers would run it
     * @param copies what runs
     * @param past what happened before, oldest first, a sentence each
     * @param text all of it for people, several lines
     */
    public record Explained(
            String id,
            String seenFrom,
            @JsonUnwrapped Intent intent,
            @JsonUnwrapped Placement placement,
            List<CopyRow> copies,
            List<String> past,
            String text) {}

    /**
     * What is wanted of a process.
     *
     * @param wanted whether it must run
     * @param intentAt when a node recorded that; empty when no node ever did
     * @param intentBy the node that recorded it; empty likewise
     */
    public record Intent(boolean wanted, String intentAt, String intentBy) {}

    /**
     * Where a node would run a process.
     *
     * @param obstacle why it starts nothing; empty when it does
     * @param rule by which nodes and roles are chosen
     * @param candidates the members, in order of preference
     */
    public record Placement(String obstacle, String rule, List<CandidateRow> candidates) {}

    /**
     * A member, and how it stands for a process.
     *
     * @param node which one
     * @param standing owner, outranked, parked or leaving
     * @param note what the strategy says about it, or what the process died of there; may be empty
     */
    public record CandidateRow(String node, String standing, String note) {}

    /**
     * A running copy, and why it runs.
     *
     * @param node where
     * @param epoch which one
     * @param reason why it was started
     * @param since when
     * @param role active or passive
     * @param roleSince when it took that up; empty when the node that answers does not know
     * @param roleDue what it should be
     * @param outlook whether it stays, moves or stops
     */
    public record CopyRow(
            String node,
            long epoch,
            String reason,
            String since,
            String role,
            String roleSince,
            String roleDue,
            String outlook) {}

    /**
     * What a change of the members would move.
     *
     * @param summary one sentence
     * @param processes how many are wanted
     * @param moves in order of the ids
     * @param quorum whether the members would have one
     */
    public record Predicted(String summary, int processes, List<MoveRow> moves, QuorumRow quorum) {}

    /**
     * Whether the members would have a quorum.
     *
     * @param afterLeaving when the nodes that are to go leave
     * @param afterFailure when they fail
     * @param summary what would be missing; empty for nothing
     */
    public record QuorumRow(boolean afterLeaving, boolean afterFailure, String summary) {}

    /**
     * One process that would run elsewhere.
     *
     * @param id which one
     * @param from nodes that would lose their copy
     * @param to nodes that would get one
     */
    public record MoveRow(String id, List<String> from, List<String> to) {}

    /**
     * Why a request came to nothing.
     *
     * @param error one line: value and remedy
     */
    public record Problem(String error) {}
}
