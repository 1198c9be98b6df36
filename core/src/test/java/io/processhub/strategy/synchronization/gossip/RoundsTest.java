package io.processhub.strategy.synchronization.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.cluster.StableHash;
import io.processhub.registry.Gap;
import io.processhub.registry.Head;
import io.processhub.strategy.synchronization.Content;
import io.processhub.strategy.synchronization.PaperSite;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class RoundsTest {
    private static final NodeId ANNA = new NodeId("anna", 1);
    private static final NodeId BERT = new NodeId("bert", 1);
    private static final NodeId CARL = new NodeId("carl", 1);
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final PaperSite site = new PaperSite(BERT, Map.of(ANNA, 5L, BERT, 7L, CARL, 3L));
    private final Gossiper gossiper = new Gossiper(new Gossip(), site);

    private static <T extends Content> List<T> only(Class<T> kind, List<PaperSite.Letter> letters) {
        return letters.stream()
                .map(PaperSite.Letter::content)
                .filter(kind::isInstance)
                .map(kind::cast)
                .toList();
    }

    private static Ring ring(PaperSite of) {
        return new Ring(of.self(), of.peers());
    }

    /** A round that Anna opened and that asks for nobody's run but this node's. */
    private Content.Opening opening(long number, long base, int members, List<Head> changed) {
        long id = ((long) (int) StableHash.of(ANNA) << 32) + 4 * number + 1;
        var round = new Content.Round(id, base, false, members, 42, changed);
        return new Content.Opening(number, Ring.key(BERT) + 1, round);
    }

    private List<Content> hears(NodeId from, Content content) {
        gossiper.onContent(from, content);
        gossiper.flush();
        return site.sent().stream().map(PaperSite.Letter::content).toList();
    }

    @Test
    void whoHasReadEverythingReportsAtOnce() {
        int members = ring(site).view();

        assertThat(hears(ANNA, opening(1, 0, members, List.of(new Head(CARL, 3)))))
                .containsExactly(new Content.Report(1, 0, List.of()));
    }

    @Test
    void whoLacksSomethingReadsItFirst() {
        int members = ring(site).view();

        assertThat(hears(ANNA, opening(1, 0, members, List.of(new Head(CARL, 4)))))
                .containsExactly(new Content.Receipts(List.of(1L), List.of(), List.of()));
        assertThat(site.announced()).isEqualTo(Map.of(CARL, 4L));

        site.know(CARL, 4);
        assertThat(hears(CARL, new Content.Even())).containsExactly(new Content.Report(1, 0, List.of()));
    }

    @Test
    void whatBuildsOnARoundThatIsKnownNeedsNoMore() {
        int members = ring(site).view();
        Content.Opening first = opening(1, 0, members, List.of(new Head(CARL, 3)));
        hears(ANNA, first);

        assertThat(hears(ANNA, opening(2, first.round().id(), members, List.of())))
                .containsExactly(new Content.Report(2, 0, List.of()));
    }

    @Test
    void whatBuildsOnARoundOfOtherMembersHasToBeAskedFor() {
        int others = ring(site).view() + 1;
        Content.Opening first = opening(1, 0, others, List.of());
        assertThat(hears(ANNA, first)).containsExactly(new Content.Report(1, 0, List.of()));

        assertThat(hears(ANNA, opening(2, first.round().id(), ring(site).view(), List.of())))
                .contains(new Content.TargetRequest(opening(2, 0, 0, List.of()).round().id()));
    }

    @Test
    void whenTheSponsorHasNoTargetTheInitiatorIsAsked() {
        Content.Opening unknown = opening(1, 99, ring(site).view(), List.of());

        gossiper.onContent(CARL, unknown);
        site.run(Duration.ofMillis(150));

        var request = new Content.TargetRequest(unknown.round().id());
        assertThat(site.sent())
                .contains(new PaperSite.Letter(List.of(CARL), request), new PaperSite.Letter(List.of(ANNA), request));
    }

    @Test
    void aTargetInPartsCountsWhenItIsWhole() {
        Content.Opening unknown = opening(1, 99, ring(site).view(), List.of());
        long id = unknown.round().id();
        hears(ANNA, unknown);

        assertThat(hears(ANNA, new Content.Target(id, 1, 2, List.of(new Head(CARL, 3))))).isEmpty();
        assertThat(hears(ANNA, new Content.Target(id, 1, 2, List.of(new Head(CARL, 3))))).isEmpty();
        assertThat(hears(ANNA, new Content.Target(id, 0, 2, List.of(new Head(ANNA, 5)))))
                .containsExactly(new Content.Report(1, 0, List.of()));
    }

    @Test
    void anOpeningThatComesTwiceIsAnsweredTwiceAndHeardOnce() {
        Content.Opening opening = opening(1, 0, ring(site).view(), List.of());

        assertThat(hears(ANNA, opening)).isEqualTo(hears(ANNA, opening));
        assertThat(hears(CARL, new Content.Opening(77, opening.end(), opening.round())))
                .containsExactly(new Content.Report(77, 0, List.of()));
    }

    @Test
    void anAuthorContributesWhatHasSettledBeyondTheTarget() {
        gossiper.onWrite(site.since(Gap.after(BERT, 6), 0), List.of());
        site.run(SETTLE);
        site.sent();

        assertThat(hears(ANNA, opening(1, 0, ring(site).view(), List.of(new Head(BERT, 6)))))
                .contains(new Content.Report(1, 0, List.of(new Head(BERT, 7))));
    }

    // ---- the initiator

    private final PaperSite first = new PaperSite(ANNA, Map.of(ANNA, 5L, BERT, 7L));
    private final Gossiper initiator = new Gossiper(new Gossip(), first);

    private Content.Opening opened() {
        initiator.onTick();
        first.run(SETTLE);
        return only(Content.Opening.class, first.sent()).getFirst();
    }

    @Test
    void theFirstByNameOpensARoundForWhatHasSettled() {
        Content.Opening opening = opened();

        assertThat(opening.round().base()).isZero();
        assertThat(opening.round().changed()).containsExactly(new Head(ANNA, 5), new Head(BERT, 7));
    }

    @Test
    void theNextRoundTellsOnlyWhatHasChanged() {
        Content.Opening before = opened();
        initiator.onContent(BERT, new Content.Report(before.number(), 0, List.of()));
        first.know(BERT, 8);

        Content.Opening next = opened();

        assertThat(next.round().base()).isEqualTo(before.round().id());
        assertThat(next.round().settled()).isTrue();
        assertThat(next.round().changed()).containsExactly(new Head(BERT, 8));
    }

    /** Found by the contract of strategies, seeds 1, 3 and 4: the initiator waited for ever for what it did not ask for. */
    @Test
    void theInitiatorReadsWhatAnAuthorHasContributed() {
        Content.Opening opening = opened();

        initiator.onContent(BERT, new Content.Report(opening.number(), 0, List.of(new Head(BERT, 9))));

        assertThat(first.announced()).isEqualTo(Map.of(BERT, 9L));
        assertThat(only(Content.Opening.class, first.sent())).hasSize(1).allSatisfy(second -> assertThat(
                        second.round().changed())
                .containsExactly(new Head(BERT, 9)));
    }

    /** Ten thousand authors: whatever names them fits into frames. */
    @Test
    void whatDoesNotFitIntoAFrameIsAskedForInParts() {
        var versions = new TreeMap<NodeId, Long>();
        IntStream.range(0, 10_000).forEach(number -> versions.put(new NodeId("n" + number, 1), 1L + number));
        NodeId least = versions.firstKey();
        var crowd = new PaperSite(least, versions);
        crowd.headsMax(300);
        var one = new Gossiper(new Gossip(), crowd);
        one.onTick();
        crowd.run(SETTLE);
        Content.Opening opening = only(Content.Opening.class, crowd.sent()).getFirst();
        assertThat(opening.round().base()).isEqualTo(Content.Round.UNTOLD);
        assertThat(opening.round().changed()).isEmpty();

        one.onContent(versions.lastKey(), new Content.TargetRequest(opening.round().id()));
        List<Content.Target> parts = only(Content.Target.class, crowd.sent());

        assertThat(parts).allMatch(part -> part.heads().size() <= 300 && part.parts() == parts.size());
        assertThat(parts.stream().flatMap(part -> part.heads().stream()))
                .hasSize(10_000)
                .doesNotHaveDuplicates();
    }

    @Test
    void aReportNamesNoMoreThanFits() {
        site.headsMax(1);
        Content.Round round = opening(1, 0, ring(site).view(), List.of()).round();
        gossiper.onContent(ANNA, new Content.Opening(1, Ring.key(BERT), round));
        List<PaperSite.Letter> passedOn = site.sent();
        List<Head> contributions = List.of(new Head(ANNA, 90), new Head(CARL, 90));

        for (PaperSite.Letter letter : passedOn) {
            if (letter.content() instanceof Content.Opening part) {
                gossiper.onContent(
                        letter.to().getFirst(), new Content.Report(part.number(), 0, contributions));
            }
        }

        assertThat(only(Content.Opening.class, passedOn)).hasSize(2);
        assertThat(only(Content.Report.class, site.sent()))
                .containsExactly(new Content.Report(1, 0, contributions.subList(0, 1)));
    }
}
