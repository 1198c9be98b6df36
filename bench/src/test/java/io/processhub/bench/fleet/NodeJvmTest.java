package io.processhub.bench.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.bench.roster.Roster;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Goal: a node ends with its driver, and what fails in it is reported with its log. */
final class NodeJvmTest {
    private static final Fleet.Plan ONE = new Fleet.Plan(1, 0, 0, /* tls= */ false, "256m");

    @Test
    void aNodeSaysWhatItCannotDoAndEndsWithItsInput() {
        try (BenchFolder folder = BenchFolder.create();
                Fleet fleet = Fleet.open(Roster.named("jgroups"), ONE, folder)) {
            NodeJvm node = fleet.caller();

            assertThatThrownBy(() -> node.run("fly", Map.of()))
                    .isInstanceOf(BenchException.class)
                    .hasMessageContaining("node n1, fly")
                    .hasMessageContaining("work 'fly' is unknown")
                    .hasMessageContaining("n1 | ");
            assertThat(node.endInput()).isEqualTo(3);
        }
    }
}
