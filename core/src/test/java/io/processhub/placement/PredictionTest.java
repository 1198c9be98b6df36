package io.processhub.placement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.process.ProcessType;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Registration;
import io.processhub.registry.Registration.Copy;
import io.processhub.registry.Registration.Parked;
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
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class PredictionTest {
    private static final NodeId A = new NodeId("a", 4);
    private static final NodeId B = new NodeId("b", 2);
    private static final NodeId C = new NodeId("c", 7);
    private static final RedundancyStrategy ONE = new Singularity();

    /** The heaviest nodes run everything. */
    private record Heaviest() implements DistributionStrategy {
        @Override
        public Placement over(List<Candidate> candidates) {
            List<Candidate> order = candidates.stream()
                    .sorted(Comparator.comparingDouble(Candidate::weight).reversed())
                    .toList();
            return (process, copies, allowed) -> order.stream()
                    .map(Candidate::node)
                    .filter(allowed)
                    .limit(copies)
                    .toList();
        }
    }

    private static Registration process(String id, NodeId... hosts) {
        List<Copy> hosted = Stream.of(hosts)
                .map(host -> new Copy(host, new Instance(1, Role.ACTIVE, StartReason.FRESH, new Stamp(1, host))))
                .toList();
        return new Registration(ProcessType.of("t", Object.class).spec(id), Metadata.NONE, hosted);
    }

    private static Registration parked(Registration known, NodeId... nodes) {
        List<Parked> parked =
                Stream.of(nodes).map(node -> new Parked(node, "no disk", null)).toList();
        return new Registration(known.wanted(), known.instances(), parked);
    }

    /** With the nodes a, b and c, of weights 3, 2 and 1; those that leave are given nothing. */
    private static DryRun run(
            Change change, RedundancyStrategy redundancy, List<NodeId> leaving, Registration... registrations) {
        List<NodeId> members = List.of(A, B, C);
        List<Candidate> staying = IntStream.range(0, 3)
                .filter(at -> !leaving.contains(members.get(at)))
                .mapToObj(at -> new Candidate(members.get(at), 3 - at, ""))
                .toList();
        var placement = new PlacementView(new Heaviest(), redundancy, () -> staying);
        return new Prediction(List.of(change), members, staying, placement::plan, DryRun.Quorum.HELD)
                .run(List.of(registrations));
    }

    private static List<String> moves(Change change, RedundancyStrategy redundancy, Registration... registrations) {
        return run(change, redundancy, List.of(), registrations).moves().stream()
                .map(DryRun.Move::toString)
                .toList();
    }

    @Test
    void whoLeavesGivesItsProcessesToTheNextOwners() {
        assertThat(moves(new Change.Leave("a"), ONE, process("p", A))).containsExactly("p: a -> b");
        assertThat(moves(new Change.Leave("c"), ONE, process("p", A))).isEmpty();
    }

    @Test
    void whoJoinsTakesItsShare() {
        assertThat(moves(new Change.Join("d", 9, ""), ONE, process("p", A))).containsExactly("p: a -> d");
        assertThat(moves(new Change.Join("d"), ONE, process("p", A))).isEmpty();
    }

    @Test
    void whoIsWeighedAnewGetsMoreOrLess() {
        assertThat(moves(new Change.Weigh("c", 9), ONE, process("p", A))).containsExactly("p: a -> c");
        assertThat(moves(new Change.Weigh("a", 0.5), ONE, process("p", A))).containsExactly("p: a -> b");
        assertThat(moves(new Change.Weigh("a", 2.5), ONE, process("p", A))).isEmpty();
    }

    @Test
    void everyCopyCounts() {
        assertThat(moves(new Change.Leave("a"), Replication.activePassive(2), process("p", A, B)))
                .containsExactly("p: a -> c");
        assertThat(moves(new Change.Leave("a"), Replication.activePassive(3), process("p", A, B, C)))
                .containsExactly("p: a -> nowhere");
        var everywhere = Replication.activeActive(Replication.CLUSTER_SIZE);
        assertThat(moves(new Change.Join("d"), everywhere, process("p", A, B, C)))
                .containsExactly("p: nowhere -> d");
    }

    @Test
    void whereAProcessIsParkedItDoesNotGo() {
        assertThat(moves(new Change.Leave("a"), ONE, parked(process("p", A), B)))
                .containsExactly("p: a -> c");
        assertThat(moves(new Change.Leave("a"), ONE, parked(process("p", A), B, C)))
                .containsExactly("p: a -> nowhere");
        assertThat(moves(new Change.Join("d", 2, ""), ONE, parked(process("p", C), A, B)))
                .containsExactly("p: c -> d");
    }

    /** To get another weight it has to start again. */
    @Test
    void whoIsWeighedAnewForgetsWhatItHasParked() {
        assertThat(moves(new Change.Weigh("a", 4), ONE, parked(process("p", B), A)))
                .containsExactly("p: b -> a");
    }

    @Test
    void whatHasToMoveOrToStartAnywayIsToldToo() {
        assertThat(moves(new Change.Leave("c"), ONE, process("p", B), process("q")))
                .containsExactly("p: b -> a", "q: nowhere -> a");
    }

    @Test
    void aMemberThatLeavesIsGivenNothing() {
        DryRun dryRun = run(new Change.Leave("b"), ONE, List.of(A), process("p", B), process("q", A));

        assertThat(dryRun.moves()).extracting(DryRun.Move::toString).containsExactly("p: b -> c", "q: a -> c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> run(new Change.Weigh("a", 2), ONE, List.of(A)))
                .withMessageContaining("node a is leaving");
    }

    /** A copy that belongs nowhere, because every node has parked the process, goes on as long as its node does. */
    @Test
    void whatBelongsNowhereStays() {
        assertThat(moves(new Change.Leave("a"), ONE, parked(process("p", C), A, B, C)))
                .isEmpty();
        assertThat(moves(new Change.Leave("c"), ONE, parked(process("p", C), A, B, C)))
                .containsExactly("p: c -> nowhere");
    }

    @Test
    void theLastMemberMayLeave() {
        List<NodeId> alone = List.of(A);
        List<Candidate> staying = List.of(new Candidate(A, 1, ""));
        for (RedundancyStrategy redundancy : List.of(ONE, Replication.activePassive(2))) {
            var placement = new PlacementView(new Heaviest(), redundancy, () -> staying);

            var dryRun = new Prediction(
                            List.of(new Change.Leave("a")), alone, staying, placement::plan, DryRun.Quorum.HELD)
                    .run(List.of(process("p", A)));

            assertThat(dryRun.moves()).extracting(DryRun.Move::toString).containsExactly("p: a -> nowhere");
        }
    }

    @Test
    void nodesHaveToFitTheChange() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> moves(new Change.Leave("d"), ONE))
                .withMessage("node d is not a member; members are a, b, c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> moves(new Change.Weigh("a#4", 2), ONE))
                .withMessage("node a#4 is not a member; members are a, b, c");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> moves(new Change.Join("c"), ONE))
                .withMessage("node c is a member already; members are a, b, c");
    }

    @Test
    void ofManyMembersTheFirstAreNamed() {
        List<NodeId> many = IntStream.range(100, 200)
                .mapToObj(number -> new NodeId("n" + number, 1))
                .toList();
        var placement = new PlacementView(new Heaviest(), ONE, List::of);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Prediction(
                                List.of(new Change.Leave("d")), many, List.of(), placement::plan, DryRun.Quorum.HELD)
                        .run(List.of()))
                .withMessageEndingWith("n118, n119 and 80 more");
    }

    @Test
    void aPredictionSaysHowManyProcessesMove() {
        DryRun dryRun = run(new Change.Leave("a"), ONE, List.of(), process("p", A), process("q", B));

        assertThat(dryRun.processes()).isEqualTo(2);
        assertThat(dryRun.moves()).extracting(DryRun.Move::id).containsExactly(ProcessId.of("p"));
    }
}
