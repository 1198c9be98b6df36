package io.processhub.guard;

import io.processhub.cluster.NodeId;
import io.processhub.guard.StrategyGuard.Kind;
import io.processhub.spec.Role;
import io.processhub.strategy.redundancy.RedundancyStrategy;

/**
 * A redundancy strategy that does not throw: a copy keeps its role, and as many copies run as before. Confined to the
 * hub's thread.
 */
final class GuardedRedundancy implements RedundancyStrategy {
    private final RedundancyStrategy strategy;
    private final StrategyGuard guard;
    private int copies = 1;
    private boolean oneActive;

    GuardedRedundancy(RedundancyStrategy strategy, StrategyGuard guard) {
        this.strategy = strategy;
        this.guard = guard;
    }

    @Override
    public int copies(int members) {
        if (members == Integer.MAX_VALUE) { // asked once, whether there is ever a second copy
            return guard.ask(Kind.REDUNDANCY, () -> strategy.copies(members), () -> members);
        }
        copies = guard.ask(Kind.REDUNDANCY, () -> strategy.copies(members), () -> copies);
        return copies;
    }

    @Override
    public Role role(RoleView view, NodeId node) {
        return guard.ask(Kind.REDUNDANCY, () -> strategy.role(view, node), () -> kept(view, node));
    }

    private static Role kept(RoleView view, NodeId node) {
        Role without = view.latestActive().isPresent() ? Role.PASSIVE : Role.ACTIVE;
        return view.copies().stream()
                .filter(copy -> copy.node().equals(node))
                .map(RoleView.Copy::role)
                .findFirst()
                .orElse(without);
    }

    @Override
    public String rule() {
        return guard.ask(Kind.REDUNDANCY, strategy::rule, () -> "a redundancy strategy that fails");
    }

    @Override
    public boolean oneActive() {
        oneActive = guard.ask(Kind.REDUNDANCY, strategy::oneActive, () -> oneActive);
        return oneActive;
    }

    @Override
    public boolean tells(Role role) {
        return guard.ask(Kind.REDUNDANCY, () -> strategy.tells(role), () -> true);
    }

    @Override
    public String toString() {
        return strategy.toString();
    }
}
