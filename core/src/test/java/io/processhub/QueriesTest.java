package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Queries by metadata are tested with the option that attaches it. */
final class QueriesTest {
    private static final int PROCESSES = 60;

    private final Hubs hubs = new Hubs();
    private final List<ProcessHub> three = hubs.start(3);

    @BeforeEach
    void start() {
        Eventually.ends(three.getFirst().startAll(Hubs.specs(PROCESSES, "echo"), StartOptions.STANDARD));
        Hubs.settle(three);
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    private static List<ProcessId> ids(List<Registration> found) {
        return found.stream().map(Registration::id).toList();
    }

    @Test
    void everyNodeFindsEveryProcess() {
        assertThat(three).allSatisfy(hub -> {
            assertThat(hub.snapshot())
                    .hasSize(PROCESSES)
                    .isEqualTo(three.getFirst().snapshot());
            assertThat(ids(hub.snapshot())).isSorted();
            assertThat(hub.lookup(new ProcessId("p7")).orElseThrow().spec())
                    .isEqualTo(ProcessType.of("echo", Object.class).spec("p7"));
            assertThat(hub.lookup(new ProcessId("nobody"))).isEmpty();
        });
    }

    @Test
    void processesAreFoundByTheirNode() {
        int sum = 0;
        for (ProcessHub host : three) {
            List<Registration> local = host.local();
            assertThat(ids(local)).isSorted();
            assertThat(local).isNotEmpty().allMatch(found -> found.runsOn(host.self()));
            assertThat(three)
                    .allSatisfy(hub -> assertThat(hub.onNode(host.self())).isEqualTo(local));
            sum += local.size();
        }

        assertThat(sum).isEqualTo(PROCESSES);
        assertThat(three.getFirst().onNode(new NodeId("stranger", 1))).isEmpty();
    }

    @Test
    void everyNodeKnowsTheNodes() {
        List<NodeId> all = three.stream().map(ProcessHub::self).sorted().toList();

        assertThat(three).allSatisfy(hub -> assertThat(hub.nodes()).isEqualTo(all));
    }

    @Test
    void theStatusAddsUp() {
        assertThat(three).allSatisfy(hub -> {
            HubStatus status = hub.status();
            assertThat(status.hubId()).isEqualTo(Hubs.ID);
            assertThat(status.self()).isEqualTo(hub.self());
            assertThat(status.membership().nodes()).isEqualTo(hub.nodes());
            assertThat(status.phase()).isEqualTo(HubStatus.Phase.RUNNING);
            assertThat(status.registry().processes()).isEqualTo(PROCESSES);
            assertThat(status.local().instances()).isEqualTo(hub.local().size());
            assertThat(status.membership().quorum()).isTrue();
        });
    }

    @Test
    void theDigestTellsRegistriesApart() {
        long before = three.getFirst().status().registry().digest();

        Hubs.run(three.get(1), ProcessType.of("echo", Object.class).spec("one-more"));
        Hubs.settle(three);
        assertThat(three.getFirst().status().registry().digest()).isNotEqualTo(before);

        Eventually.ends(three.get(1).stop(new ProcessId("one-more")));
        Hubs.settle(three);
        assertThat(three.getFirst().status().registry().digest()).isEqualTo(before);
    }

    @Test
    void aRegistrationIsThereUntilTheProcessIsStopped() {
        var id = new ProcessId("p3");

        Eventually.ends(three.get(2).stop(id));

        Hubs.settle(three);
        assertThat(three).allSatisfy(hub -> {
            assertThat(hub.lookup(id)).isEmpty();
            assertThat(ids(hub.snapshot())).doesNotContain(id).hasSize(PROCESSES - 1);
            assertThat(hub.nodes())
                    .allSatisfy(node -> assertThat(ids(hub.onNode(node))).doesNotContain(id));
        });
    }
}
