package io.processhub.spring.health;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.environment.Environment;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spring.configuration.ProcessHubProperties;
import io.processhub.spring.configuration.ProcessHubProperties.ReadyWhen;
import io.processhub.strategy.partition.StaticQuorum;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;

final class HubHealthIndicatorTest {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final AtomicLong nanos = new AtomicLong();
    private ProcessHub hub = ProcessHub.builder("health").start();

    @AfterEach
    void close() {
        hub.close(Duration.ZERO);
    }

    private HubHealthIndicator indicator(ReadyWhen readyWhen, boolean readyWithoutQuorum) {
        return new HubHealthIndicator(
                hub, new ProcessHubProperties.Health(readyWhen, LIMIT, readyWithoutQuorum), nanos::get);
    }

    /** A process of a type that no node has waits for ever. */
    private void leaveOneWaiting() {
        var unused = hub.ensure(ProcessSpec.untyped(new ProcessId("waits"), "unknown"));
        long begun = Environment.system().nanoTime();
        while (hub.status().registry().waiting() == 0) {
            assertThat(Environment.system().nanoTime() - begun).isLessThan(LIMIT.toNanos());
            Thread.onSpinWait();
        }
    }

    @Test
    void aHubThatHasSettledIsUp() {
        Health health = indicator(ReadyWhen.SETTLED, true).health();

        assertThat(health.getStatus()).isEqualTo(Status.UP);
        assertThat(health.getDetails()).containsEntry("hub", "health").containsEntry("settled", true);
    }

    @Test
    void aHubThatHasNotSettledIsUpWhenTheLimitHasPassed() {
        leaveOneWaiting();
        HubHealthIndicator indicator = indicator(ReadyWhen.SETTLED, true);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);

        nanos.set(LIMIT.toNanos());

        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void whatWaitsLaterChangesNothing() {
        HubHealthIndicator indicator = indicator(ReadyWhen.SETTLED, true);
        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);

        leaveOneWaiting();

        assertThat(indicator.health().getStatus()).isEqualTo(Status.UP);
    }

    @Test
    void withoutAQuorumItIsUpUnlessItIsSaidOtherwise() {
        hub.close(Duration.ZERO);
        hub = ProcessHub.builder("quorum").partition(new StaticQuorum(2, true)).start();

        assertThat(indicator(ReadyWhen.JOINED, true).health().getStatus()).isEqualTo(Status.UP);
        assertThat(indicator(ReadyWhen.JOINED, false).health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }

    @Test
    void aHubThatIsClosedIsOutOfService() {
        hub.close(Duration.ZERO);

        assertThat(indicator(ReadyWhen.ALWAYS, true).health().getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
    }
}
