package io.processhub.coordinator;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.coordinator.port.Effect;
import io.processhub.coordinator.port.Input;
import io.processhub.guard.StrategyGuard;
import io.processhub.process.ProcessType;
import io.processhub.quorum.QuorumMemory;
import io.processhub.registry.Intent;
import io.processhub.replication.Directory;
import io.processhub.spec.Metadata;
import io.processhub.strategy.distribution.ConsistentHashing;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
import io.processhub.strategy.distribution.LoadProbe;
import io.processhub.strategy.migration.HotSwap;
import io.processhub.strategy.partition.Divergence;
import io.processhub.strategy.redundancy.Singularity;
import io.processhub.strategy.synchronization.gossip.Gossip;
import io.processhub.wire.Packet;
import io.processhub.wire.PacketCodec;
import io.processhub.wire.Packets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.stream.Stream;

/** A hub without threads: its coordinator, a clock, and instances that do at once what they are told. */
final class LoneHub {
    /** What it allocates for its own, with room for more. */
    static final long BYTES_MAX = 1 << 20;

    private static final int STEPS_MAX = 10_000;
    private static final int FRAME_BYTES_MAX = 64_000;
    private static final NodeId SELF = Packets.REACHABLE.getFirst();
    private static final NodeId PEER = Packets.REACHABLE.get(1);

    private final PacketCodec codec;
    private final Settings settings;
    private final Coordinator coordinator;
    private final Queue<Input> inputs = new ArrayDeque<>();

    /** Near the end of the range of clock readings, so that few stamps are too far ahead. */
    private Instant now = Instant.ofEpochMilli((1L << 46) - Duration.ofDays(1).toMillis());

    private long nanos;
    private int steps;
    private boolean running;

    LoneHub(PacketCodec codec) {
        this.codec = codec;
        var strategies = new Settings.Strategies(
                new ConsistentHashing(),
                new Singularity(),
                new HotSwap(),
                new Gossip(),
                new Divergence(),
                new StrategyGuard());
        settings = new Settings(
                strategies,
                new Packet.Profile(1, "", Traits.UNKNOWN, false),
                Settings.Joining.STANDARD,
                Duration.ofHours(1),
                Duration.ofMinutes(1),
                FRAME_BYTES_MAX,
                codec.logs(),
                () -> new LoadProbe.Machine(0, 0, 0));
        coordinator = new Coordinator(SELF, 0, settings, new Directory(), new Random(1));
        handle(new Input.ViewChanged(List.of(PEER)));
        var clocks = new Packet.Clocks(now.toEpochMilli(), now.toEpochMilli(), 0);
        receive(new Packet.Hello(false, settings.configuration(), settings.profile(), 0, 0, clocks, QuorumMemory.NONE));
        List<Intent.Wanted> processes = Stream.of("p", "q", "r", "s")
                .map(name -> new Intent.Wanted(ProcessType.of("t", Object.class).spec(name), Metadata.NONE))
                .toList();
        var terms = new Input.Terms(false, false, true, false, Duration.ofSeconds(10));
        handle(new Input.StartAsked(1, processes, terms));
        assertThat(running).isTrue();
    }

    /** Takes a packet of the other member. */
    void receive(Packet.Control packet) {
        handle(new Input.Arrived(PEER, packet));
    }

    /** Lets time pass, in steps that grow. */
    void grow() {
        for (Duration pause = Duration.ofMillis(10); pause.toHours() < 2; pause = pause.multipliedBy(4)) {
            now = now.plus(pause);
            nanos += pause.toNanos();
            handle(new Input.TimePassed());
        }
    }

    /** {@return whether it has neither ended nor said anything else} */
    boolean running() {
        return running;
    }

    private void handle(Input first) {
        inputs.add(first);
        for (Input input = inputs.poll(); input != null; input = inputs.poll()) {
            coordinator.handle(input, now, nanos);
            coordinator.finish().forEach(this::perform);
            steps++;
            assertThat(steps).as("steps").isLessThan(STEPS_MAX);
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Send send -> codec.encode(send.packet(), FRAME_BYTES_MAX);
            case Effect.Run run -> start(run);
            case Effect.Arrive arrive -> start(arrive.run());
            case Effect.Hold hold -> inputs.add(new Input.InstanceHeld(hold.id(), hold.attempt(), new byte[3]));
            case Effect.Merge merge -> inputs.add(new Input.InstanceMerged(merge.id(), merge.attempt(), null));
            case Effect.Halt halt -> inputs.add(new Input.InstanceStopped(halt.id(), halt.epoch()));
            case Effect.Assign told ->
                inputs.add(new Input.RoleTaken(told.id(), told.epoch(), told.role(), told.term()));
            case Effect.Publish(Effect.Status status) -> running = status.phase() == Effect.Status.Phase.RUNNING;
            default -> {
                // Answers and news are for callers, of which there are none.
            }
        }
    }

    private void start(Effect.Run run) {
        inputs.add(new Input.InstanceStarted(run.wanted().spec().id(), run.epoch(), true));
    }
}
