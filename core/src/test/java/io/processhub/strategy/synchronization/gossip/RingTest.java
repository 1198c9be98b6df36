package io.processhub.strategy.synchronization.gossip;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.hash.StableHash;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The shape of the ways that news takes, for all sizes up to 300 and some more, with names drawn by chance. */
final class RingTest {
    /** How one piece of news goes round. */
    private record Journey(Map<NodeId, Integer> hops, Map<NodeId, Integer> copies, int degreeMax, int relays) {}

    private interface Splitting {
        List<Ring.Leg> legs(Ring ring, long end);
    }

    private static List<NodeId> members(int size, Random random) {
        Set<String> names = new TreeSet<>();
        while (names.size() < size) {
            names.add("node-" + random.nextInt(1 << 20));
        }
        return names.stream()
                .map(name -> new NodeId(name, 1 + random.nextInt(3)))
                .toList();
    }

    /** Each member splits what it is responsible for by its own view. */
    private static Journey journey(NodeId author, Map<NodeId, Ring> views, Splitting splitting) {
        Map<NodeId, Integer> hops = new HashMap<>(Map.of(author, 0));
        Map<NodeId, Integer> copies = new HashMap<>();
        int degreeMax = 0;
        int relays = 0;
        record Stop(NodeId node, long end) {}
        var open = new ArrayDeque<>(List.of(new Stop(author, view(views, author).wholeRing())));
        while (!open.isEmpty()) {
            Stop stop = open.remove();
            List<Ring.Leg> legs = splitting.legs(view(views, stop.node()), stop.end());
            degreeMax = Math.max(degreeMax, legs.size());
            relays += legs.isEmpty() ? 0 : 1;
            for (Ring.Leg leg : legs) {
                copies.merge(leg.node(), 1, Integer::sum);
                if (hops.putIfAbsent(leg.node(), hops.getOrDefault(stop.node(), 0) + 1) == null) {
                    open.add(new Stop(leg.node(), leg.end()));
                }
            }
        }
        return new Journey(hops, copies, degreeMax, relays);
    }

    private static Ring view(Map<NodeId, Ring> views, NodeId node) {
        return Objects.requireNonNull(views.get(node), () -> "no view of " + node);
    }

    private static Map<NodeId, Ring> equalViews(List<NodeId> members) {
        Map<NodeId, Ring> views = new HashMap<>();
        members.forEach(member -> views.put(member, ring(member, members)));
        return views;
    }

    private static Ring ring(NodeId self, List<NodeId> members) {
        return new Ring(
                self, members.stream().filter(other -> !other.equals(self)).toList());
    }

    /** How many hops it takes when every node sends to {@code fanOut} others. */
    private static int depth(int size, int fanOut) {
        int depth = 0;
        long width = 1;
        for (long reach = 1; reach < size; reach += width) {
            width *= fanOut;
            depth++;
        }
        return depth;
    }

    static Stream<Integer> fanOuts() {
        return Stream.of(1, 2, 3, 5, 9);
    }

    @ParameterizedTest
    @MethodSource("fanOuts")
    void withEqualViewsEachOtherMemberIsToldOnce(int fanOut) {
        var random = new Random(fanOut);
        for (int size = 1; size <= 300; size += size < 40 ? 1 : 13) {
            List<NodeId> members = members(size, random);
            NodeId author = members.get(random.nextInt(size));

            Journey journey = journey(author, equalViews(members), (ring, end) -> ring.split(end, fanOut));

            assertToldOnce(members, author, journey);
            assertThat(journey.hops().values())
                    .as("hops among " + size)
                    .allMatch(hops -> hops <= depth(members.size(), fanOut));
            assertThat(journey.degreeMax()).as("degree among " + size).isLessThanOrEqualTo(fanOut);
        }
    }

    private static void assertToldOnce(List<NodeId> members, NodeId author, Journey journey) {
        Set<NodeId> others = new HashSet<>(members);
        others.remove(author);
        assertThat(journey.copies().keySet()).isEqualTo(others);
        assertThat(journey.copies().values()).allMatch(copies -> copies == 1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_000, 2_000})
    void theBoundsHoldInLargeClusters(int size) {
        List<NodeId> members = members(size, new Random(size));
        Map<NodeId, Ring> views = equalViews(members);

        Journey journey = journey(members.getFirst(), views, (ring, end) -> ring.split(end, 8));

        assertToldOnce(members, members.getFirst(), journey);
        assertThat(journey.hops().values()).allMatch(hops -> hops <= 4);
        assertThat(journey.degreeMax()).isLessThanOrEqualTo(8);
    }

