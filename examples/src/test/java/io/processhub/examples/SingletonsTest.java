package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.examples.Singletons.NextJob;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class SingletonsTest {
    private static final Instant NOON = Instant.parse("2026-07-01T12:00:00Z");

    private final TwoNodes world = new TwoNodes("jobs", hub -> Singletons.configured(hub, () -> NOON));

    @AfterEach
    void close() {
        world.close();
    }

    @Test
    void aProcessThatBothNodesEnsureRunsOnce() {
        var second = world.hubs().getLast();

        assertThat(second.ref(NextJob.SCHEDULER, "scheduler").ask(new NextJob()).join())
                .isEqualTo(NOON);
        assertThat(second.byTag("system"))
                .singleElement()
                .satisfies(scheduler -> assertThat(scheduler.instances()).hasSize(1));
    }

    @Test
    void aProcessIsEnsuredOnceWithTheMetadataOfTheFirstCall() {
        for (var hub : world.hubs()) {
            assertThat(Singletons.scheduler(hub, "north").ask(new NextJob()).join())
                    .isEqualTo(NOON);
            assertThat(hub.byLabel("region", "north")).hasSize(1);
        }
    }
}
