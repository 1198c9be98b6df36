package io.processhub.strategy.redundancy;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import java.util.List;

/** One copy of each process, always active. */
public record Singularity() implements RedundancyStrategy {

    @Override
    public int copies(int members) {
        return 1;
    }

    @Override
    public Role role(ProcessId id, List<NodeId> owners, NodeId node) {
        return Role.ACTIVE;
    }
}
