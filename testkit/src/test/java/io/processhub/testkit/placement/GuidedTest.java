package io.processhub.testkit.placement;

import static io.processhub.testkit.placement.Rollcall.hosts;
import static io.processhub.testkit.placement.Rollcall.reason;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.StartReport;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.registry.Intent.Assignment;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.StartReason;
import io.processhub.strategy.distribution.Guided;
import io.processhub.strategy.distribution.Guided.WhenAway;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.ClusterPlan;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Processes run on the nodes that callers name. */
final class GuidedTest {
    private static final ProcessId A = new ProcessId("a");
    private static final ProcessId B = new ProcessId("b");
    private static final Duration A_WHILE = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static SimulatedCluster cluster(int nodes, long seed, WhenAway whenAway) {
        return settled(SimulatedCluster.of(nodes).seed(seed).settings(hub -> hub.distribution(new Guided(whenAway))));
    }

    /** A node can be named as soon as the one that is called knows it. */
    private static SimulatedCluster settled(ClusterPlan plan) {
        SimulatedCluster cluster = plan.start();
        cluster.settle();
        return cluster;
    }

    private static StartOptions mapping(ProcessId id, String... nodes) {
        return StartOptions.STANDARD.mapping(Map.of(id, List.of(nodes)));
    }

    private static StartResult start(SimulatedCluster cluster, ProcessId id, StartOptions options) {
        return cluster.await(cluster.hub(1).start(SimulatedCluster.probe(id.value()), options))
                .result();
    }

    private static void started(SimulatedCluster cluster, ProcessId id, String node) {
        assertThat(start(cluster, id, mapping(id, node)).runs()).isTrue();
        cluster.settle();
        assertThat(hosts(cluster, id)).containsExactly(node);
    }

    @Seeds(10)
    void eachProcessRunsWhereItsCallerSays(long seed) {
        SimulatedCluster cluster = cluster(4, seed, WhenAway.WAIT);
        var mapping = new HashMap<ProcessId, List<String>>();
        List<ProcessSpec<Object>> specs = IntStream.range(0, 40)
                .mapToObj(number -> SimulatedCluster.probe("p" + number))
                .toList();
        specs.forEach(spec ->
                mapping.put(spec.id(), List.of("n" + (1 + cluster.random().nextInt(4)))));

        StartReport report = cluster.await(cluster.hub(2).startAll(specs, StartOptions.STANDARD.mapping(mapping)));
        cluster.settle();

        assertThat(report.problems()).isEmpty();
        mapping.forEach((id, nodes) -> {
            assertThat(hosts(cluster, id)).isEqualTo(nodes);
            assertThat(cluster.hub(3).lookup(id).orElseThrow().assignment()).isEqualTo(new Assignment(nodes));
        });
        cluster.check();
    }

    @Seeds(10)
    void copiesRunOnAsManyNamedNodes(long seed) {
        SimulatedCluster cluster = settled(SimulatedCluster.of(4)
                .seed(seed)
                .settings(hub -> hub.distribution(new Guided()).redundancy(Replication.activePassive(2))));

        assertThat(start(cluster, A, mapping(A, "n3", "n2")).runs()).isTrue();
        cluster.settle();

        assertThat(hosts(cluster, A)).containsExactly("n2", "n3");
        assertThat(cluster.hub(1).active(A).orElseThrow().node().name()).isEqualTo("n3");
        assertThat(reason(start(cluster, B, mapping(B, "n1"))))
                .contains("mapped to 1 nodes, [n1], and runs in 2 copies");
        cluster.check();
    }

