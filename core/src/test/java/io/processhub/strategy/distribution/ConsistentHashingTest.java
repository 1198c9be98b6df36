package io.processhub.strategy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Wanted;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.distribution.DistributionStrategy.Candidate;
import io.processhub.strategy.distribution.DistributionStrategy.Placement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ConsistentHashingTest {
    private static final int PROCESSES = 20_000;
    private static final List<Wanted> IDS =
            IntStream.range(0, PROCESSES).mapToObj(i -> process("session/" + i)).toList();

    private static Candidate candidate(String name, double weight) {
        return new Candidate(new NodeId(name, 1), weight, "");
    }

    private static List<Candidate> nodes(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> candidate("node-" + i, 1))
                .toList();
    }

    private static Placement over(List<Candidate> candidates) {
        return new ConsistentHashing().over(candidates);
    }

    private static Wanted process(String id) {
        return new Wanted(ProcessSpec.untyped(new ProcessId(id), "t"), Metadata.NONE);
    }

    private static List<NodeId> owners(Placement placement, Wanted process, int copies) {
        return placement.owners(process, copies, node -> true);
    }

    private static NodeId owner(Placement placement, Wanted process) {
        return owners(placement, process, 1).getFirst();
    }

    private static Map<NodeId, Long> shares(List<Candidate> candidates) {
        var placement = over(candidates);
        return IDS.stream()
                .map(process -> owner(placement, process))
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 50})
    void sharesAreProportionalToWeights(int count) {
        List<Candidate> candidates = IntStream.range(0, count)
                .mapToObj(i -> candidate("node-" + i, 1 + i % 4))
                .toList();
        double sum = candidates.stream().mapToDouble(Candidate::weight).sum();

        Map<NodeId, Long> shares = shares(candidates);

        for (Candidate candidate : candidates) {
            double share = candidate.weight() / sum;
            double sigma = Math.sqrt(PROCESSES * share * (1 - share));
            assertThat((double) shares.getOrDefault(candidate.node(), 0L))
                    .isCloseTo(PROCESSES * share, within(4 * sigma));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 20})
    void onlyWhatTheJoinerTakesMoves(int count) {
        var before = over(nodes(count));
        var after = over(nodes(count + 1));
        var joiner = new NodeId("node-" + count, 1);

        List<Wanted> moved = IDS.stream()
                .filter(process -> !owner(before, process).equals(owner(after, process)))
                .toList();

        assertThat(moved).isNotEmpty().allMatch(process -> owner(after, process).equals(joiner));
        assertThat(IDS.stream().filter(process -> owner(after, process).equals(joiner)))
                .hasSameSizeAs(moved);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 4})
    void onlyWhatTheLeaverHadMoves(int leaver) {
        List<Candidate> rest = new ArrayList<>(nodes(5));
        NodeId gone = rest.remove(leaver).node();
        var before = over(nodes(5));
        var after = over(rest);

        assertThat(IDS)
                .allMatch(process -> owner(before, process).equals(gone)
                        || owner(before, process).equals(owner(after, process)));
        assertThat(IDS).noneMatch(process -> owner(after, process).equals(gone));
    }

    @Test
    void copiesLeftBehindStayInPlaceWhenANodeLeaves() {
        List<Candidate> rest = new ArrayList<>(nodes(6));
        NodeId gone = rest.remove(3).node();
        var before = over(nodes(6));
        var after = over(rest);

        for (Wanted process : IDS.subList(0, 2_000)) {
            List<NodeId> kept = new ArrayList<>(owners(before, process, 3));
            boolean had = kept.remove(gone);
            assertThat(owners(after, process, 3)).containsAll(kept).hasSize(3);
            assertThat(had || owners(after, process, 3).equals(kept)).isTrue();
        }
    }

    @Test
    void moreWeightOnlyAttracts() {
        List<Candidate> heavier = new ArrayList<>(nodes(5));
        heavier.set(2, candidate("node-2", 3));
        var before = over(nodes(5));
        var after = over(heavier);

        assertThat(IDS)
                .allMatch(process -> owner(before, process).equals(owner(after, process))
                        || owner(after, process).name().equals("node-2"));
    }

    @Test
    void aRestartedNodeGetsTheSameProcessesBack() {
        List<Candidate> restarted = nodes(5).stream()
                .map(old -> new Candidate(new NodeId(old.node().name(), 99), 1, ""))
                .toList();
        var before = over(nodes(5));
        var after = over(restarted);

        assertThat(IDS)
                .allMatch(process -> owner(before, process)
                        .name()
                        .equals(owner(after, process).name()));
    }

    @Test
    void theOrderOfTheCandidatesDoesNotMatter() {
        var forward = over(nodes(7));
        var backward = over(nodes(7).reversed());

        assertThat(IDS.subList(0, 2_000))
                .allMatch(process -> owners(forward, process, 3).equals(owners(backward, process, 3)));
    }

    @Test
    void theFirstOfSeveralOwnersIsTheOnlyOneOfASingleton() {
        var placement = over(nodes(7));

        assertThat(IDS.subList(0, 2_000))
                .allMatch(process -> owners(placement, process, 4).getFirst().equals(owner(placement, process)));
    }

    @Test
    void ownersAreDistinctAndNeverMoreThanThereAre() {
        var placement = over(nodes(3));

        for (int copies = 1; copies <= 6; copies++) {
            for (Wanted process : IDS.subList(0, 200)) {
                assertThat(owners(placement, process, copies))
                        .doesNotHaveDuplicates()
                        .hasSize(Math.min(copies, 3));
            }
        }
    }

    @Test
    void withoutCandidatesThereAreNoOwners() {
        assertThat(owners(over(List.of()), IDS.getFirst(), 1)).isEmpty();
        assertThat(owners(over(List.of()), IDS.getFirst(), 3)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3})
    void whoIsNotAllowedGetsNothingAndTheOthersKeepTheirs(int copies) {
        var placement = over(nodes(5));
        var banned = new NodeId("node-1", 1);

        for (Wanted process : IDS.subList(0, 2_000)) {
            List<NodeId> all = owners(placement, process, copies);
            List<NodeId> allowed = placement.owners(process, copies, node -> !node.equals(banned));
            assertThat(allowed).hasSize(copies).doesNotContain(banned);
            assertThat(all.contains(banned) || all.equals(allowed)).isTrue();
        }
        assertThat(placement.owners(IDS.getFirst(), copies, node -> false)).isEmpty();
    }

    @Test
    void copiesAvoidSharingAZone() {
        List<Candidate> candidates = IntStream.range(0, 9)
                .mapToObj(i -> new Candidate(new NodeId("node-" + i, 1), 1, "rack-" + i % 3))
                .toList();
        var placement = over(candidates);

        for (Wanted process : IDS.subList(0, 2_000)) {
            List<String> racks = owners(placement, process, 4).stream()
                    .map(node -> "rack-" + Integer.parseInt(node.name().substring(5)) % 3)
                    .toList();
            assertThat(new HashSet<>(racks.subList(0, 3))).hasSize(3);
            assertThat(racks).hasSize(4);
        }
    }

    @Test
    void nodesWithoutAZoneShareItWithNoOther() {
        List<Candidate> candidates = IntStream.range(0, 6)
                .mapToObj(i -> new Candidate(new NodeId("node-" + i, 1), 1, i < 3 ? "" : "rack"))
                .toList();
        var placement = over(candidates);

        for (Wanted process : IDS.subList(0, 2_000)) {
            assertThat(owners(placement, process, 4).stream()
                            .filter(node -> node.name().compareTo("node-3") >= 0))
                    .hasSize(1);
        }
    }

    @Test
    void weightsMustNotBeNegative() {
        assertThatIllegalArgumentException().isThrownBy(() -> candidate("a", -1));
        assertThatIllegalArgumentException().isThrownBy(() -> candidate("a", Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> candidate("a", Double.POSITIVE_INFINITY));
    }

    /** The shortcut for equal weights must not place anything elsewhere than the general way does. */
    @Test
    void equalWeightsArePlacedAsByTheGeneralRule() {
        List<Candidate> even = nodes(17);
        var all = over(even);
        var general = over(
                Stream.concat(even.stream(), Stream.of(candidate("none", 0.5))).toList());

        for (Wanted process : IDS) {
            assertThat(owner(all, process))
                    .isEqualTo(general.owners(process, 1, node -> !node.name().equals("none"))
                            .getFirst());
        }
    }

    @Test
    void aProcessThatIsSaidToKeepItsOwnerDoes() {
        List<Candidate> first = nodes(20);
        List<Candidate> second = Stream.concat(first.stream().skip(2), Stream.of(candidate("fresh", 1)))
                .toList();
        var before = over(first);
        var after = over(second);
        var keeps = after.keeping(before);

        long kept = 0;
        for (Wanted process : IDS) {
            List<NodeId> owners = owners(before, process, 1);
            if (keeps.test(process, owners)) {
                assertThat(owners(after, process, 1)).isEqualTo(owners);
                kept++;
            } else {
                assertThat(owners(after, process, 1)).isNotEqualTo(owners);
            }
        }
        assertThat(kept).isBetween((long) (PROCESSES * 0.83), (long) (PROCESSES * 0.88));
    }

    @Test
    void nothingIsSaidOfUnequalWeightsOrSeveralCopies() {
        var even = over(nodes(5));
        var uneven = over(List.of(candidate("node-0", 1), candidate("node-1", 2)));
        Wanted process = IDS.getFirst();

        assertThat(uneven.keeping(even).test(process, owners(even, process, 1))).isFalse();
        assertThat(even.keeping(uneven).test(process, owners(uneven, process, 1)))
                .isFalse();
        assertThat(even.keeping(even).test(process, owners(even, process, 2))).isFalse();
        assertThat(even.keeping(even).test(process, owners(even, process, 1))).isTrue();
    }

    /**
     * However the nodes are spread over zones, as many run a process as the strategy wants, and more copies only add
     * owners.
     */
    @Test
    void asManyNodesAsWantedRunAProcessWhateverTheirZones() {
        List<Candidate> all = Stream.of("a,x", "b,x", "c,x", "d,y", "e,", "f,y")
                .map(text -> text.split(",", -1))
                .map(parts -> new Candidate(new NodeId(parts[0], 1), 1, parts[1]))
                .toList();
        for (int size = 1; size <= all.size(); size++) {
            Placement placement = over(all.subList(0, size));
            for (Wanted process : IDS.subList(0, 200)) {
                List<NodeId> ranking = owners(placement, process, size);
                assertThat(ranking).hasSize(size).doesNotHaveDuplicates();
                for (int copies = 1; copies <= size; copies++) {
                    assertThat(owners(placement, process, copies)).isEqualTo(ranking.subList(0, copies));
                }
            }
        }
    }

    @Test
    void aNodeThatRestartsGetsTheSame() {
        var before = over(List.of(candidate("a", 1), candidate("b", 2)));
        var after = over(List.of(new Candidate(new NodeId("a", 9), 1, ""), new Candidate(new NodeId("b", 3), 2, "")));

        for (Wanted process : IDS.subList(0, 1_000)) {
            assertThat(owner(after, process).name())
                    .isEqualTo(owner(before, process).name());
        }
    }

    @Test
    void anExplanationSaysWhatEachNodeDraws() {
        Wanted process = IDS.getFirst();
        var placement =
                over(List.of(candidate("a", 1), new Candidate(new NodeId("b", 1), 2.5, "east"), candidate("c", 1)));

        assertThat(placement.reason(process, new NodeId("a", 1))).matches("draws \\d+\\.\\d{3}");
        assertThat(placement.reason(process, new NodeId("b", 1)))
                .matches("draws \\d+\\.\\d{3}, weight 2\\.5, zone east");
        assertThat(placement.reason(process, new NodeId("d", 1))).isEmpty();
    }

    /** What it says about the nodes is what it goes by. */
    @Test
    void theGreatestNumberWins() {
        List<Candidate> all = nodes(5);
        var placement = over(all);

        for (Wanted process : IDS.subList(0, 200)) {
            double greatest = all.stream()
                    .mapToDouble(candidate -> drawn(placement, process, candidate.node()))
                    .max()
                    .orElseThrow();
            assertThat(drawn(placement, process, owner(placement, process))).isEqualTo(greatest);
        }
    }

    private static double drawn(Placement placement, Wanted process, NodeId node) {
        return Double.parseDouble(placement.reason(process, node).substring("draws ".length()));
    }
}
