package io.processhub.testkit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.explain.DryRun.Change;
import io.processhub.explain.Explanation;
import io.processhub.explain.Explanation.Candidate;
import io.processhub.explain.Explanation.Copy;
import io.processhub.explain.Explanation.Outlook;
import io.processhub.explain.Explanation.Standing;
import io.processhub.hook.HubEvent;
import io.processhub.registry.Instance.Location;
import io.processhub.registry.Registration;
import io.processhub.spec.StartReason;
import io.processhub.testkit.simulation.Seeds;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Every row on every node has a complete reason, in the midst of a change and afterwards. */
final class ExplainTest {
    private static final int CHANGES = 3;
    private static final int GLANCES = 4;

    /** Of each process so many events, at most. */
    private static final int REMEMBERED = 10;

    @Seeds(30)
    void everyRowHasACompleteReason(long seed) {
        var draw = new Draw(seed);
        settled(draw);
        for (int round = 0; round < CHANGES; round++) {
            Change change = draw.change();
            draw.begin(change);
            for (int glance = 0; glance < GLANCES; glance++) {
                draw.cluster.run(Duration.ofMillis(700));
                draw.hubs().forEach(hub -> explanations(draw, hub).forEach(ExplainTest::meanwhile));
            }
            draw.cluster.settle();
            settled(draw);
        }
    }

    private static List<Explanation> explanations(Draw draw, ProcessHub hub) {
        List<CompletableFuture<Explanation>> asked =
                hub.snapshot().stream().map(known -> hub.explain(known.id())).toList();
        return asked.stream().map(draw.cluster::await).toList();
    }

    /** Whatever is on its way, each copy and each member is accounted for. */
    private static void meanwhile(Explanation explanation) {
        List<NodeId> owners = nodes(explanation, Standing.OWNER);
        List<NodeId> members =
                explanation.candidates().stream().map(Candidate::node).toList();
        assertThat(members).doesNotHaveDuplicates().contains(explanation.seenFrom());
        assertThat(explanation.copies()).allSatisfy(copy -> {
            assertThat(members).contains(copy.node());
            assertThat(copy.outlook())
                    .isEqualTo(owners.isEmpty() || owners.contains(copy.node()) ? Outlook.STAYS : Outlook.MOVES);
        });
        assertThat(explanation.toString()).startsWith("process " + explanation.id() + ", seen from ");
    }

    private static void settled(Draw draw) {
        for (ProcessHub hub : draw.hubs()) {
            for (Explanation explanation : explanations(draw, hub)) {
                meanwhile(explanation);
                settled(draw, hub, explanation);
            }
        }
    }

    private static void settled(Draw draw, ProcessHub hub, Explanation explanation) {
        Registration known = hub.lookup(explanation.id()).orElseThrow();
        List<Location> world = draw.cluster.runningCopiesOf(known.id());
        assertThat(nodes(explanation, Standing.OWNER))
                .containsExactlyInAnyOrderElementsOf(
                        world.stream().map(Location::node).toList());
        assertThat(explanation.copies().stream().map(copy -> new Location(copy.node(), copy.epoch())))
                .containsExactlyElementsOf(world);
        assertThat(nodes(explanation, Standing.LEAVING)).isEmpty();
        assertThat(nodes(explanation, Standing.PARKED))
                .containsExactlyInAnyOrderElementsOf(
                        known.parked().stream().map(Registration.Parked::node).toList());
        assertThat(explanation.candidates().stream().map(Candidate::node))
                .containsExactlyInAnyOrderElementsOf(hub.nodes());
        assertThat(explanation.obstacle()).isEmpty();
        assertThat(explanation.wanted()).isTrue();
        assertThat(explanation.copies()).allSatisfy(copy -> complete(explanation, copy));
    }

    private static void complete(Explanation explanation, Copy copy) {
        assertThat(copy.outlook()).isEqualTo(Outlook.STAYS);
        assertThat(copy.role().due()).isEqualTo(copy.role().acknowledged());
        assertThat(copy.since())
                .isAfterOrEqualTo(explanation.intent().orElseThrow().at());
        copy.role().since().ifPresent(since -> assertThat(since).isAfterOrEqualTo(copy.since()));
        assertThat(explanation.toString()).contains("  " + copy.node() + " ");
        boolean remembered =
                explanation.past().size() < REMEMBERED && copy.node().equals(explanation.seenFrom());
        if (copy.reason() != StartReason.FRESH && remembered) {
            assertThat(explanation.past())
                    .anyMatch(event -> event instanceof HubEvent.ProcessStarted started
                            && started.epoch() == copy.epoch()
                            && started.reason() == copy.reason());
        }
    }

    static List<NodeId> nodes(Explanation explanation, Standing standing) {
        return explanation.candidates().stream()
                .filter(candidate -> candidate.standing() == standing)
                .map(Candidate::node)
                .toList();
    }
}
