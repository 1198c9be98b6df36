package io.processhub;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.ClusterException;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Coordinator;
import io.processhub.coordinator.port.Effect;
import io.processhub.coordinator.port.Inbox;
import io.processhub.coordinator.port.Input;
import io.processhub.environment.Environment;
import io.processhub.guard.StrategyGuard;
import io.processhub.runtime.InstanceListener;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.text.WellFormed;
import io.processhub.wire.Nodes;
import io.processhub.wire.Packet;
import io.processhub.wire.PacketCodec;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's one thread. Inputs are queued from any thread; this thread gives them to the coordinator one at a time and
 * then has the coordinator's decisions carried out. Inputs that have queued up are handled in one batch, so that a
 * burst makes few and large packets.
 */
final class HubLoop implements Node.Listener, InstanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubLoop.class);
    private static final Duration STRATEGY_LOOK = Duration.ofSeconds(1);
    private static final int PACKETS_MAX = 20_000;

    private final Environment environment;
    private final Environment.Lane lane;
    private final HubLog log;
    private final Inbox inbox = new Inbox();
    private final AtomicBoolean scheduled = new AtomicBoolean(true);
    private final AtomicInteger packetsWaiting = new AtomicInteger();
    private final Nodes nodes = new Nodes();
    private final PacketCodec codec = new PacketCodec(nodes);
    private final DuplicateFilter duplicates = new DuplicateFilter();
    private final StrategyGuard guard = new StrategyGuard();
    private final Environment.Timer strategyWatch;
    private final LongAdder framesMalformed = new LongAdder();
    private final LongAdder packetsDropped = new LongAdder();

    /** Handles a batch of inputs; does nothing before the loop begins. Confined to the lane. */
    private Runnable batch = () -> {};

    /** Takes mail; drops it before the loop begins, when no process runs here yet. */
    private volatile BiConsumer<NodeId, Packet.Mail> mail = (from, dropped) -> {};

    private volatile boolean over;

    /** Why the cluster engine cannot go on; {@code null} as long as it can. */
    private volatile @Nullable Throwable engineFailure;

    /**
     * A loop that queues but does nothing until it begins.
     *
     * @param environment time and threads
     * @param hub its name
     * @param self this node
     */
    HubLoop(Environment environment, String hub, NodeId self) {
        this.environment = environment;
        this.lane = environment.lane("processhub-" + hub);
        this.log = new HubLog(environment, hub, self);
        this.strategyWatch = environment.watch(STRATEGY_LOOK, this::lookAtStrategy);
    }

    /** A strategy that hangs throws when it is interrupted; one that does not heed it is named once a minute. */
    private void lookAtStrategy() {
        StrategyGuard.Kind hung = guard.look();
        if (hung != null) {
            log.hangs(hung);
        }
    }

    /** {@return stands between the coordinator and the strategies} */
    StrategyGuard guard() {
        return guard;
    }

    /** Carries out what the coordinator decides. Called on the hub's thread. */
    interface Effects {

        /**
         * Carries out the effects of a batch of inputs.
         *
         * @param effects in their order
         */
        void carryOut(List<Effect> effects);

        /**
         * Ends the hub on this node because its coordinator has failed: its decisions cannot be trusted any more, so
         * everything that runs here must end, and other nodes take over.
         *
         * @param bug what it threw
         */
        void breakDown(Throwable bug);
    }

    /**
     * Begins to handle what has queued up. Called once.
     *
     * @param coordinator decides
     * @param effects carries out the decisions
     * @param receiver takes mail from other nodes, on the engine's thread; must not wait
     */
    void begin(Coordinator coordinator, Effects effects, BiConsumer<NodeId, Packet.Mail> receiver) {
        lane.execute(() -> {
            mail = receiver;
            batch = () -> handleBatch(coordinator, effects);
            run();
        });
    }

    /**
     * Queues an input. Any thread; returns at once.
     *
     * @param input what happened
     */
    void submit(Input input) {
        if (!over) {
            inbox.add(input);
            schedule();
        }
    }

    private void schedule() {
        if (!scheduled.compareAndSet(false, true)) {
            return;
        }
        try {
            lane.execute(this::run);
        } catch (RejectedExecutionException closed) {
            // The hub closes meanwhile: PendingCalls.close answers the callers that wait.
            LOG.trace("an input came after the end of the hub", closed);
        }
    }

    private void run() {
        if (!over) {
            batch.run();
        }
        scheduled.set(false);
        if (!inbox.empty() && !over) {
            schedule();
        }
    }

    private void handleBatch(Coordinator coordinator, Effects effects) {
        try {
            if (engineFailure != null) {
                throw new ClusterException("the cluster engine of this node cannot go on", engineFailure);
            }
            inbox.take(input -> take(input, coordinator), coordinator::full);
            if (!over) {
                effects.carryOut(coordinator.finish());
            }
        } catch (Throwable bug) {
            // Any throwable: a hub that neither decides nor ends would hold its processes for ever.
            over = true;
            effects.breakDown(bug);
        }
    }

    private void take(Input input, Coordinator coordinator) {
        if (input instanceof Input.Arrived) {
            packetsWaiting.decrementAndGet();
        }
        if (!over) {
            coordinator.handle(input, environment.now(), environment.nanoTime());
        }
    }

    /** The hub has left: inputs that are queued, or come now, are dropped. Called on the loop's thread. */
    void end() {
        over = true;
    }

    /** {@return writes what becomes of members and processes} */
    HubLog log() {
        return log;
    }

    /** {@return encodes packets as frames, and decodes them; thread-safe} */
    PacketCodec codec() {
        return codec;
    }

    /** {@return how many frames were dropped because they were no packets, or arrived faster than they were handled} */
    long framesDropped() {
        return framesMalformed.sum() + packetsDropped.sum();
    }

    // ---- from the cluster

    @Override
    public void onView(Cluster.View view) {
        nodes.reachable(view.members());
        submit(new Input.ViewChanged(view.peers()));
    }

    @Override
    public void onAbsent(NodeId peer) {
        submit(new Input.PeerAbsent(peer));
    }

    /** Without its engine this node hears nothing: what runs here has to end, so that it can run elsewhere. */
    @Override
    public void onEnd(Throwable cause) {
        engineFailure = cause;
        schedule();
    }

    @Override
    public void onFrame(NodeId from, byte[] frame) {
        onFrame(from, ByteBuffer.wrap(frame));
    }

    /** Decodes on the engine's thread, so that the loop has less to do. */
    @Override
    public void onFrame(NodeId from, ByteBuffer frame) {
        switch (codec.decode(frame).orElse(null)) {
            case Packet.Numbered(long number, Packet.Mail numbered) -> {
                if (duplicates.first(from, number)) {
                    mail.accept(from, numbered);
                }
            }
            case Packet.Mail unnumbered -> mail.accept(from, unnumbered);
            case Packet.Control control -> queue(from, control);
            case null -> {
                framesMalformed.increment();
                LOG.debug("a frame of {} bytes from {} is no packet", frame.remaining(), from);
            }
        }
    }

    /** For the protocol, a packet that is dropped here was lost on the way: the loss is repaired. */
    private void queue(NodeId from, Packet.Control packet) {
        if (packetsWaiting.incrementAndGet() > PACKETS_MAX) {
            packetsWaiting.decrementAndGet();
            packetsDropped.increment();
        } else {
            submit(new Input.Arrived(from, packet));
        }
    }

    // ---- from the runtime

    @Override
    public void started(ProcessId id, long epoch, boolean merges) {
        submit(new Input.InstanceStarted(id, epoch, merges));
    }

    @Override
    public void roleTaken(ProcessId id, long epoch, Role role, long term) {
        submit(new Input.RoleTaken(id, epoch, role, term));
    }

    @Override
    public void startFailed(ProcessId id, long epoch, Throwable error) {
        log.startFailed(id, error);
        submit(new Input.InstanceFailed(id, epoch, describe(error)));
    }

    @Override
    public void ended(ProcessId id, long epoch, @Nullable Throwable error) {
        if (error != null) {
            log.crashed(id, error);
        }
        submit(new Input.InstanceEnded(id, epoch, error == null ? null : describe(error)));
    }

    @Override
    public void stopped(ProcessId id, long epoch) {
        submit(new Input.InstanceStopped(id, epoch));
    }

    @Override
    public void held(ProcessId id, long epoch, long attempt, byte @Nullable [] state) {
        submit(new Input.InstanceHeld(id, attempt, state));
    }

    @Override
    public void merged(ProcessId id, long epoch, long attempt, @Nullable Throwable error) {
        submit(new Input.InstanceMerged(id, attempt, error == null ? null : describe(error)));
    }

    @Override
    public void holdFailed(ProcessId id, long epoch, long attempt, Throwable error) {
        submit(new Input.HoldFailed(id, attempt, describe(error)));
    }

    /** {@return what was thrown, in words that can be sent} */
    static String describe(Throwable error) {
        String text = error.toString();
        // Repaired last, because the cut may have parted a pair.
        return WellFormed.repaired(text.length() <= 1_000 ? text : text.substring(0, 1_000) + "…");
    }

    /** Frees the thread. Idempotent; inputs that are submitted afterwards are dropped. */
    @Override
    public void close() {
        strategyWatch.cancel();
        lane.close();
    }
}
