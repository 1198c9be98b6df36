package io.processhub.testkit.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun.Change;
import io.processhub.explain.Explanation;
import io.processhub.explain.Explanation.Candidate;
import io.processhub.explain.Explanation.Copy;
import io.processhub.explain.Explanation.Outlook;
import io.processhub.explain.Explanation.Standing;
import io.processhub.hook.HubEvent.ProcessEnded;
import io.processhub.hook.HubEvent.ProcessParked;
import io.processhub.registry.Instance.EndCause;
import io.processhub.spec.ProcessId;
import io.processhub.spec.RestartLimit;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.partition.PartitionStrategy.Census;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;

/** What is told of a process in the situations that people ask about. */
final class SituationsTest {
    private static final ProcessId P = ProcessId.of("p");

    /** Two members at least. */
    private record Pair() implements PartitionStrategy {
        @Override
        public boolean mayRun(Census census) {
            return census.members() >= 2;
        }
    }

    private static SimulatedCluster cluster(int nodes, long seed, UnaryOperator<HubBuilder> settings) {
        SimulatedCluster cluster =
                SimulatedCluster.of(nodes).seed(seed).settings(settings).start();
        cluster.settle();
        return cluster;
    }

    /** With a probe that runs. */
    private static SimulatedCluster probing(int nodes, long seed, UnaryOperator<HubBuilder> settings) {
        SimulatedCluster cluster = cluster(nodes, seed, settings);
        cluster.await(cluster.startAll(1, List.of(SimulatedCluster.probe("p"))));
        cluster.settle();
        return cluster;
    }

    private static Explanation explain(SimulatedCluster cluster, int node) {
        return cluster.await(cluster.hub(node).explain(P));
    }

    private static List<NodeId> owners(Explanation explanation) {
        return ExplainTest.nodes(explanation, Standing.OWNER);
    }

    @Seeds(5)
    void everyNodeExplainsTheSame(long seed) {
        SimulatedCluster cluster = probing(3, seed, hub -> hub);
        NodeId host = cluster.runningCopiesOf(P).getFirst().node();

        for (int node = 1; node <= 3; node++) {
            Explanation explanation = explain(cluster, node);
            assertThat(explanation.seenFrom()).isEqualTo(cluster.hub(node).self());
            assertThat(explanation.intent().orElseThrow().by())
                    .isEqualTo(cluster.hub(1).self());
            assertThat(explanation.rule()).endsWith("of any; one copy");
            assertThat(owners(explanation)).containsExactly(host);
            assertThat(explanation.candidates())
                    .hasSize(3)
                    .allMatch(candidate -> candidate.note().startsWith("draws "));
            assertThat(explanation.copies()).hasSize(1).allMatch(copy -> copy.reason() == StartReason.FRESH);
            assertThat(explanation.past()).isEmpty();
        }
    }

    @Seeds(5)
    void aFailoverIsToldWithTheLossThatCausedIt(long seed) {
        SimulatedCluster cluster = probing(3, seed, hub -> hub);
        NodeId lost = cluster.runningCopiesOf(P).getFirst().node();
        int node = Integer.parseInt(lost.name().substring(1));

        cluster.crash(node);
        cluster.settle();

        Explanation explanation = explain(cluster, node % 3 + 1);
        assertThat(explanation.copies()).hasSize(1).allMatch(copy -> copy.reason() == StartReason.FAILED_OVER);
        assertThat(explanation.past()) // in the order in which this node heard of it
                .anyMatch(event -> event instanceof ProcessEnded ended
                        && ended.node().equals(lost)
                        && ended.cause() == EndCause.NODE_LOST);
        assertThat(explanation.toString()).contains(" node lost on " + lost, " failed over on ");
    }

    @Seeds(5)
    void anUnwantedProcessIsSaidToHaveNoIntent(long seed) {
        SimulatedCluster cluster = cluster(2, seed, hub -> hub);
        assertThat(explain(cluster, 1).intent()).isEmpty();
        assertThat(explain(cluster, 1).toString()).contains("no intent is known");

        cluster.await(cluster.startAll(1, List.of(SimulatedCluster.probe("p"))));
        cluster.await(cluster.stopAll(2, List.of(P)));

        Explanation stopped = explain(cluster, 2);
        assertThat(stopped.wanted()).isFalse();
        assertThat(stopped.candidates()).isEmpty();
        assertThat(stopped.past().getLast())
                .isInstanceOfSatisfying(
                        ProcessEnded.class, ended -> assertThat(ended.cause()).isEqualTo(EndCause.STOPPED));
    }

    /** The node that is asked to stop it knows that it still runs elsewhere. */
    @Seeds(5)
    void aProcessThatStopsSaysSo(long seed) {
        SimulatedCluster cluster = probing(2, seed, hub -> hub);
        NodeId host = cluster.runningCopiesOf(P).getFirst().node();
        ProcessHub other = cluster.hub(host.equals(cluster.hub(1).self()) ? 2 : 1);

        var stopped = other.stop(P);
        Explanation meanwhile = cluster.await(other.explain(P));

        assertThat(meanwhile.wanted()).isFalse();
        assertThat(meanwhile.copies()).extracting(Copy::outlook).containsExactly(Outlook.STOPS);
        assertThat(meanwhile.toString()).contains("intent to stop since ", ", will stop");
        assertThat(cluster.await(stopped).id()).isEqualTo(P);
    }

