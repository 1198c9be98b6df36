package io.processhub.testkit.simulation.trial;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.strategy.partition.Divergence;
import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.testkit.simulation.Seeds;
import io.processhub.testkit.simulation.trial.Trial.Cuts;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Cuts of all kinds, with a strategy that lets one part run, and with one that lets all run. */
final class CutStormTest {

    @Seeds(6)
    void withAMajorityNeverTwoPartsRunProcesses(long seed) {
        int nodes = 5 + (int) (seed % 5);
        Outcome outcome = Trial.of(nodes, 40)
                .cuts(Cuts.ONE_PART)
                .settings(hub -> hub.partition(new MajorityQuorum(nodes, true)))
                .play(seed);

        assertThat(outcome.verdict().breaches()).isEmpty();
        assertThat(outcome.quorumsLost()).isPositive();
    }

    @Test
    void withDivergenceTheStormFindsTwoParts() {
        List<Outcome> outcomes = LongStream.rangeClosed(1, 3)
                .mapToObj(seed -> Trial.of(5, 40)
                        .cuts(Cuts.ONE_PART)
                        .settings(hub -> hub.partition(new Divergence()))
                        .play(seed))
                .toList();

        assertThat(outcomes)
                .flatExtracting(outcome -> outcome.verdict().breaches())
                .anyMatch(breach -> breach.contains("without a member in common"));
        assertThat(outcomes).allMatch(outcome -> outcome.quorumsLost() == 0);
    }

    @Test
    void aSingleNodeHasNoLinks() {
        assertThatIllegalArgumentException().isThrownBy(() -> Trial.of(1, 1).cuts(Cuts.ANY));
    }
}
