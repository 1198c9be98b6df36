package io.processhub.testkit.placement;

import static io.processhub.testkit.placement.Rollcall.hosts;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.explain.DryRun;
import io.processhub.explain.DryRun.Change;
import io.processhub.spec.Constraints;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** What a dry run says of several changes together happens when they do. */
final class SeveralChangesTest {
    private static final int PROCESSES = 60;

    @Seeds(10)
    void oneLeavesAndTwoJoin(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3)
                .seed(seed)
                .settings(Rollcall.oneByOne(List.of(
                        UnaryOperator.identity(),
                        UnaryOperator.identity(),
                        UnaryOperator.identity(),
                        hub -> hub.label("gpu", "true"))))
                .start();
        List<ProcessSpec<Object>> specs = IntStream.range(0, PROCESSES)
                .mapToObj(number -> SimulatedCluster.probe("p" + number)
                        .constraints(number % 3 == 0 ? Constraints.NONE.prefer("gpu", "true") : Constraints.NONE))
                .toList();
        assertThat(cluster.await(cluster.startAll(1, specs)).problems()).isEmpty();
        cluster.settle();
        Map<ProcessId, List<String>> expected = new HashMap<>();
        specs.forEach(spec -> expected.put(spec.id(), hosts(cluster, spec.id())));

        DryRun dryRun = cluster.await(cluster.hub(1)
                .dryRun(List.of(
                        new Change.Leave("n2"),
                        new Change.Join("n4", 1, "", Traits.UNKNOWN.label("gpu", "true")),
                        new Change.Join("n5"))));
        dryRun.moves().forEach(move -> expected.put(move.id(), move.to()));
        cluster.await(cluster.leave(2, Duration.ofMinutes(1)));
        cluster.add();
        cluster.add();
        cluster.settle();

        assertThat(dryRun.moves()).isNotEmpty();
        assertThat(specs)
                .allSatisfy(spec -> assertThat(hosts(cluster, spec.id())).isEqualTo(expected.get(spec.id())));
    }
}
