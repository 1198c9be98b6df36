package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.strategy.synchronization.PubSub;
import io.processhub.testkit.simulation.trial.Trial;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** One's own settings, played on several seeds. */
final class OwnSettingsTrialTest {

    // tag::trial[]
    /** The settings of this service, under loss and churn. */
    @Test
    void theSettingsOfThisServiceHold() {
        Trial trial = Trial.of(6, 200)
                .loss(0.02)
                .churn(true)
                .settings(hub -> hub.synchronization(new PubSub(Duration.ofSeconds(5))));
        try (ExecutorService players = Executors.newFixedThreadPool(2)) {
            assertThat(trial.play(1, 10, players, outcome -> {})).allSatisfy(outcome -> {
                assertThat(outcome.verdict().breaches()).isEmpty();
                assertThat(outcome.convergence()).isLessThan(Duration.ofMinutes(1));
            });
        }
    }
    // end::trial[]
}
