package io.processhub.testkit.contract;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;

final class EmbeddedClusterTest extends ClusterContract {
    private final EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());

    @Override
    protected Cluster open(String node) {
        return network.open(node);
    }
}