    /** The errors of the mapping, each with the call that nothing comes of. */
    @Seeds(1)
    void aWrongMappingRefusesTheWholeCall(long seed) {
        SimulatedCluster cluster = cluster(2, seed, WhenAway.WAIT);
        var a = SimulatedCluster.probe("a");
        var b = SimulatedCluster.probe("b");

        assertThat(reason(start(cluster, A, StartOptions.STANDARD))).contains("process a is not in the mapping");
        assertThat(reason(start(cluster, A, mapping(A, "n1", "n2"))))
                .contains("2 nodes")
                .contains("1 copies");
        assertThat(reason(start(cluster, A, mapping(A, "ghost"))))
                .contains("node ghost, which is no member")
                .contains("[n1, n2]");
        StartReport half = cluster.await(cluster.hub(1).startAll(List.of(a, b), mapping(A, "n1")));
        assertThat(half.results())
                .hasSize(2)
                .allSatisfy(result -> assertThat(reason(result)).contains("process b is not in the mapping"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> cluster.hub(1).start(a, mapping(B, "n1")))
                .withMessageContaining("names process b, which this call does not start");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> mapping(A, "n1", "n1"))
                .withMessageContaining("names one twice");

        cluster.settle();
        assertThat(cluster.hub(2).snapshot()).isEmpty();
    }

    @Seeds(5)
    void aStaticProcessRunsWhereItsNodesSay(long seed) {
        SimulatedCluster cluster = settled(SimulatedCluster.of(3)
                .seed(seed)
                .settings(hub -> hub.distribution(new Guided())
                        .initialSize(3, PATIENCE)
                        .ensure(SimulatedCluster.probe("a"), mapping(A, "n2"))));

        assertThat(hosts(cluster, A)).containsExactly("n2");
    }

    @Seeds(1)
    void aHubWithoutGuidanceTakesNoMapping(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(2).seed(seed).start();

        assertThat(reason(start(cluster, A, mapping(A, "n1"))))
                .contains("ConsistentHashing")
                .contains("takes no mapping");
        assertThat(cluster.hub(1).snapshot()).isEmpty();
    }

    @Seeds(10)
    void aProcessWaitsForItsNode(long seed) {
        SimulatedCluster cluster = cluster(3, seed, WhenAway.WAIT);
        started(cluster, A, "n2");

        cluster.crash(2);
        cluster.run(A_WHILE);
        assertThat(hosts(cluster, A)).isEmpty();
        assertThat(cluster.hub(1).status().registry().waiting()).isEqualTo(1);
        StartResult again = cluster.await(cluster.hub(1).ensure(SimulatedCluster.probe("a")))
                .result();
        assertThat(reason(again)).isEqualTo("the nodes that it is assigned to are away: [n2]");

        cluster.restart(2);
        cluster.runUntil(() -> hosts(cluster, A).equals(List.of("n2")), PATIENCE);
        cluster.settle();
        cluster.check();
    }

    /** What has no other place is stopped at once, and not only when the grace period is over. */
    @Seeds(10)
    void aNodeLeavesAtOnceWhenOthersMayNotTakeOver(long seed) {
        SimulatedCluster cluster = cluster(3, seed, WhenAway.WAIT);
        started(cluster, A, "n2");
        Duration before = cluster.elapsed();

        cluster.await(cluster.leave(2, Duration.ofMinutes(10)));

        assertThat(cluster.elapsed().minus(before)).isLessThan(Duration.ofMinutes(1));
        assertThat(hosts(cluster, A)).isEmpty();
    }

    @Seeds(10)
    void aProcessReturnsToItsNode(long seed) {
        SimulatedCluster cluster = cluster(3, seed, WhenAway.RETURN);
        started(cluster, A, "n2");

        cluster.crash(2);
        cluster.runUntil(() -> hosts(cluster, A).size() == 1, PATIENCE);
        assertThat(hosts(cluster, A)).doesNotContain("n2");

        cluster.restart(2);
        cluster.runUntil(() -> hosts(cluster, A).equals(List.of("n2")), PATIENCE);
        cluster.settle();
        cluster.check();
    }

    @Seeds(10)
    void aProcessStaysWhereItHasFoundAPlace(long seed) {
        SimulatedCluster cluster = cluster(3, seed, WhenAway.STAY);
        started(cluster, A, "n2");

        cluster.crash(2);
        cluster.runUntil(() -> hosts(cluster, A).size() == 1, PATIENCE);
        cluster.settle();
        List<String> refuge = hosts(cluster, A);
        cluster.restart(2);
        cluster.run(A_WHILE);
        cluster.settle();

        assertThat(hosts(cluster, A)).isEqualTo(refuge);
        assertThat(cluster.hub(2).lookup(A).orElseThrow().assignment()).isEqualTo(new Assignment(refuge));
        cluster.check();
    }

