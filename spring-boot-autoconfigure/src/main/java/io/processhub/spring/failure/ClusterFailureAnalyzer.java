package io.processhub.spring.failure;

import io.processhub.cluster.ClusterException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says why this node could not join its cluster. */
final class ClusterFailureAnalyzer extends AbstractFailureAnalyzer<ClusterException> {

    @Override
    protected FailureAnalysis analyze(Throwable root, ClusterException cause) {
        return new FailureAnalysis(
                "This node could not join its cluster: " + cause.getMessage(),
                "Give each node a port of its own in processhub.bind.port, a name of its own in processhub.node.name,"
                        + " and all nodes the same processhub.discovery.* that lists addresses at which they listen.",
                cause);
    }
}
