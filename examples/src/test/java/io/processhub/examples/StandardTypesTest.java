package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

final class StandardTypesTest {
    private static final InstantSource NOON = InstantSource.fixed(Instant.parse("2026-07-01T12:00:00Z"));

    @Test
    void aTextIsAnsweredWithATextFromEveryNode() {
        try (var world = new TwoNodes("clocks", hub -> StandardTypes.configured(hub, NOON))) {
            world.startEverywhere(StandardTypes.CLOCK.spec("clock"));

            assertThat(world.hubs())
                    .allSatisfy(hub -> assertThat(
                                    StandardTypes.time(hub, "Asia/Tokyo").join())
                            .isEqualTo("21:00"));
        }
    }
}