    /** The author, or who is responsible for the smallest run around a member, may not know it. */
    @ParameterizedTest
    @MethodSource("fanOuts")
    void withUnequalViewsOnlyThoseAreMissedWhomAMemberDoesNotKnow(int fanOut) {
        var random = new Random(fanOut);
        for (int trial = 0; trial < 60; trial++) {
            List<NodeId> members = members(2 + random.nextInt(150), random);
            List<NodeId> fresh =
                    members.stream().filter(ignored -> random.nextInt(15) == 0).toList();
            Map<NodeId, Ring> views = new HashMap<>();
            members.forEach(member -> views.put(member, ring(member, known(member, members, fresh, random))));
            NodeId author = members.get(random.nextInt(members.size()));

            Journey journey = journey(author, views, (ring, end) -> ring.split(end, fanOut));

            Set<NodeId> missed = new HashSet<>(members);
            missed.removeAll(journey.hops().keySet());
            assertThat(fresh).containsAll(missed);
        }
    }

    /** All who have been there for long, and some of the fresh ones. */
    private static List<NodeId> known(NodeId self, List<NodeId> members, List<NodeId> fresh, Random random) {
        return members.stream()
                .filter(other -> other.equals(self) || !fresh.contains(other) || random.nextBoolean())
                .toList();
    }

    @Test
    void whatFollowsAMemberInARunIsTheNextOneBeforeItsEnd() {
        List<NodeId> members = members(50, new Random(1));
        Ring ring = ring(members.getFirst(), members);
        List<NodeId> inOrder = new ArrayList<>();
        NodeId next = ring.after(ring.self(), ring.wholeRing());
        while (next != null) {
            inOrder.add(next);
            next = ring.after(next, ring.wholeRing());
        }

        assertThat(inOrder).hasSize(49).doesNotContain(ring.self()).doesNotHaveDuplicates();
        NodeId tenth = inOrder.get(9);
        assertThat(ring.after(inOrder.get(8), Ring.key(tenth))).isNull();
        assertThat(ring.after(inOrder.get(8), Ring.key(tenth) + 1)).isEqualTo(tenth);
    }

    @Test
    void runsAreComparedByTheirLength() {
        List<NodeId> members = members(50, new Random(2));
        Ring ring = ring(members.getFirst(), members);
        List<Ring.Leg> legs = ring.split(ring.wholeRing(), 3);

        assertThat(ring.count(ring.wholeRing())).isEqualTo(50);
        for (Ring.Leg leg : legs) {
            assertThat(ring.covers(ring.wholeRing(), leg.end())).isTrue();
            assertThat(ring.covers(Ring.key(leg.node()), ring.wholeRing())).isFalse();
        }
    }

    @Test
    void aRestartedNodeKeepsItsPlaceAndChangesTheView() {
        List<NodeId> before = List.of(new NodeId("a", 1), new NodeId("b", 1), new NodeId("c", 1));
        List<NodeId> after = List.of(new NodeId("a", 1), new NodeId("b", 2), new NodeId("c", 1));

        assertThat(Ring.key(before.get(1))).isEqualTo(Ring.key(after.get(1)));
        assertThat(ring(before.getFirst(), before).view())
                .isNotEqualTo(ring(after.getFirst(), after).view());
        assertThat(ring(before.getFirst(), before).view())
                .isEqualTo(ring(before.getLast(), before).view());
    }

    @Test
    void theFirstIsFirstByNameAndFoundByItsHash() {
        List<NodeId> members = members(100, new Random(3));
        Ring ring = ring(members.get(57), members);

        assertThat(ring.first()).isEqualTo(members.getFirst());
        IntStream.range(0, 100)
                .forEach(one -> assertThat(ring.withHash((int) StableHash.of(members.get(one))))
                        .isEqualTo(members.get(one)));
        assertThat(ring.withHash((int) StableHash.of(new NodeId("stranger", 1))))
                .isNull();
    }
}
