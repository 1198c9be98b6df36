package io.processhub.placement;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.explain.Explanation;
import io.processhub.explain.Explanation.Copy;
import io.processhub.explain.Explanation.Outlook;
import io.processhub.explain.Explanation.Standing;
import io.processhub.hook.HubEvent;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.placement.Insight.History;
import io.processhub.process.ProcessType;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Intent.Wanted;
import io.processhub.replication.Directory;
import io.processhub.replication.RegistryWatcher;
import io.processhub.replication.ReplicatedRegistry;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.strategy.redundancy.Singularity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

final class InsightTest {
    private static final NodeId A = new NodeId("a", 1);
    private static final NodeId B = new NodeId("b", 1);
    private static final NodeId C = new NodeId("c", 1);
    private static final List<NodeId> MEMBERS = List.of(A, B, C);
    private static final ProcessId ID = ProcessId.of("p");

    private final ReplicatedRegistry registry = new ReplicatedRegistry(A, 0, new Directory(), RegistryWatcher.NONE);
    private final History history = new History();
    private final Map<NodeId, Long> versions = new TreeMap<>();
    private final List<NodeId> staying = new ArrayList<>(MEMBERS);
    private DistributionStrategy distribution = new InOrder();
    private RedundancyStrategy redundancy = new Singularity();
    private boolean mayRun = true;

    InsightTest() {
        registry.arrive(B, 0);
        registry.arrive(C, 0);
    }

    /** The nodes run processes in the order of their names. */
    private record InOrder() implements DistributionStrategy {
        @Override
        public Placement over(List<Candidate> candidates) {
            List<NodeId> nodes = candidates.stream().map(Candidate::node).toList();
            return new Placement() {
                @Override
                public List<NodeId> owners(Wanted process, int copies, Predicate<NodeId> allowed) {
                    return nodes.stream().filter(allowed).limit(copies).toList();
                }

                @Override
                public String reason(Wanted process, NodeId candidate) {
                    return "number " + (1 + nodes.indexOf(candidate));
                }
            };
        }
    }

    /** Prefers the last node for one copy, and the first ones for several. */
    private record Fickle() implements DistributionStrategy {
        @Override
        public Placement over(List<Candidate> candidates) {
            Placement inOrder = new InOrder().over(candidates);
            return (process, copies, allowed) ->
                    copies == 1 ? List.of(candidates.getLast().node()) : inOrder.owners(process, copies, allowed);
        }
    }

    private static Instant ms(long number) {
        return Instant.ofEpochMilli(number);
    }

    /** A reading of the hybrid clock. */
    private static long at(long ms) {
        return (ms << 16) + 5;
    }

    private Stamp want(long ms, NodeId by) {
        var stamp = new Stamp(at(ms), by);
        registry.write(new Intent(
                ID, stamp, new Intent.Wanted(ProcessType.of("t", Object.class).spec("p"), Metadata.NONE)));
        return stamp;
    }

    private void says(NodeId node, Presence presence) {
        if (node.equals(A)) {
            registry.write(ID, presence);
            return;
        }
        long version = versions.merge(node, 1L, Long::sum);
        var entry = new Entry.PresenceSet(version, ID, presence);
        registry.apply(new Delta(node, version - 1, version, 0, List.of(entry)));
    }

    private static Presence running(long epoch, Role role, long term, Stamp intentStamp) {
        return new Presence.Running(
                new Instance(at(epoch), role, StartReason.FRESH, intentStamp).in(role, term == 0 ? 0 : at(term)));
    }

    private Explanation explain() {
        var placement = new PlacementView(
                distribution,
                redundancy,
                () -> staying.stream().map(node -> new Candidate(node, 1, "")).toList());
        placement.membersChanged();
        return new Insight(registry, placement, new RoleAssignment(redundancy), history, () -> MEMBERS)
                .explain(ID, mayRun, mayRun ? "" : "no quorum");
    }

    private List<String> standings() {
        return explain().candidates().stream()
                .map(candidate -> candidate.node().name() + " " + candidate.standing() + " " + candidate.note())
                .toList();
    }

    @Test
    void anUnknownProcessIsNotWanted() {
        Explanation unknown = explain();

        assertThat(unknown.intent()).isEmpty();
        assertThat(unknown.wanted()).isFalse();
        assertThat(unknown.candidates()).isEmpty();
        assertThat(unknown.copies()).isEmpty();
        assertThat(unknown.past()).isEmpty();
        assertThat(unknown.seenFrom()).isEqualTo(A);
    }

    @Test
    void aProcessIsExplainedByItsIntentTheRuleAndTheCandidates() {
        Stamp intentStamp = want(7, B);
        says(A, running(8, Role.ACTIVE, 8, intentStamp));

        Explanation explanation = explain();

        assertThat(explanation.intent()).contains(new Explanation.Intent(true, ms(7), B));
        assertThat(explanation.rule()).isEqualTo("InOrder[]; one copy");
        assertThat(explanation.candidates())
                .containsExactly(
                        new Explanation.Candidate(A, Standing.OWNER, "number 1"),
                        new Explanation.Candidate(B, Standing.OUTRANKED, "number 2"),
                        new Explanation.Candidate(C, Standing.OUTRANKED, "number 3"));
        assertThat(explanation.copies())
                .containsExactly(new Copy(
                        A,
                        at(8),
                        StartReason.FRESH,
                        ms(8),
                        new Explanation.RoleState(Role.ACTIVE, Optional.of(ms(8)), at(8), Role.ACTIVE),
                        Outlook.STAYS));
        assertThat(explanation.obstacle()).isEmpty();
    }