    @Seeds(5)
    void aStaticProcessIsExplainedLikeAnyOther(long seed) {
        SimulatedCluster cluster = cluster(2, seed, hub -> hub.ensure(SimulatedCluster.probe("p")));

        assertThat(explain(cluster, 1).wanted()).isTrue();
        assertThat(explain(cluster, 2).copies())
                .extracting(Copy::node)
                .isEqualTo(owners(explain(cluster, 2)))
                .hasSize(1);
    }

    @Seeds(5)
    void aParkedProcessSaysWhatItDiedOf(long seed) {
        SimulatedCluster cluster = cluster(1, seed, hub -> hub);
        var once = new RestartLimit(
                0, Duration.ofMinutes(1), Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofHours(9));
        cluster.await(cluster.startAll(1, List.of(SimulatedCluster.probe("p").limit(once))));
        cluster.hub(1).untyped(P).tell("crash");
        cluster.run(Duration.ofSeconds(1));

        Explanation explanation = explain(cluster, 1);

        assertThat(explanation.candidates())
                .singleElement()
                .satisfies(candidate ->
                        assertThat(candidate.note()).contains("told to crash", "; tried again at 2026-01-01T09:00:0"));
        assertThat(explanation.candidates()).extracting(Candidate::standing).containsExactly(Standing.PARKED);
        assertThat(explanation.copies()).isEmpty();
        assertThat(explanation.past().getLast()).isInstanceOf(ProcessParked.class);
    }

    @Seeds(5)
    void withoutAQuorumItSaysWhyNothingRuns(long seed) {
        SimulatedCluster cluster = probing(2, seed, hub -> hub.partition(new Pair()));

        cluster.crash(2);
        cluster.run(Duration.ofSeconds(30));

        Explanation explanation = explain(cluster, 1);
        assertThat(explanation.obstacle()).isEqualTo("no quorum, by Pair[]");
        assertThat(explanation.copies()).isEmpty();
        assertThat(owners(explanation)).containsExactly(cluster.hub(1).self());
        assertThat(explanation.toString()).contains("n1#1 starts nothing: no quorum", "does not run it yet");
    }

    @Seeds(5)
    void everyCopyIsToldWithItsRole(long seed) {
        SimulatedCluster cluster = probing(3, seed, hub -> hub.redundancy(Replication.activePassive(2)));

        Explanation explanation = explain(cluster, 3);

        assertThat(explanation.copies())
                .extracting(copy -> copy.role().acknowledged())
                .containsExactlyInAnyOrder(Role.ACTIVE, Role.PASSIVE);
        assertThat(explanation.copies())
                .allMatch(copy -> copy.role().due() == copy.role().acknowledged());
        assertThat(explanation.copies())
                .extracting(Copy::node)
                .containsExactlyInAnyOrderElementsOf(owners(explanation));
    }

    /** A node that has begun to leave is given nothing, and what still runs there is on its way. */
    @Seeds(5)
    void aNodeThatLeavesIsToldFromTheOthers(long seed) {
        SimulatedCluster cluster = probing(3, seed, hub -> hub);
        NodeId host = cluster.runningCopiesOf(P).getFirst().node();
        int node = Integer.parseInt(host.name().substring(1));
        ProcessHub other = cluster.hub(node % 3 + 1);

        var left = cluster.hub(node).closeAsync(Duration.ofSeconds(5));
        cluster.runUntil(
                () -> cluster.await(other.explain(P)).candidates().getLast().standing() == Standing.LEAVING,
                Duration.ofSeconds(1));

        assertThat(cluster.await(other.explain(P)).candidates().getLast().node())
                .isEqualTo(host);
        cluster.await(left);
    }

    /** While it reads what another member knows, a node starts nothing that it is not asked for. */
    @Seeds(5)
    void aNodeThatStillReadsSaysSo(long seed) {
        SimulatedCluster cluster =
                SimulatedCluster.of(2).seed(seed).delay(20, 40).start();
        cluster.settle();
        SimulatedCluster.Split split = cluster.split(2);
        cluster.run(Duration.ofSeconds(30));
        cluster.await(cluster.startAll(2, List.of(SimulatedCluster.probe("p"))));

        split.heal();
        cluster.runUntil(() -> !explain(cluster, 1).obstacle().isEmpty(), Duration.ofSeconds(30));

        assertThat(explain(cluster, 1).obstacle()).isEqualTo("it still reads what other members know");
        cluster.settle();
        assertThat(explain(cluster, 1).obstacle()).isEmpty();
    }

    @Seeds(1)
    void aChangeThatCannotBeIsRefused(long seed) {
        SimulatedCluster cluster = probing(1, seed, hub -> hub);

        assertThatThrownBy(() -> cluster.await(cluster.hub(1).dryRun(new Change.Leave("n2"))))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("node n2 is not a member; members are n1");
        assertThat(cluster.await(cluster.hub(1).dryRun(new Change.Leave("n1"))).moves())
                .hasToString("[p: n1 -> nowhere]");
    }

    @Seeds(1)
    void aClosedHubExplainsNothing(long seed) {
        SimulatedCluster cluster = cluster(1, seed, hub -> hub);
        ProcessHub hub = cluster.hub(1);
        cluster.await(hub.closeAsync(Duration.ZERO));

        for (var answer : List.of(hub.explain(P), hub.dryRun(new Change.Leave("n1")))) {
            assertThatThrownBy(() -> cluster.await(answer))
                    .cause()
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("the hub on this node is closed");
        }
    }
}
