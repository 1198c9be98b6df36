package io.processhub.examples;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.testkit.contract.ClusterContract;

// tag::contract[]
/** An engine passes when this does; JUnit finds the tests in the contract. */
final class EmbeddedEngineTest extends ClusterContract {
    private final EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());

    @Override
    protected Cluster open(String node) {
        return network.open(node);
    }
}
// end::contract[]
