package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.Synchronizer;
import io.processhub.strategy.synchronization.gossip.Subtree.Parent;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The running half of {@link Gossip}: passes each message to the part that it concerns. */
final class Gossiper implements Synchronizer {
    /** Of an interval: a round received more recently makes another one superfluous. */
    private static final double RECENT = 0.9;

    /** Intervals without a round after which this node compares with another one by itself. */
    private static final double SILENCE = 2.5;

    private final GossipContext context;
    private final AckBatch acks;
    private final Suspects suspects;
    private final RelayTasks tasks;
    private final Rumours rumours;
    private final AntiEntropyRounds rounds;

    /** Null when it has to be made anew. */
    private @Nullable Ring ring;

    private boolean membersChanged;

    Gossiper(Gossip settings, SyncContext hub) {
        this.context = new GossipContext(settings, hub);
        this.acks = new AckBatch(context);
        this.suspects = new Suspects(context, this::ring);
        this.tasks = new RelayTasks(context, this::ring, suspects);
        this.rumours = new Rumours(context, this::ring, tasks, acks);
        this.rounds = new AntiEntropyRounds(context, this::ring, tasks, acks);
    }

    private Ring ring() {
        Ring current = ring;
        if (current == null) {
            current = new Ring(context.self(), context.logs().peers());
            ring = current;
        }
        return current;
    }

    @Override
    public void onWrite(Delta write, List<NodeId> askers) {
        rounds.wrote(write.to());
        if (!context.logs().peers().isEmpty()) {
            rumours.spread(write);
        }
    }

    @Override
    public void onTick() {
        boolean restricted = context.settings().restrictedInit();
        boolean mayStart = !restricted || ring().first().equals(context.self());
        long interval = context.settings().interval().toNanos();
        if (mayStart && restricted) {
            rounds.prepare();
        } else if (mayStart) {
            context.after(Duration.ofNanos(context.random().nextLong(interval / 2)), () -> {
                if (rounds.silence() > RECENT * interval) {
                    rounds.prepare();
                }
            });
        }
        if (!mayStart && rounds.silence() > SILENCE * interval) {
            compareWithAnyMember();
        }
    }

    private void compareWithAnyMember() {
        List<NodeId> peers = context.logs().peers();
        if (!peers.isEmpty()) {
            suspects.probe(peers.get(context.random().nextInt(peers.size())));
        }
    }

    @Override
    public void onMessage(NodeId from, SyncMessage message) {
        switch (message) {
            case SyncMessage.Offer offer -> suspects.onCompared(from);
            case SyncMessage.Custom custom -> read(custom).ifPresent(own -> onGossip(from, own));
            case SyncMessage.Request request -> suspects.onSign(from);
            case SyncMessage.News news -> suspects.onSign(from);
            case SyncMessage.More more -> suspects.onSign(from);
        }
        rounds.progress();
    }

    /**
     * A node with a later version may send what this one does not know; what it is needed for is repaired by rounds.
     */
    private Optional<GossipMessage> read(SyncMessage.Custom custom) {
        try {
            return Optional.of(context.codec().decode(custom));
        } catch (IllegalArgumentException unreadable) {
            context.tally().add(Counter.UNREADABLE);
            return Optional.empty();
        }
    }

    private void onGossip(NodeId from, GossipMessage message) {
        if (message instanceof GossipMessage.Even) {
            suspects.onCompared(from);
        } else {
            suspects.onSign(from);
        }
        switch (message) {
            case GossipMessage.Rumour rumour -> rumours.onRumour(from, rumour);
            case GossipMessage.RoundStart start -> rounds.onStart(from, start);
            case GossipMessage.Acks received -> tasks.onAcks(from, received);
            case GossipMessage.Inquiry(List<Long> numbers) ->
                numbers.forEach(number -> answer(new Parent(from, number)));
            case GossipMessage.Report report -> rounds.onReport(from, report);
            case GossipMessage.TargetRequest request -> rounds.onTargetRequest(from, request);
            case GossipMessage.Target target -> rounds.onTarget(target);
            case GossipMessage.Probe probe -> suspects.onProbe(from, probe);
            case GossipMessage.Even even -> {}
        }
    }

    private void answer(Parent parent) {
        Subtree rumour = rumours.givenBy(parent);
        if (rumour != null) {
            acks.acknowledge(parent, rumour);
        } else if (!rounds.onInquiry(parent)) {
            acks.unknown(parent);
        }
    }

    @Override
    public void onMembers() {
        ring = null;
        membersChanged = true;
    }

    @Override
    public void flush() {
        if (membersChanged) {
            membersChanged = false;
            suspects.onMembers();
            tasks.onMembers();
            rounds.progress();
        }
        acks.send();
    }

    /** First the author, which has it; then any member, in case this node cannot reach the author. */
    @Override
    public NodeId source(NodeId origin, int attempt) {
        List<NodeId> peers = context.logs().peers();
        return attempt % 2 == 0 || peers.isEmpty()
                ? origin
                : peers.get(context.random().nextInt(peers.size()));
    }

    @Override
    public Counters counters() {
        return context.tally().counters();
    }
}