    @Test
    void whereItIsParkedIsToldWithTheError() {
        Stamp intentStamp = want(7, B);
        says(A, new Presence.Parked("no disk", intentStamp, ms(99)));
        says(C, new Presence.Parked("no net", intentStamp, null));

        assertThat(standings())
                .containsExactly("b OWNER number 2", "a PARKED no disk; tried again at " + ms(99), "c PARKED no net");
    }

    @Test
    void ownersComeFirstHoweverAStrategyRanksTheOthers() {
        want(7, B);
        distribution = new Fickle();

        assertThat(standings()).containsExactly("c OWNER ", "a OUTRANKED ", "b OUTRANKED ");
    }

    @Test
    void whoLeavesIsGivenNothing() {
        Stamp intentStamp = want(7, B);
        says(A, running(8, Role.ACTIVE, 8, intentStamp));
        staying.remove(A);

        assertThat(standings()).containsExactly("b OWNER number 1", "c OUTRANKED number 2", "a LEAVING ");
        assertThat(explain().copies()).extracting(Copy::outlook).containsExactly(Outlook.MOVES);

        staying.clear();
        assertThat(standings()).containsExactly("a LEAVING ", "b LEAVING ", "c LEAVING ");
        assertThat(explain().copies()).extracting(Copy::outlook).containsExactly(Outlook.STAYS);
    }

    @Test
    void whatIsNotWantedAnyMoreStops() {
        Stamp intentStamp = want(7, B);
        says(B, running(8, Role.ACTIVE, 8, intentStamp));
        registry.write(new Intent(ID, new Stamp(at(9), A), null));

        Explanation explanation = explain();

        assertThat(explanation.intent()).contains(new Explanation.Intent(false, ms(9), A));
        assertThat(explanation.candidates()).isEmpty();
        assertThat(explanation.copies()).extracting(Copy::outlook).containsExactly(Outlook.STOPS);
    }

    @Test
    void withoutAQuorumNothingRunsHere() {
        Stamp intentStamp = want(7, B);
        says(A, running(8, Role.ACTIVE, 8, intentStamp));
        says(B, running(9, Role.ACTIVE, 9, intentStamp));
        redundancy = Replication.activeActive(2);
        mayRun = false;

        Explanation explanation = explain();

        assertThat(explanation.obstacle()).isEqualTo("no quorum");
        assertThat(explanation.copies()).extracting(Copy::outlook).containsExactly(Outlook.STOPS, Outlook.STAYS);
    }

    @Test
    void everyCopyTellsSinceWhenItHasItsRole() {
        redundancy = Replication.activePassive(3);
        Stamp intentStamp = want(7, B);
        says(A, running(20, Role.ACTIVE, 30, intentStamp)); // became active
        says(B, running(21, Role.PASSIVE, 0, intentStamp)); // never was
        says(C, running(22, Role.PASSIVE, 22, intentStamp)); // was from the beginning

        assertThat(explain().copies())
                .extracting(copy -> copy.role().since())
                .containsExactly(Optional.of(ms(30)), Optional.of(ms(21)), Optional.empty());

        history.remember(new HubEvent.RoleChanged(ms(24), ID, C, at(11), Role.PASSIVE));
        history.remember(new HubEvent.RoleChanged(ms(25), ID, C, at(22), Role.ACTIVE));
        history.remember(new HubEvent.RoleChanged(ms(26), ID, C, at(22), Role.PASSIVE));
        history.remember(new HubEvent.RoleChanged(ms(27), ID, B, at(22), Role.PASSIVE));
        assertThat(explain().copies().getLast().role().since()).contains(ms(26));
        assertThat(explain().past()).hasSize(4);
    }

    /** An earlier copy on its node was active; this one never was. */
    @Test
    void theTermOfAnEarlierCopyIsNotItsOwn() {
        redundancy = Replication.activePassive(2);
        Stamp intentStamp = want(7, B);
        says(B, running(21, Role.PASSIVE, 12, intentStamp));

        assertThat(explain().copies().getFirst().role().since()).contains(ms(21));
    }

    @Test
    void theRoleThatACopyShouldHaveIsTold() {
        redundancy = Replication.activePassive(2);
        Stamp intentStamp = want(7, B);
        says(B, running(21, Role.PASSIVE, 0, intentStamp));

        assertThat(explain().copies()).extracting(copy -> copy.role().due()).containsExactly(Role.ACTIVE);
        says(A, running(22, Role.ACTIVE, 22, intentStamp));
        assertThat(explain().copies()).extracting(copy -> copy.role().due()).containsExactly(Role.ACTIVE, Role.PASSIVE);
    }
}
