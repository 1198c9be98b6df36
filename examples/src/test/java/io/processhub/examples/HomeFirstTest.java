package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.process.ProcessType;
import org.junit.jupiter.api.Test;

final class HomeFirstTest {

    @Test
    void aProcessRunsAtHomeAndElsewhereWhenHomeIsGone() {
        try (var world = new TwoNodes(
                "home",
                hub -> hub.distribution(new HomeFirst("db/", "beta"))
                        .process(
                                ProcessType.of("echo", String.class),
                                () -> message -> message.replyUntyped(message.body())))) {
            var spec = ProcessType.of("echo", String.class).spec("db/primary");
            world.startEverywhere(spec);
            var alpha = world.hubs().getFirst();
            assertThat(alpha.onNode(world.hubs().getLast().self())).hasSize(1);

            world.crashHostOf(spec);

            assertThat(alpha.local()).hasSize(1);
        }
    }
}
