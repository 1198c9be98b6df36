package io.processhub.testkit.simulation.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.distribution.DistributionStrategy;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import io.processhub.testkit.simulation.Seeds;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

final class TrialTest {

    @Seeds(5)
    void withoutTroubleEverythingRuns(long seed) {
        Outcome outcome = Trial.of(3, 50).play(seed);

        assertThat(outcome.verdict().breaches()).isEmpty();
        assertThat(outcome.verdict().converged()).isTrue();
        assertThat(outcome.running()).isEqualTo(50);
        assertThat(outcome.traffic().carried().frames()).isPositive();
        assertThat(outcome.traffic().carried().bytes())
                .isGreaterThan(outcome.traffic().carried().frames());
        assertThat(outcome.convergence()).isPositive();
    }

    @Seeds(20)
    void churnAndLossAreOvercome(long seed) {
        assertThat(Trial.of(8, 200).loss(0.05).churn(true).play(seed)).satisfies(outcome -> {
            assertThat(outcome.verdict().breaches()).isEmpty();
            assertThat(outcome.running()).isGreaterThan(50);
        });
    }

    @Seeds(10)
    void ofTwoNodesOneMayGo(long seed) {
        assertThat(Trial.of(2, 40).loss(0.2).churn(true).play(seed).verdict().breaches())
                .isEmpty();
    }

    @Test
    void outcomesFollowFromTheSeedsHoweverManyArePlayedAtOnce() {
        Trial trial = Trial.of(4, 60).loss(0.05).churn(true);
        var seen = new ArrayList<Outcome>();
        try (ExecutorService threads = Executors.newFixedThreadPool(3)) {
            List<Outcome> outcomes = trial.play(11, 6, threads, seen::add);

            assertThat(outcomes).extracting(Outcome::seed).containsExactly(11L, 12L, 13L, 14L, 15L, 16L);
            assertThat(outcomes).isEqualTo(seen).isEqualTo(trial.play(11, 6, Runnable::run, outcome -> {}));
            assertThat(outcomes).extracting(Outcome::trace).doesNotHaveDuplicates();
        }
    }

    @Test
    void aClusterThatDoesNotComeToRestIsABreachAndTellsItsEnding() {
        Outcome outcome = Trial.of(2, 3)
                .settings(hub -> hub.distribution(new Elsewhere()))
                .play(5);

        assertThat(outcome.verdict().converged()).isFalse();
        assertThat(outcome.verdict().breaches()).singleElement().asString().contains("seed 5", "did not settle");
        assertThat(outcome.verdict().ending()).contains("last events");
        assertThat(outcome.ok()).isFalse();
        assertThat(outcome.running()).isZero();
    }

    /** A node that is not there is to run everything. */
    private record Elsewhere() implements DistributionStrategy {
        @Override
        public Placement over(List<Candidate> candidates) {
            return (process, copies, allowed) -> List.of(new NodeId("elsewhere", 1));
        }
    }

    @Test
    void whatCannotBePlayedIsRefused() {
        assertThatThrownBy(() -> Trial.of(0, 1)).hasMessageContaining("nodes 0");
        assertThatThrownBy(() -> Trial.of(1_001, 1)).hasMessageContaining("nodes 1001");
        assertThatThrownBy(() -> Trial.of(1, 0)).hasMessageContaining("processes 0");
        assertThatThrownBy(() -> Trial.of(1, 1).loss(1.5)).hasMessageContaining("loss 1.5");
        assertThatThrownBy(() -> Trial.of(1, 1).churn(true)).hasMessageContaining("at least 2 nodes");
    }
}
