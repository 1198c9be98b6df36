package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.process.ProcessSpec;
import org.junit.jupiter.api.Test;

final class MovingStateTest {

    @Test
    void aCartIsStillFullWhenItsNodeHasLeft() {
        EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());
        try (var first = Node.join(network.open("first"));
                var second = Node.join(network.open("second"))) {
            ProcessHub leaving = MovingState.shop().node(first).start();
            leaving.start(ProcessSpec.of("anna", "cart")).join();
            assertThat(leaving.ref("anna").<String>ask("apples").join()).isEqualTo("apples ");

            try (var staying = MovingState.shop().node(second).start()) {
                leaving.close();

                assertThat(staying.ref("anna").<String>ask("bread").join()).isEqualTo("apples bread ");
            }
        }
    }
}
