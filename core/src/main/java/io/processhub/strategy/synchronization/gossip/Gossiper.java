package io.processhub.strategy.synchronization.gossip;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Delta;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.Site;
import io.processhub.strategy.synchronization.SyncCounters;
import io.processhub.strategy.synchronization.Synchronizer;
import io.processhub.strategy.synchronization.gossip.Delegation.Sponsor;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The running half of {@link Gossip}: hands to each part what concerns it. */
final class Gossiper implements Synchronizer {
    /** Of an interval: a round heard of more recently makes another one superfluous. */
    private static final double RECENT = 0.9;

    /** Intervals without a round after which this node helps itself. */
    private static final double SILENCE = 2.5;

    private final Gossip settings;
    private final Site site;
    private final Tally tally = new Tally();
    private final ReceiptBook receipts;
    private final Suspects suspects;
    private final Errands errands;
    private final Rumours rumours;
    private final Rounds rounds;

    /** Null when it has to be made anew. */
    private @Nullable Ring ring;

    private boolean membersChanged;

    Gossiper(Gossip settings, Site site) {
        this.settings = settings;
        this.site = site;
        this.receipts = new ReceiptBook(site);
        this.suspects = new Suspects(site, this::ring, tally);
        this.errands = new Errands(site, settings, this::ring, suspects, tally);
        this.rumours = new Rumours(site, this::ring, errands, receipts, tally);
        this.rounds = new Rounds(site, settings, this::ring, errands, receipts, tally);
    }

    private Ring ring() {
        Ring current = ring;
        if (current == null) {
            current = new Ring(site.logs().self(), site.logs().peers());
            ring = current;
        }
        return current;
    }

    @Override
    public void onWrite(Delta write, List<NodeId> askers) {
        rounds.wrote(write.to());
        if (!site.logs().peers().isEmpty()) {
            rumours.spread(write);
        }
    }

    @Override
    public void onTick() {
        boolean mayOpen =
                !settings.restrictedInit() || ring().first().equals(site.logs().self());
        long interval = settings.interval().toNanos();
        if (mayOpen && settings.restrictedInit()) {
            rounds.prepare();
        } else if (mayOpen) {
            site.after(Duration.ofNanos(site.random().nextLong(interval / 2)), () -> {
                if (rounds.silence() > RECENT * interval) {
                    rounds.prepare();
                }
            });
        }
        if (!mayOpen && rounds.silence() > SILENCE * interval) {
            compareWithAnybody();
        }
    }

    private void compareWithAnybody() {
        List<NodeId> peers = site.logs().peers();
        if (!peers.isEmpty()) {
            suspects.probe(peers.get(site.random().nextInt(peers.size())));
        }
    }

    @Override
    public void onContent(NodeId from, Content content) {
        suspects.onContent(from, content);
        switch (content) {
            case Content.Rumour rumour -> rumours.onRumour(from, rumour);
            case Content.Opening opening -> rounds.onOpening(from, opening);
            case Content.Receipts told -> errands.onReceipts(from, told);
            case Content.Inquiry(List<Long> numbers) -> numbers.forEach(number -> answer(new Sponsor(from, number)));
            case Content.Report report -> rounds.onReport(from, report);
            case Content.TargetRequest request -> rounds.onTargetRequest(from, request);
            case Content.Target target -> rounds.onTarget(target);
            case Content.Probe probe -> suspects.onProbe(from, probe);
            case Content.Offer offer -> {}
            case Content.Request request -> {}
            case Content.News news -> {}
            case Content.More more -> {}
            case Content.Even even -> {}
        }
        rounds.progress();
    }

    private void answer(Sponsor sponsor) {
        Delegation rumour = rumours.sponsoredBy(sponsor);
        if (rumour != null) {
            Errands.acknowledge(receipts, sponsor, rumour);
        } else if (!rounds.onInquiry(sponsor)) {
            receipts.unknown(sponsor.node(), sponsor.number());
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
            errands.onMembers();
            rounds.progress();
        }
        receipts.send();
    }

    /** First the author, who has it; then anybody, in case the author cannot be reached from here. */
    @Override
    public NodeId source(NodeId origin, int attempt) {
        List<NodeId> peers = site.logs().peers();
        return attempt % 2 == 0 || peers.isEmpty()
                ? origin
                : peers.get(site.random().nextInt(peers.size()));
    }

    @Override
    public SyncCounters counters() {
        return tally.counters();
    }
}
