package io.processhub.console.admin;

import io.processhub.process.Role;
import java.util.List;
import java.util.Map;

/** What the admin endpoint answers; each record is one JSON object, its names in snake case. */
public final class Replies {

    private Replies() {}

    /**
     * How the hub is doing, as one node sees it.
     *
     * @param hub its id
     * @param node the node that answers
     * @param members the nodes that run the hub
     * @param phase where it is in its life
     * @param processes how many processes the registry knows
     * @param waiting how many of them have fewer instances than they should, or not yet their roles
     * @param local how many instances run on the node that answers
     * @param quorum whether it may run processes
     * @param locked whether it is redistributing
     * @param dropped how many messages the node had to drop while nobody waited to be told, by reason
     * @param digest equal on two nodes when their registries are equal; hexadecimal
     */
    public record Status(
            String hub,
            String node,
            List<String> members,
            String phase,
            int processes,
            int waiting,
            int local,
            boolean quorum,
            boolean locked,
            Map<String, Long> dropped,
            String digest) {}

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
     * @param argument its argument; empty for none
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
     * What a process replied.
     *
     * @param id which process
     * @param reply its reply as text
     */
    public record Answer(String id, String reply) {}

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
     * @param role what it was told last that it is for: active or passive
     * @param handled how many messages it has handled, those of instances included whose state it took over
     */
    public record LocalRow(String id, long epoch, String role, long handled) {}

    /**
     * Why a request came to nothing.
     *
     * @param error one line: value and remedy
     */
    public record Problem(String error) {}
}
