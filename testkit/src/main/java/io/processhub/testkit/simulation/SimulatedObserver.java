package io.processhub.testkit.simulation;

import io.processhub.observation.HubObserver;
import io.processhub.process.ProcessContext;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import io.processhub.spec.Role;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.redundancy.Singularity;
import io.processhub.testkit.simulation.oracle.Intents;
import io.processhub.testkit.simulation.oracle.World;
import java.time.Duration;
import java.util.List;

/** Records which intents the hub of one node acknowledges, and which instances of any type run there. */
final class SimulatedObserver implements HubObserver {
    private final Simulation simulation;
    private final String node;
    private final World world;
    private final Intents intents;

    // mutable state
    private RedundancyStrategy redundancy = new Singularity();

    SimulatedObserver(Simulation simulation, String node, World world, Intents intents) {
        this.simulation = simulation;
        this.node = node;
        this.world = world;
        this.intents = intents;
    }

    /** The strategy of the hub, once that is built. */
    RedundancyStrategy redundancy() {
        return redundancy;
    }

    @Override
    public void built(RedundancyStrategy strategy) {
        redundancy = strategy;
    }

    @Override
    public void startAsked(List<ProcessId> ids) {
        for (ProcessId id : ids) {
            intents.startAsked(id);
            note("start?", id, 0);
        }
    }

    @Override
    public void startAnswered(List<StartResult> results) {
        for (StartResult result : results) {
            intents.answered(result);
            note(result.getClass().getSimpleName(), result.id(), 0);
        }
    }

    @Override
    public void stopAsked(List<ProcessId> ids) {
        for (ProcessId id : ids) {
            intents.stopAsked(id);
            note("stop?", id, 0);
        }
    }

    @Override
    public void stopAnswered(List<StopResult> results) {
        for (StopResult result : results) {
            intents.answered(result);
            note(result.getClass().getSimpleName(), result.id(), 0);
        }
    }

    @Override
    public void began(ProcessContext<?> instance) {
        world.started(new World.Start(now(), instance.id(), instance.node(), instance.epoch()));
        note("runs", instance.id(), instance.epoch());
        tookRole(instance, instance.role(), instance.epoch());
    }

    @Override
    public void tookRole(ProcessContext<?> instance, Role role, long term) {
        var copy = new Location(instance.node(), instance.epoch());
        world.tookRole(new World.Turn(now(), instance.id(), copy, role, term));
        note(role == Role.ACTIVE ? "is active" : "is passive", instance.id(), instance.epoch());
    }

    @Override
    public void raised(ProcessContext<?> instance, long before) {
        world.raised(instance.id(), new Location(instance.node(), before), instance.epoch());
        note("is raised", instance.id(), instance.epoch());
    }

    /** A process that ends by itself may be removed by that, depending on its restart policy. */
    @Override
    public void ended(ProcessContext<?> instance, boolean byHub) {
        world.stopped(instance.id(), instance.node(), instance.epoch());
        note(byHub ? "stops" : "ends", instance.id(), instance.epoch());
        if (!byHub && instance.spec().restart() != RestartPolicy.PERMANENT) {
            intents.doubt(instance.id());
        }
    }

    private Duration now() {
        return Duration.ofNanos(simulation.nanos());
    }

    private void note(String event, ProcessId id, long amount) {
        simulation.note(node, event, id.value(), amount);
    }
}
