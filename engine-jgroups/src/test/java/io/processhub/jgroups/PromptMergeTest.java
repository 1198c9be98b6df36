package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How often members look for the other parts of a split cluster. */
final class PromptMergeTest {
    private final List<InetSocketAddress> hosts = Ports.free(3);
    private final List<Cluster> opened = new ArrayList<>();

    private RecordingListener joined(String name) {
        Cluster node = JGroupsCluster.tcp(name, hosts.get(opened.size()), hosts)
                .joinTimeout(Duration.ofMillis(500))
                .build();
        opened.add(node);
        var listener = new RecordingListener();
        node.join(listener);
        return listener;
    }

    /** Forms a cluster of a, b and c; {@code a} is the one that hears. */
    private RecordingListener three() throws InterruptedException {
        RecordingListener heardByA = joined("a");
        joined("b");
        joined("c");
        heardByA.viewOf("a", "b", "c");
        return heardByA;
    }

    @AfterEach
    void closeAll() {
        opened.reversed().forEach(Cluster::close);
    }

    private PromptMerge merge(int node) {
        return Cut.channel(opened.get(node)).getProtocolStack().findProtocol(PromptMerge.class);
    }

    @Test
    void membersLookForOtherPartsMoreOftenAfterALoss() throws InterruptedException {
        RecordingListener heardByA = three();
        assertThat(merge(0).getMaxInterval()).isEqualTo(4_000);
        assertThat(merge(0).getCheckInterval()).isEqualTo(6_400);

        opened.removeLast().close();
        heardByA.viewOf("a", "b");

        assertThat(merge(0).getMaxInterval()).isEqualTo(1_500);
        assertThat(merge(0).getCheckInterval()).isEqualTo(2_400);
    }

    @Test
    void theTimeIsCountedFromTheLastLoss() throws InterruptedException {
        RecordingListener heardByA = three();
        opened.removeLast().close();
        heardByA.viewOf("a", "b");
        opened.removeLast().close();
        heardByA.viewOf("a");

        merge(0).rest(1);
        assertThat(merge(0).getMaxInterval()).isEqualTo(1_500);

        merge(0).rest(2);
        assertThat(merge(0).getMaxInterval()).isEqualTo(4_000);
    }
}
