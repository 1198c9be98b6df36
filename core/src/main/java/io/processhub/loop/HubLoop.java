package io.processhub.loop;

import io.processhub.cluster.ClusterView;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import io.processhub.coordinator.Coordinator;
import io.processhub.coordinator.Input;
import io.processhub.environment.Environment;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessId;
import io.processhub.process.Role;
import io.processhub.runtime.InstanceListener;
import io.processhub.runtime.ReplyTo;
import io.processhub.wire.Nodes;
import io.processhub.wire.Packet;
import io.processhub.wire.PacketCodec;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The hub's one thread: whatever happens is queued here from any thread, handed to the coordinator one thing at a time,
 * and what the coordinator asks for is carried out. Inputs that have queued up are handled together, so that a burst
 * makes few and large packets.
 */
public final class HubLoop implements Node.Listener, InstanceListener, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HubLoop.class);
    private static final int BATCH_MAX = 1_000;
    private static final int PACKETS_MAX = 20_000;

    /** Room for the numbers of one life of the hub on its node. */
    private static final int LIFE_BITS = 40;

    private final Environment environment;
    private final Environment.Lane lane;
    private final ConcurrentLinkedQueue<Input> inbox = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean(true);
    private final AtomicInteger packetsWaiting = new AtomicInteger();
    private final Nodes nodes = new Nodes();
    private final PacketCodec codec = new PacketCodec(nodes);
    private final MailNumbers numbers = new MailNumbers();
    private final LongAdder framesMalformed = new LongAdder();
    private final LongAdder packetsDropped = new LongAdder();

    private @Nullable Coordinator coordinator;
    private volatile @Nullable EffectRunner hands;
    private volatile boolean over;

    /**
     * A loop that queues but does nothing until it begins.
     *
     * @param environment time and threads
     * @param name of the thread
     */
    public HubLoop(Environment environment, String name) {
        this.environment = environment;
        this.lane = environment.lane(name);
    }

    /**
     * Begins to handle what has queued up. Called once.
     *
     * @param mind decides
     * @param carrier does what was decided
     */
    public void begin(Coordinator mind, EffectRunner carrier) {
        lane.execute(() -> {
            coordinator = mind;
            hands = carrier;
            run();
        });
    }

    /**
     * Queues an input. Any thread; returns at once.
     *
     * @param input what happened
     */
    public void submit(Input input) {
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
            // Came while the hub closed. Whoever waits for an answer has it from PendingCalls.close.
            LOG.trace("an input came after the end of the hub", closed);
        }
    }

    private void run() {
        EffectRunner carrier = hands;
        if (coordinator != null && carrier != null && !over) {
            run(coordinator, carrier);
        }
        scheduled.set(false);
        if (!inbox.isEmpty() && !over) {
            schedule();
        }
    }

    private void run(Coordinator mind, EffectRunner carrier) {
        try {
            for (int handled = 0; handled < BATCH_MAX; handled++) {
                Input input = inbox.poll();
                if (input == null) {
                    break;
                }
                take(input, mind);
            }
            if (!over) {
                carrier.carryOut(mind.finish());
            }
        } catch (Throwable bug) {
            // Whatever it is, a hub that neither decides nor ends would hold its processes for ever.
            LOG.error("the coordinator broke; this hub ends here, others take over", bug);
            over = true;
            carrier.breakDown();
        }
    }

    private void take(Input input, Coordinator mind) {
        if (input instanceof Input.Arrived) {
            packetsWaiting.decrementAndGet();
        }
        if (!over) {
            mind.handle(input, environment.now(), environment.nanoTime());
        }
    }

    /** The hub has left: what is still queued, or comes now, is for nobody. Called on the loop's thread. */
    void end() {
        over = true;
    }

    /**
     * Makes the frame of mail, in which it is recognised if it arrives twice. Any thread.
     *
     * @param to whom it is for
     * @param mail what is sent
     * @param channel that it is for
     * @return one frame
     */
    public byte[] numbered(NodeId to, Packet.Mail mail, Node.Channel channel) {
        long base = (long) (channel.life() - 1) << LIFE_BITS;
        var packet = new Packet.Numbered(numbers.next(to, base), mail);
        return codec.encode(packet, channel.frameBytesMax()).getFirst();
    }

    /** {@return what makes frames of packets, and packets of frames} */
    public PacketCodec codec() {
        return codec;
    }

    /** {@return how many frames were no packets, or arrived faster than they could be handled, and were dropped} */
    public long framesDropped() {
        return framesMalformed.sum() + packetsDropped.sum();
    }

    // ---- from the cluster

    @Override
    public void onView(ClusterView view) {
        nodes.reachable(view.members());
        submit(new Input.ViewChanged(view));
    }

    @Override
    public void onAbsent(NodeId peer) {
        submit(new Input.PeerAbsent(peer));
    }

    /** Decodes on the engine's thread, so that the loop has less to do. */
    @Override
    public void onFrame(NodeId from, byte[] frame) {
        switch (codec.decode(frame).orElse(null)) {
            case Packet.Numbered(long number, Packet.Mail mail) -> {
                if (numbers.first(from, number)) {
                    deliver(from, mail);
                }
            }
            case Packet.Mail mail -> deliver(from, mail);
            case Packet.Control control -> queue(from, control);
            case null -> {
                framesMalformed.increment();
                LOG.debug("a frame of {} bytes from {} is no packet", frame.length, from);
            }
        }
    }

    private void deliver(NodeId from, Packet.Mail mail) {
        EffectRunner carrier = hands;
        if (carrier != null) {
            carrier.mail(from, mail);
        }
    }

    /** What is dropped here was lost on the way, as far as the protocol is concerned: it is repaired. */
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
        submit(new Input.InstanceFailed(id, epoch, describe(error)));
    }

    @Override
    public void ended(ProcessId id, long epoch, @Nullable Throwable error) {
        if (error != null) {
            LOG.warn("process {} crashed", id, error);
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

    @Override
    public boolean successorKnown(ProcessId id) {
        EffectRunner carrier = hands;
        return carrier != null && carrier.successorKnown(id);
    }

    @Override
    public void passOn(ProcessId id, Object body, @Nullable ReplyTo replyTo) {
        EffectRunner carrier = hands;
        if (carrier != null) {
            carrier.passOn(id, body, replyTo);
        }
    }

    @Override
    public void dropped(ProcessId id, Reason reason, int messages) {
        EffectRunner carrier = hands;
        if (carrier != null) {
            carrier.dropped(id, reason, messages);
        }
    }

    private static String describe(Throwable error) {
        String text = error.toString();
        return text.length() <= 1_000 ? text : text.substring(0, 1_000) + "…";
    }

    /** Frees the thread. Idempotent; what is submitted afterwards is for nobody. */
    @Override
    public void close() {
        lane.close();
    }
}
