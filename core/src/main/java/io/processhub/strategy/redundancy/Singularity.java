package io.processhub.strategy.redundancy;

import io.processhub.cluster.NodeId;
import io.processhub.spec.Role;

/** One copy of each process, always active. */
public record Singularity() implements RedundancyStrategy {

    @Override
    public String rule() {
        return "one copy";
    }

    @Override
    public int copies(int members) {
        return 1;
    }

    @Override
    public Role role(RoleView view, NodeId node) {
        return Role.ACTIVE;
    }
}
