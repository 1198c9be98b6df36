package io.processhub.jgroups;

import io.processhub.cluster.Cluster;
import io.processhub.testkit.contract.ClusterContract;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

final class JGroupsClusterTest extends ClusterContract {
    /** One test of the contract has a listener that throws. */
    @RegisterExtension
    private final ExpectedErrors errors = new ExpectedErrors("io.processhub", "the cluster listener of");

    private final List<InetSocketAddress> hosts = Ports.free(3);
    private final Iterator<InetSocketAddress> unused = hosts.iterator();

    @Override
    protected Cluster open(String node) {
        InetSocketAddress bind =
                unused.hasNext() ? unused.next() : Ports.free(1).getFirst();
        return JGroupsCluster.tcp(node, bind, hosts)
                .joinTimeout(Duration.ofMillis(300))
                .build();
    }
}
