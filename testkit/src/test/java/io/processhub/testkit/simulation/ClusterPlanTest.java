package io.processhub.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class ClusterPlanTest {

    @Test
    void aPlanReadsAsASentence() {
        ClusterPlan plan = SimulatedCluster.of(50).seed(7).loss(0.05).delay(1, 30);

        assertThat(plan.nodes()).isEqualTo(50);
        assertThat(plan.seed()).isEqualTo(7);
        assertThat(plan.faults()).isEqualTo(Faults.NONE.loss(0.05).delay(Span.ofMillis(1, 30)));
    }

    @Test
    void aDelayLetsFramesOvertake() {
        assertThat(SimulatedCluster.of(1).faults().ordered()).isTrue();
        assertThat(SimulatedCluster.of(1).delay(1, 2).faults().ordered()).isFalse();
    }

    @Test
    void aChangeLeavesTheOriginalAlone() {
        ClusterPlan plan = SimulatedCluster.of(3);
        ClusterPlan changed = plan.hubId("other")
                .frameBytesMax(1_024)
                .detection(new Detection(Span.ofMillis(0, 0), Span.ofMillis(0, 0), Span.ofMillis(5, 5)));

        assertThat(plan.hubId()).isEqualTo("hub");
        assertThat(plan.detection()).isEqualTo(Detection.STANDARD);
        assertThat(changed.hubId()).isEqualTo("other");
        assertThat(changed.frameBytesMax()).isEqualTo(1_024);
    }

    @Test
    void valuesOutOfRangeAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> SimulatedCluster.of(0));
        assertThatIllegalArgumentException().isThrownBy(() -> SimulatedCluster.of(1_001));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SimulatedCluster.of(1).frameBytesMax(1_023));
    }
}
