package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import org.junit.jupiter.api.Test;

final class SeveralHubsTest {

    @Test
    void hubsOfOneNodeKnowNothingOfEachOther() {
        var network = EmbeddedNetwork.create(Environment.system());

        assertThat(SeveralHubs.use(Node.join(network.open("alpha")))).isEqualTo("order 1, report 1");
    }
}
