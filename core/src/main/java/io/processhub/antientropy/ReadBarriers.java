package io.processhub.antientropy;

import io.processhub.cluster.NodeId;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.time.Agenda;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Callers that wait until this node has read what all members had written when they called. Each member is asked for
 * the head of its log: what a member acknowledged before, it wrote before, so it is below that head. A head from
 * another message would not do, because nothing says whether it is older than the call.
 *
 * <p>Calls that begin together share one round of questions. A call never joins a round that has been asked already:
 * its answers may be from before the call. Confined to the hub's thread.
 */
public final class ReadBarriers {
    /** The first pause; each later one is twice as long, up to a second. */
    private static final Duration ASK_AGAIN = Duration.ofMillis(100);

    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);
    private static final long UNTOLD = -1;

    private final ReplicatedRegistry registry;
    private final Agenda agenda;
    private final Host host;
    private final Map<Long, Round> rounds = new LinkedHashMap<>();

    /** The calls since the last {@link #update}. */
    private final List<Long> gathered = new ArrayList<>();

    private long questions;

    /**
     * No caller waits yet.
     *
     * @param registry what has been read
     * @param agenda what to do later
     * @param host asks members, and answers callers
     */
    public ReadBarriers(ReplicatedRegistry registry, Agenda agenda, Host host) {
        this.registry = registry;
        this.agenda = agenda;
        this.host = host;
        this.questions = registry.known(registry.self()); // an answer to an earlier generation of the hub has no effect
    }

    /** The hub around it. Confined to the hub's thread. */
    public interface Host {

        /**
         * Asks members for the heads of their logs; best effort.
         *
         * @param members which ones
         * @param question comes back in the answers
         */
        void askHeads(List<NodeId> members, long question);

        /**
         * Ends a call.
         *
         * @param call which one
         * @param outcome what became of it
         */
        void ended(long call, Outcome outcome);
    }

    /**
     * What became of a call.
     *
     * @param end how it ended
     * @param members from which something may be missing; sorted, empty when everything was read
     */
    public record Outcome(End end, List<NodeId> members) {}

    /** How a call ended. */
    public enum End {
        /** This node has read everything. */
        CAUGHT_UP,
        /** A member is none any more, and this node has not read all that it wrote, as far as it knows. */
        MEMBER_LOST,
        /** The time of the call is up. */
        TIMED_OUT
    }

    /** Calls that wait for the same answers: the head of each member, or that it has not told it yet. */
    private record Round(long question, Map<NodeId, Long> heads, List<Long> calls) {
        private List<NodeId> silent() {
            return heads.entrySet().stream()
                    .filter(member -> member.getValue() == UNTOLD)
                    .map(Map.Entry::getKey)
                    .toList();
        }
    }

    /**
     * A caller begins to wait.
     *
     * @param call its number
     * @param timeout how long at most
     */
    public void begin(long call, Duration timeout) {
        gathered.add(call);
        agenda.in(timeout, () -> giveUp(call));
    }

    /**
     * Asks for those who have begun, and ends the calls for which everything has been read by now.
     *
     * @param behind whether callers do not see yet what has been read
     */
    public void update(boolean behind) {
        if (!gathered.isEmpty()) {
            open();
        }
        for (Round round : List.copyOf(rounds.values())) {
            if (!behind && missing(round).isEmpty()) {
                end(round, new Outcome(End.CAUGHT_UP, List.of()));
            }
        }
    }

    private void open() {
        Map<NodeId, Long> heads = new TreeMap<>();
        registry.peers().forEach(member -> heads.put(member, UNTOLD));
        var round = new Round(++questions, heads, new ArrayList<>(gathered));
        gathered.clear();
        rounds.put(round.question(), round);
        ask(round, ASK_AGAIN);
    }

    /** A question or its answer may have been lost; asking twice does no harm. */
    private void ask(Round round, Duration pause) {
        List<NodeId> silent = round.silent();
        if (rounds.containsKey(round.question()) && !silent.isEmpty()) {
            host.askHeads(silent, round.question());
            Duration longer = pause.multipliedBy(2);
            agenda.in(pause, () -> ask(round, longer.compareTo(PAUSE_MAX) < 0 ? longer : PAUSE_MAX));
        }
    }

    private List<NodeId> missing(Round round) {
        return round.heads().entrySet().stream()
                .filter(member -> !hasRead(member.getKey(), member.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private boolean hasRead(NodeId member, long head) {
        return head != UNTOLD && registry.known(member) >= head;
    }

    /**
     * A member has answered.
     *
     * @param member which one
     * @param question that it answers
     * @param head up to which version it has written its log
     */
    public void told(NodeId member, long question, long head) {
        Round round = rounds.get(question);
        if (round != null) {
            round.heads().replace(member, UNTOLD, head);
        }
    }

    /**
     * A node is no member any more; what this node knows of its log is still known.
     *
     * @param node which one
     */
    public void lost(NodeId node) {
        for (Round round : List.copyOf(rounds.values())) {
            Long head = round.heads().remove(node);
            if (head != null && !hasRead(node, head)) {
                end(round, new Outcome(End.MEMBER_LOST, List.of(node)));
            }
        }
    }

    private void giveUp(long call) {
        if (gathered.remove(call)) {
            host.ended(call, new Outcome(End.TIMED_OUT, registry.peers()));
        }
        for (Round round : List.copyOf(rounds.values())) {
            if (round.calls().remove(call)) {
                host.ended(call, new Outcome(End.TIMED_OUT, missing(round)));
                if (round.calls().isEmpty()) {
                    rounds.remove(round.question());
                }
            }
        }
    }

    private void end(Round round, Outcome outcome) {
        rounds.remove(round.question());
        round.calls().forEach(call -> host.ended(call, outcome));
    }
}