    @Seeds(10)
    void aRunningProcessMovesToTheNodesOfAnotherMapping(long seed) {
        SimulatedCluster cluster = cluster(3, seed, WhenAway.WAIT);
        started(cluster, A, "n2");
        started(cluster, B, "n1");

        StartReport report = cluster.await(cluster.hub(1).remap(Map.of(A, List.of("n3"), B, List.of("n1")), PATIENCE));
        cluster.settle();

        assertThat(report.results())
                .allMatch(StartResult::runs)
                .satisfiesExactlyInAnyOrder(
                        moved -> assertThat(moved).isInstanceOf(StartResult.Started.class),
                        unmoved -> assertThat(unmoved).isInstanceOf(StartResult.AlreadyExists.class));
        assertThat(hosts(cluster, A)).containsExactly("n3");
        assertThat(cluster.hub(1).active(A).orElseThrow().reason()).isEqualTo(StartReason.MIGRATED);
        assertThat(hosts(cluster, B)).containsExactly("n1");
        assertThat(cluster.hub(2).lookup(A).orElseThrow().assignment()).isEqualTo(new Assignment(List.of("n3")));
        cluster.check();
    }

    @Seeds(1)
    void aMappingThatIsRefusedMovesNothing(long seed) {
        SimulatedCluster cluster = cluster(3, seed, WhenAway.WAIT);
        started(cluster, A, "n2");

        for (Map<ProcessId, List<String>> wrong : List.of(
                Map.of(A, List.of("n3"), B, List.of("n1")),
                Map.of(A, List.of("ghost")),
                Map.of(A, List.of("n1", "n3")),
                Map.of(A, List.<String>of()))) {
            StartReport report = cluster.await(cluster.hub(1).remap(wrong, PATIENCE));
            assertThat(report.results()).hasSize(wrong.size()).allMatch(StartResult.Refused.class::isInstance);
        }
        assertThatIllegalArgumentException().isThrownBy(() -> cluster.hub(1).remap(Map.of(), PATIENCE));

        cluster.settle();
        assertThat(hosts(cluster, A)).containsExactly("n2");
    }

    /** Whatever is lost on the way: at the end each process is where the last mapping says, or waits. */
    @ParameterizedTest
    @EnumSource(WhenAway.class)
    void mappingsAndFaultsEndInTheLastMapping(WhenAway whenAway) {
        for (long seed = 1; seed <= 5; seed++) {
            SimulatedCluster cluster = settled(SimulatedCluster.of(5)
                    .seed(seed)
                    .loss(0.2)
                    .settings(hub -> hub.distribution(new Guided(whenAway))));
            var last = new HashMap<ProcessId, List<String>>();
            for (int number = 0; number < 20; number++) {
                var id = new ProcessId("p" + number);
                last.put(id, any(cluster));
                Rollcall.unheeded(cluster.hub(1)
                        .ensure(
                                SimulatedCluster.probe(id.value()),
                                StartOptions.STANDARD.mapping(Map.of(id, last.get(id)))));
            }
            cluster.run(PATIENCE);
            for (int round = 0; round < 6; round++) {
                var id = new ProcessId("p" + cluster.random().nextInt(20));
                last.put(id, any(cluster));
                Rollcall.unheeded(
                        cluster.hub(1 + cluster.random().nextInt(3)).remap(Map.of(id, last.get(id)), PATIENCE));
                cluster.run(PATIENCE);
            }
            cluster.crash(5);
            cluster.run(A_WHILE);

            last.forEach((id, nodes) -> {
                List<String> hosts = hosts(cluster, id);
                if (!nodes.equals(List.of("n5"))) {
                    assertThat(hosts).as("%s of %s", id, whenAway).isEqualTo(nodes);
                } else {
                    assertThat(hosts).as("%s of %s", id, whenAway).hasSize(whenAway == WhenAway.WAIT ? 0 : 1);
                }
            });
            cluster.restart(5);
            cluster.settle();
            cluster.check();
        }
    }

    private static List<String> any(SimulatedCluster cluster) {
        return List.of("n" + (1 + cluster.random().nextInt(5)));
    }
}
