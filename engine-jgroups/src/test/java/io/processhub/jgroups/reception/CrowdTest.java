package io.processhub.jgroups.reception;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;

final class CrowdTest {
    private final Crowd<String> crowd = new Crowd<>(3);

    @Test
    void whoeverFloodsDisplacesHimself() throws UnknownHostException {
        InetAddress honest = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress flooding = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});

        assertThat(crowd.add("a node", honest)).isEmpty();
        assertThat(crowd.add("first", flooding)).isEmpty();
        assertThat(crowd.add("second", flooding)).isEmpty();
        assertThat(crowd.add("third", flooding)).contains("first");
        assertThat(crowd.add("fourth", flooding)).contains("second");

        assertThat(crowd.all()).containsExactly("a node", "third", "fourth");
    }

    @Test
    void whoIsGoneMakesRoom() {
        InetAddress origin = InetAddress.getLoopbackAddress();
        crowd.add("a", origin);
        crowd.add("b", origin);
        crowd.add("c", origin);
        crowd.remove("b");

        assertThat(crowd.add("d", origin)).isEmpty();
    }
}
