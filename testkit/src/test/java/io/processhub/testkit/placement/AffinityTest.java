package io.processhub.testkit.placement;

import static io.processhub.testkit.placement.Rollcall.hosts;
import static io.processhub.testkit.placement.Rollcall.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.StartReport;
import io.processhub.process.StartOptions;
import io.processhub.spec.Constraints;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Processes run near others, and away from others. */
final class AffinityTest {
    private static final ProcessId BOOK = new ProcessId("book");
    private static final String TAG = "web";
    private static final Duration A_WHILE = Duration.ofMinutes(1);

    private static SimulatedCluster cluster(int nodes, long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(nodes).seed(seed).start();
        cluster.settle();
        return cluster;
    }

    private static List<ProcessSpec<Object>> probes(String prefix, int count, Constraints constraints) {
        return IntStream.range(0, count)
                .mapToObj(number -> SimulatedCluster.probe(prefix + number).constraints(constraints))
                .toList();
    }

    private static StartReport start(SimulatedCluster cluster, List<ProcessSpec<Object>> specs, String tag) {
        StartReport report =
                cluster.await(cluster.hub(1).startAll(specs, StartOptions.STANDARD.metadata(Metadata.tag(tag))));
        cluster.settle();
        return report;
    }

    private static List<String> nodes(SimulatedCluster cluster, List<ProcessSpec<Object>> specs) {
        return specs.stream()
                .flatMap(spec -> hosts(cluster, spec.id()).stream())
                .toList();
    }

    @Seeds(10)
    void processesRunNearAnother(long seed) {
        SimulatedCluster cluster = cluster(5, seed);
        List<ProcessSpec<Object>> book = List.of(SimulatedCluster.probe("book"));
        List<ProcessSpec<Object>> readers = probes("reader", 10, Constraints.NONE.near(BOOK));

        assertThat(start(cluster, book, "").problems()).isEmpty();
        assertThat(start(cluster, readers, "").problems()).isEmpty();

        assertThat(nodes(cluster, readers)).hasSize(10).hasSameElementsAs(nodes(cluster, book));
        cluster.check();
    }

    @Seeds(10)
    void whatIsToBeNearMayComeEarlierInTheSameCall(long seed) {
        SimulatedCluster cluster = cluster(5, seed);
        List<ProcessSpec<Object>> all = new ArrayList<>(List.of(SimulatedCluster.probe("book")));
        all.addAll(probes("reader", 10, Constraints.NONE.near(BOOK)));

        assertThat(start(cluster, all, "").problems()).isEmpty();

        assertThat(nodes(cluster, all))
                .hasSize(11)
                .containsOnly(nodes(cluster, all).getFirst());
    }

    /** What was chosen for the earlier ones of a call counts for the later ones. */
    @Seeds(10)
    void processesOfOneCallRunApart(long seed) {
        SimulatedCluster cluster = cluster(5, seed);
        List<ProcessSpec<Object>> servers = probes("server", 5, Constraints.NONE.awayFromTag(TAG));

        assertThat(start(cluster, servers, TAG).problems()).isEmpty();

        assertThat(nodes(cluster, servers)).containsExactlyInAnyOrder("n1", "n2", "n3", "n4", "n5");
        assertThat(reason(start(cluster, probes("late", 1, Constraints.NONE.awayFromTag(TAG)), TAG)
                        .results()
                        .getFirst()))
                .isEqualTo("process late0 is to run [away from tag web], which leaves no node that can run it");
        cluster.check();
    }

    @Seeds(10)
    void processesOfSeveralCallsRunApart(long seed) {
        SimulatedCluster cluster = cluster(4, seed);
        List<ProcessSpec<Object>> servers = probes("server", 4, Constraints.NONE.awayFromTag(TAG));

        servers.forEach(server ->
                assertThat(start(cluster, List.of(server), TAG).problems()).isEmpty());

        assertThat(nodes(cluster, servers)).containsExactlyInAnyOrder("n1", "n2", "n3", "n4");
    }

    @Seeds(10)
    void aProcessRunsNearATagAndAwayFromAnother(long seed) {
        SimulatedCluster cluster = cluster(3, seed);
        List<ProcessSpec<Object>> servers = probes("server", 2, Constraints.NONE.awayFromTag(TAG));
        var first = SimulatedCluster.probe("first").constraints(Constraints.NONE.nearTag(TAG));
        var second = SimulatedCluster.probe("second")
                .constraints(Constraints.NONE.nearTag(TAG).awayFrom(first.id()));

        assertThat(start(cluster, servers, TAG).problems()).isEmpty();
        assertThat(start(cluster, List.of(first, second), "").problems()).isEmpty();

        assertThat(nodes(cluster, List.of(first, second))).containsExactlyInAnyOrderElementsOf(nodes(cluster, servers));
    }

    @Seeds(1)
    void whatHasNothingToBeNearIsRefusedAndSoIsACycle(long seed) {
        SimulatedCluster cluster = cluster(3, seed);
        var left = SimulatedCluster.probe("left").constraints(Constraints.NONE.near(new ProcessId("right")));
        var right = SimulatedCluster.probe("right").constraints(Constraints.NONE.near(new ProcessId("left")));

        for (StartReport report :
                List.of(start(cluster, List.of(left), ""), start(cluster, List.of(left, right), ""))) {
            assertThat(report.results())
                    .allSatisfy(result -> assertThat(reason(result))
                            .isEqualTo("process left is to run near process right, which is not wanted or has no"
                                    + " place; start that first"));
        }
        assertThat(cluster.hub(2).snapshot()).isEmpty();
    }

    /** It is decided anew when its node is gone; running comes before being apart. */
    @Seeds(10)
    void aProcessWhoseNodeIsGoneIsPlacedAnew(long seed) {
        SimulatedCluster cluster = cluster(4, seed);
        List<ProcessSpec<Object>> servers = probes("server", 3, Constraints.NONE.awayFromTag(TAG));
        assertThat(start(cluster, servers, TAG).problems()).isEmpty();
        int lost = nodes(cluster, servers).getFirst().charAt(1) - '0';

        cluster.crash(lost);
        cluster.run(A_WHILE);
        cluster.settle();
        assertThat(nodes(cluster, servers)).hasSize(3).doesNotHaveDuplicates();

        int next = nodes(cluster, servers).getFirst().charAt(1) - '0';
        cluster.crash(next);
        cluster.run(A_WHILE);
        cluster.settle();
        assertThat(nodes(cluster, servers)).hasSize(3);

        cluster.restart(lost);
        cluster.restart(next);
        cluster.settle();
        cluster.check();
        assertThat(nodes(cluster, servers)).hasSize(3);
    }
}
