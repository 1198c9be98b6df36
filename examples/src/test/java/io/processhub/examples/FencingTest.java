package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.process.ProcessSpec;
import org.junit.jupiter.api.Test;

final class FencingTest {

    @Test
    void theSuccessorMayWriteAndTheStaleInstanceMayNot() {
        var store = new Fencing.Store();
        var spec = ProcessSpec.of("leader", "leader");
        try (var world = new TwoNodes("fleet", hub -> hub.process("leader", () -> new Fencing.Leader(store)))) {
            world.startEverywhere(spec);
            long stale = world.hostOf(spec).instance().epoch();

            var survivor = world.crashHostOf(spec);

            assertThat(survivor.ref(spec.id()).<Boolean>ask("new plan").join()).isTrue();
            assertThat(store.write(stale, "old plan")).isFalse();
            assertThat(store.read()).isEqualTo("new plan");
        }
    }
}
