package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.process.ProcessId;
import org.junit.jupiter.api.Test;

final class SingletonsTest {

    @Test
    void aProcessThatBothNodesEnsureRunsOnce() {
        try (var world = new TwoNodes("jobs", hub -> Singletons.configured(hub, () -> "noon"))) {
            var second = world.hubs().getLast();

            assertThat(second.untyped("scheduler").ask("time?", String.class).join())
                    .isEqualTo("noon");
            assertThat(second.lookup(ProcessId.of("scheduler")).orElseThrow().instances())
                    .hasSize(1);
        }
    }
}
