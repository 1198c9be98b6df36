package io.processhub.testkit.placement;

import static io.processhub.testkit.placement.Rollcall.hosts;
import static io.processhub.testkit.placement.Rollcall.reason;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.HubBuilder;
import io.processhub.StartReport;
import io.processhub.explain.Explanation;
import io.processhub.explain.Explanation.Standing;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.spec.Constraints;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.redundancy.Replication;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.SimulatedCluster;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Processes run only where their constraints, their types and the weights of the nodes allow it. */
final class ConstraintsTest {
    private static final ProcessType<Object> RARE = ProcessType.of("rare", Object.class);
    private static final Constraints GPU = Constraints.NONE.require("gpu", "true");
    private static final Constraints BETTER_GPU = Constraints.NONE.prefer("gpu", "true");
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final UnaryOperator<HubBuilder> PLAIN = UnaryOperator.identity();

    private static SimulatedCluster cluster(long seed, int nodes, List<UnaryOperator<HubBuilder>> settings) {
        return SimulatedCluster.of(nodes)
                .seed(seed)
                .settings(Rollcall.oneByOne(settings))
                .start();
    }

    private static HubBuilder gpu(HubBuilder hub) {
        return hub.label("gpu", "true");
    }

    private static List<ProcessSpec<Object>> probes(int count, Constraints constraints) {
        return IntStream.range(0, count)
                .mapToObj(number -> SimulatedCluster.probe("p" + number).constraints(constraints))
                .toList();
    }

    private static void startAll(SimulatedCluster cluster, List<ProcessSpec<Object>> specs) {
        StartReport report = cluster.await(cluster.hub(1).startAll(specs, StartOptions.STANDARD));
        assertThat(report.problems()).isEmpty();
        cluster.settle();
    }

    private static void assertAllOn(SimulatedCluster cluster, List<ProcessSpec<Object>> specs, String... nodes) {
        assertThat(specs)
                .allSatisfy(
                        spec -> assertThat(hosts(cluster, spec.id())).hasSize(1).isSubsetOf(nodes));
        assertThat(specs.stream().flatMap(spec -> hosts(cluster, spec.id()).stream()))
                .contains(nodes);
    }

    private static Standing standing(SimulatedCluster cluster, ProcessId id, String node) {
        return candidate(cluster, id, node).standing();
    }

    private static Explanation.Candidate candidate(SimulatedCluster cluster, ProcessId id, String node) {
        return cluster.await(cluster.hub(1).explain(id)).candidates().stream()
                .filter(candidate -> candidate.node().name().equals(node))
                .findFirst()
                .orElseThrow();
    }

    @Seeds(5)
    void whatIsRequiredIsKept(long seed) {
        SimulatedCluster cluster = cluster(seed, 4, List.of(PLAIN, ConstraintsTest::gpu, PLAIN, ConstraintsTest::gpu));
        List<ProcessSpec<Object>> specs = probes(40, GPU);

        startAll(cluster, specs);
        assertAllOn(cluster, specs, "n2", "n4");
        assertThat(candidate(cluster, specs.getFirst().id(), "n1"))
                .isEqualTo(new Explanation.Candidate(
                        cluster.hub(1).self(), Standing.UNFIT, "has no gpu, required is gpu=true"));

        cluster.crash(4);
        cluster.run(PATIENCE);
        cluster.settle();
        assertAllOn(cluster, specs, "n2");
        cluster.check();
    }

    @Seeds(5)
    void whatNoMemberMeetsFailsAtOnceAndAnEnsureWaits(long seed) {
        SimulatedCluster cluster =
                cluster(seed, 2, List.of(PLAIN, hub -> hub.label("gpu", "old"), ConstraintsTest::gpu));
        ProcessSpec<Object> spec = SimulatedCluster.probe("p").constraints(GPU);
        cluster.settle();
        Duration before = cluster.elapsed();

        StartResult failed = cluster.await(cluster.hub(1).start(spec)).result();
        assertThat(reason(failed))
                .isEqualTo("no member can run it: n1 has no gpu, required is gpu=true,"
                        + " n2 has gpu=old, required is gpu=true");
        assertThat(cluster.elapsed().minus(before)).isLessThan(Duration.ofSeconds(1));
        assertThat(cluster.hub(1).lookup(spec.id())).isEmpty();

        var ensured = cluster.hub(1).ensure(spec, StartOptions.STANDARD.timeout(Duration.ofMinutes(5)));
        cluster.run(PATIENCE);
        assertThat(ensured).isNotDone();
        cluster.add();
        assertThat(cluster.await(ensured).result()).isInstanceOf(StartResult.Started.class);
        assertThat(hosts(cluster, spec.id())).containsExactly("n3");
    }

