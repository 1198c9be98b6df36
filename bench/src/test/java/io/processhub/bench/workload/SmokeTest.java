package io.processhub.bench.workload;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.fleet.BenchFolder;
import io.processhub.bench.result.Figure;
import io.processhub.bench.result.Row;
import io.processhub.bench.roster.Roster;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Goal: nodes are launched, work, are measured and end. Method: the smallest cases, in JVMs of their own. */
final class SmokeTest {
    private static final Scale SCALE =
            new Scale(List.of(2), List.of(20), new Scale.Repeats(1, 1, 0), /* quick= */ true, /* tls= */ false);

    @AfterEach
    void nothingIsLeft() {
        assertThat(ProcessHandle.current().children().filter(ProcessHandle::isAlive))
                .isEmpty();
    }

    private static List<Row> play(Workload workload, Case work, String peer) {
        List<Contestant> contestants = List.of(Roster.named("ours"), Roster.named(peer));
        var competition = new Competition(contestants, SCALE, progress -> {});
        try (BenchFolder folder = BenchFolder.create()) {
            competition.play(workload, work, folder);
        }
        assertThat(competition.failures()).isEmpty();
        return competition.rows();
    }

    @Test
    void startsAreMeasuredBesideACache() {
        var workload = new StartWorkload();

        List<Row> rows = play(workload, workload.cases(SCALE).getFirst(), "infinispan");

        assertThat(rows)
                .filteredOn(row -> row.figure() == Figure.STARTS)
                .hasSize(2)
                .allSatisfy(row -> {
                    assertThat(row.work()).isEqualTo("20 on 2 nodes");
                    assertThat(row.values())
                            .singleElement()
                            .satisfies(value -> assertThat(value).isPositive());
                });
    }

    @Test
    void messagesAreMeasuredBesideTheEngine() {
        var workload = new RemoteWorkload();
        Case usual = workload.cases(SCALE).getFirst();
        var small = new Case(
                usual.title(),
                usual.promise(),
                usual.size(),
                Map.of("bytes", 100, "messages", 1_000, "flight", 0),
                usual.plan());

        assertThat(play(workload, small, "jgroups")).extracting(Row::contestant).containsExactly("ours", "jgroups");
    }

    @Test
    void aJoinerWithoutProcessesIsMeasured() {
        var workload = new JoinWorkload();

        assertThat(play(workload, JoinWorkload.entries(workload.cases(SCALE).getFirst()), "jgroups"))
                .extracting(Row::figure)
                .containsExactlyInAnyOrder(Figure.CPU_JOINER, Figure.CPU_JOINER_THREADS);
    }
}
