package io.processhub.testkit.contract;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.testkit.situation.ExpectedErrors;
import org.junit.jupiter.api.extension.RegisterExtension;

final class EmbeddedClusterTest extends ClusterContract {
    /** One test of the contract has a listener that throws. */
    @RegisterExtension
    private final ExpectedErrors errors = new ExpectedErrors("io.processhub", "the cluster listener of");

    private final EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());

    @Override
    protected Cluster open(String node) {
        return network.open(node);
    }
}
