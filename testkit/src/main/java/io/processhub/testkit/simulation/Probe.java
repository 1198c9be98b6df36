package io.processhub.testkit.simulation;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.StopReason;
import io.processhub.testkit.simulation.oracle.World;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A process that tells the world where it runs. It crashes when told {@code "crash"} and echoes what else it is asked.
 */
final class Probe implements HubProcess {
    static final String TYPE = "probe";

    private final Simulation simulation;
    private final World world;
    private @Nullable ProcessContext context;

    Probe(Simulation simulation, World world) {
        this.simulation = simulation;
        this.world = world;
    }

    @Override
    public void onStart(ProcessContext given) {
        context = given;
        Duration now = Duration.ofNanos(simulation.nanos());
        world.started(new World.Start(now, given.id(), given.node(), given.epoch()));
        note("runs", given);
    }

    @Override
    public void onMessage(Message message) {
        if ("crash".equals(message.body())) {
            end("crashes");
            throw new IllegalStateException("told to crash");
        }
        message.reply(message.body());
    }

    @Override
    public void onStop(StopReason reason) {
        end("stops");
    }

    private void end(String how) {
        ProcessContext started = Objects.requireNonNull(context, "ended before it started");
        world.stopped(started.id(), started.node(), started.epoch());
        note(how, started);
    }

    private void note(String event, ProcessContext about) {
        simulation.note(about.node().toString(), event, about.id().value(), about.epoch());
    }
}
