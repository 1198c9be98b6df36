package io.processhub.quorum;

import io.processhub.cluster.NodeId;
import io.processhub.guard.StrategyGuard;
import io.processhub.quorum.VotingConfiguration.Voter;
import io.processhub.strategy.partition.PartitionStrategy;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Hubs that only remember and judge, in parts of a cluster. */
abstract class RememberingHubs {
    final Map<String, Member> members = new HashMap<>();
    long nanos;

    /** A hub as far as its quorum is concerned, and the part of the cluster that it is in. */
    static final class Member {
        final Voter voter;
        final Quorum quorum;
        int part;
        boolean leaving;

        /** How fast its clock runs. */
        double rate = 1;

        Member(String name, long incarnation, PartitionStrategy strategy, int part) {
            this.voter = new Voter(new NodeId(name, incarnation), 1);
            this.quorum = new Quorum(voter, strategy, new StrategyGuard(), 1, QuorumMemory.NONE);
            this.part = part;
        }
    }

    Member open(String name, long incarnation, PartitionStrategy strategy, int part) {
        var member = new Member(name, incarnation, strategy, part);
        members.put(name, member);
        return member;
    }

    Member member(String name) {
        return Objects.requireNonNull(members.get(name), name);
    }

    List<Member> part(int number) {
        return members.values().stream()
                .filter(member -> member.part == number)
                .sorted((one, other) -> one.voter.node().compareTo(other.voter.node()))
                .toList();
    }

    /** The monotonic clock of a member. */
    long clock(Member member) {
        return (long) (nanos * member.rate);
    }

    boolean judge(Member member) {
        List<Voter> present = part(member.part).stream().map(each -> each.voter).toList();
        return member.quorum.judge(new Quorum.View(present, true, !member.leaving, member.leaving, clock(member)));
    }

    /** Everyone in a part greets everyone else, as often as it takes. */
    void talk(int number) {
        for (int round = 0; round < 4; round++) {
            greet(number);
        }
    }

    void greet(int number) {
        for (Member from : part(number)) {
            for (Member to : part(number)) {
                if (from != to) {
                    to.quorum.heard(from.voter, from.quorum.memory(nanos), nanos);
                }
            }
        }
        part(number).forEach(this::judge);
    }

    void move(int part, String... names) {
        for (String name : names) {
            Member moved = member(name);
            for (Member other : members.values()) {
                if (other != moved && other.part == moved.part) {
                    other.quorum.lost(moved.voter, false, nanos);
                    moved.quorum.lost(other.voter, false, nanos);
                }
            }
            moved.part = part;
        }
    }

    boolean held(int number) {
        return part(number).stream().anyMatch(this::judge);
    }

    /** One of the greetings arrives, the others are lost. */
    void greetOne(Member from, Member to) {
        if (from != to && from.part == to.part) {
            judge(from);
            to.quorum.heard(from.voter, from.quorum.memory(nanos), nanos);
            judge(to);
        }
    }

    /** With an initial size of 5, three nodes that know of no other would begin a cluster of their own. */
    boolean mayBegin() {
        return members.values().stream()
                        .filter(member -> member.quorum.memory(nanos).equals(QuorumMemory.NONE))
                        .count()
                < 2;
    }

    void restart(Member one, PartitionStrategy strategy, int part) {
        NodeId node = one.voter.node();
        for (Member other : members.values()) {
            if (other != one) {
                other.quorum.lost(one.voter, false, nanos);
            }
        }
        open(node.name(), node.incarnation() + 1, strategy, part);
    }
}
