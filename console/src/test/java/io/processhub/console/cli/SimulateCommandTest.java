package io.processhub.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class SimulateCommandTest {
    private static final String FACTS = "(?s)\\{\"sync\":\"pubsub\",\"partition\":\"divergence\",\"nodes\":4,"
            + "\"processes\":60,\"loss\":0.05,\"churn\":true,\"cuts\":false,\"first_seed\":7,\"seeds\":3,"
            + "\"converged\":3,\"violations\":0,\"first_failing_seed\":null,\"messages\":[1-9]\\d*,"
            + "\"bytes\":[1-9]\\d*,\"quorum_runs\":0,\"quorums_lost\":0,\"hops_max\":1,"
            + "\"convergence_ms_max\":[1-9]\\d*,\"trace\":\"[0-9a-f]{16}\"}\\R";

    private final Screen screen = new Screen();

    @Test
    void theReportIsOneLineOfJson() {
        assertThat(run("--nodes 4 --processes 60 --seed 7 --seeds 3 --loss 0.05 --churn --json"))
                .isZero();
        assertThat(screen.out()).matches(FACTS);
    }

    @Test
    void aSeedIsRepeatedWhateverElseIsPlayed() {
        run("--nodes 3 --processes 30 --seed 4 --loss 0.1 --churn --json");
        var other = new Screen();
        other.run("simulate --nodes 3 --processes 30 --seed 4 --loss 0.1 --churn --json --threads 3".split(" "));

        assertThat(other.out()).isEqualTo(screen.out());
    }

    @Test
    void cutsTakeQuorumsAwayAndAreReported() {
        assertThat(run("--nodes 5 --processes 20 --partition majority --cuts --json"))
                .isZero();
        assertThat(screen.out())
                .contains("\"partition\":\"majority\"", "\"cuts\":true", "\"violations\":0", "\"quorum_runs\":1");
    }

    @Test
    void peopleGetATable() {
        assertThat(run("--nodes 2 --processes 10")).isZero();
        assertThat(screen.out()).containsPattern("violations +0\\R").containsPattern("at rest after at most +\\d+ ms");
    }

    /** Nodes that never hear of one another cannot agree. */
    @Test
    void whatFailedIsToldAndEndsWithOne() {
        assertThat(run("--nodes 2 --processes 3 --seed 9 --seeds 5 --loss 1 --json"))
                .isEqualTo(1);
        assertThat(screen.out()).contains("\"converged\":0,\"violations\":5,\"first_failing_seed\":9");
        assertThat(screen.err())
                .contains("seed 9: 1 violations", "did not settle", "last events", "also failed: [12, 13]");
    }

    private int run(String options) {
        return screen.run(("simulate " + options).split(" "));
    }
}
