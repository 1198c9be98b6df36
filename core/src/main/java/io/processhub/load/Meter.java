package io.processhub.load;

import io.processhub.cluster.NodeId;
import io.processhub.guard.StrategyGuard;
import io.processhub.guard.StrategyGuard.Kind;
import io.processhub.registry.Intent.Wanted;
import io.processhub.strategy.distribution.LoadProbe;
import io.processhub.strategy.distribution.LoadProbe.Machine;
import io.processhub.strategy.distribution.LoadProbe.Reading;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Measures the load of this node. Confined to the hub's thread.
 *
 * @param node this one
 * @param weight of this node
 * @param processes that run here
 * @param machine what the environment says
 * @param guard around the probe, which may be a user's
 */
public record Meter(
        NodeId node, double weight, Supplier<List<Wanted>> processes, Supplier<Machine> machine, StrategyGuard guard) {

    /** What was measured. */
    record Measured(double load, int copies) {}

    /** {@return what the probe says now; empty when it fails} */
    Optional<Measured> measure(LoadProbe probe) {
        List<Wanted> running = processes.get();
        return guard.ask(Kind.DISTRIBUTION, () -> Optional.of(measured(probe, running)), Optional::empty);
    }

    private Measured measured(LoadProbe probe, List<Wanted> running) {
        double load = probe.measure(new Reading(node, weight, running, machine.get()));
        if (!(load >= 0) || Double.isInfinite(load)) {
            throw new IllegalStateException("the probe " + probe + " measured " + load + ", which is no number from 0");
        }
        return new Measured(load, running.size());
    }
}