    @Seeds(5)
    void anEnsureThatEndsInVainSaysWhy(long seed) {
        SimulatedCluster cluster = cluster(seed, 1, List.of(PLAIN));
        ProcessSpec<Object> spec = SimulatedCluster.probe("p").constraints(GPU);

        StartResult result = cluster.await(cluster.hub(1).ensure(spec)).result();

        assertThat(reason(result)).isEqualTo("no member can run it: n1 has no gpu, required is gpu=true");
        assertThat(cluster.hub(1).lookup(spec.id())).isPresent();
    }

    @Seeds(5)
    void whatIsPreferredIsTakenWhereItIs(long seed) {
        SimulatedCluster cluster = cluster(seed, 3, List.of(PLAIN, PLAIN, PLAIN, ConstraintsTest::gpu));
        List<ProcessSpec<Object>> specs = probes(30, BETTER_GPU);

        startAll(cluster, specs);
        assertAllOn(cluster, specs, "n1", "n2", "n3");

        cluster.add();
        cluster.run(PATIENCE);
        cluster.settle();
        assertAllOn(cluster, specs, "n4");

        cluster.crash(4);
        cluster.run(PATIENCE);
        cluster.settle();
        assertAllOn(cluster, specs, "n1", "n2", "n3");
        cluster.check();
    }

    @Seeds(5)
    void aPreferenceThatTooFewNodesMeetIsMetByThose(long seed) {
        SimulatedCluster cluster = SimulatedCluster.of(3)
                .seed(seed)
                .settings(hub -> hub.redundancy(Replication.activeActive(2)))
                .settings(Rollcall.oneByOne(List.of(PLAIN, PLAIN, ConstraintsTest::gpu)))
                .start();
        List<ProcessSpec<Object>> specs = probes(10, BETTER_GPU);

        startAll(cluster, specs);

        assertThat(specs)
                .allSatisfy(
                        spec -> assertThat(hosts(cluster, spec.id())).hasSize(2).contains("n3"));
        cluster.check();
    }

    @Seeds(5)
    void aZoneCountsAsALabel(long seed) {
        SimulatedCluster cluster = cluster(seed, 3, List.of(hub -> hub.zone("west"), hub -> hub.zone("east"), PLAIN));
        List<ProcessSpec<Object>> specs = probes(10, Constraints.NONE.require(Constraints.ZONE, "east"));

        startAll(cluster, specs);

        assertAllOn(cluster, specs, "n2");
        assertThat(candidate(cluster, specs.getFirst().id(), "n1").note())
                .isEqualTo("has zone=west, required is zone=east");
    }

    @Seeds(5)
    void aNodeThatDoesNotKnowTheTypeIsNotTried(long seed) {
        UnaryOperator<HubBuilder> knows = hub -> hub.process(RARE, () -> message -> {});
        SimulatedCluster cluster = cluster(seed, 4, List.of(PLAIN, knows, PLAIN, knows));
        List<ProcessSpec<Object>> specs = IntStream.range(0, 40)
                .mapToObj(number -> RARE.spec("r" + number))
                .toList();

        startAll(cluster, specs);

        assertAllOn(cluster, specs, "n2", "n4");
        assertThat(candidate(cluster, specs.getFirst().id(), "n3"))
                .extracting(Explanation.Candidate::standing, Explanation.Candidate::note)
                .containsExactly(Standing.UNFIT, "does not know the type 'rare'");
        cluster.check();
    }

    @Seeds(5)
    void aNodeOfWeightZeroCallsAndHostsNothing(long seed) {
        SimulatedCluster cluster = cluster(seed, 3, List.of(hub -> hub.weight(0)));
        List<ProcessSpec<Object>> specs = probes(30, Constraints.NONE);

        startAll(cluster, specs);
        assertAllOn(cluster, specs, "n2", "n3");
        assertThat(standing(cluster, specs.getFirst().id(), "n1")).isEqualTo(Standing.HOSTS_NOTHING);

        cluster.crash(2);
        cluster.crash(3);
        cluster.run(PATIENCE);
        assertThat(specs)
                .allSatisfy(spec -> assertThat(hosts(cluster, spec.id())).isEmpty());
        assertThat(reason(cluster.await(cluster.hub(1).start(SimulatedCluster.probe("late")))
                        .result()))
                .isEqualTo("no member can run it: n1 has the weight 0");

        cluster.restart(2);
        cluster.run(PATIENCE);
        cluster.settle();
        assertAllOn(cluster, specs, "n2");
        cluster.check();
    }
}
