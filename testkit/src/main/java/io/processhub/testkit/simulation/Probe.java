package io.processhub.testkit.simulation;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.RoleAware;
import io.processhub.registry.Instance.Location;
import io.processhub.spec.Role;
import io.processhub.testkit.simulation.oracle.World;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process that tells the world where it runs, and in which role. It crashes when told {@code "crash"}, says on which
 * node it is when asked {@code "where"}, and echoes what else it is asked.
 */
final class Probe implements HubProcess<Object>, RoleAware {
    static final ProcessType<Object> TYPE = ProcessType.of("probe", Object.class);

    private final Simulation simulation;
    private final World world;
    private @Nullable ProcessContext<Object> context;

    Probe(Simulation simulation, World world) {
        this.simulation = simulation;
        this.world = world;
    }

    @Override
    public void onStart(ProcessContext<Object> given) {
        context = given;
        Duration now = Duration.ofNanos(simulation.nanos());
        world.started(new World.Start(now, given.id(), given.node(), given.epoch()));
        note("runs", given);
        take(given, given.role(), given.epoch());
    }

    @Override
    public void onRole(Role role, long term) {
        take(Objects.requireNonNull(context, "has a role before it started"), role, term);
    }

    private void take(ProcessContext<Object> self, Role role, long term) {
        var copy = new Location(self.node(), self.epoch());
        world.tookRole(new World.Turn(Duration.ofNanos(simulation.nanos()), self.id(), copy, role, term));
        note(role == Role.ACTIVE ? "is active" : "is passive", self);
    }

    @Override
    public void onMessage(Message<Object> message) {
        if ("crash".equals(message.body())) {
            end("crashes");
            throw new IllegalStateException("told to crash");
        }
        message.replyUntyped("where".equals(message.body()) ? where() : message.body());
    }

    private String where() {
        return Objects.requireNonNull(context, "asked before it started").node().toString();
    }

    @Override
    public void onStop(StopReason reason) {
        end("stops");
    }

    private void end(String how) {
        ProcessContext<Object> started = Objects.requireNonNull(context, "ended before it started");
        world.stopped(started.id(), started.node(), started.epoch());
        note(how, started);
    }

    private void note(String event, ProcessContext<Object> about) {
        simulation.note(about.node().toString(), event, about.id().value(), about.epoch());
    }
}
