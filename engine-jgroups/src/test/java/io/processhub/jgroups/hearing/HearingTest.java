package io.processhub.jgroups.hearing;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import org.junit.jupiter.api.Test;

/** Members in one thread, on a clock that the test moves: a second is an interval. */
final class HearingTest {
    private static final long SECOND = 1_000_000_000;
    private static final NodeId A = new NodeId("a", 1);
    private static final NodeId B = new NodeId("b", 1);
    private static final NodeId C = new NodeId("c", 1);
    private static final NodeId D = new NodeId("d", 1);
    private static final NodeId E = new NodeId("e", 1);

    /** Of 4 s for silence and 24 s for a loss. */
    private final Limits limits = Limits.of(Duration.ofSeconds(2), Duration.ofSeconds(8));

    private final Map<NodeId, Hearing> members = new HashMap<>();
    private final Map<NodeId, Set<NodeId>> reopened = new HashMap<>();

    /** Whether a message from one reaches the other. */
    private BiPredicate<NodeId, NodeId> reaches = (from, to) -> true;

    private long now = SECOND;

    private void view(long number, NodeId... view) {
        for (NodeId member : view) {
            members.computeIfAbsent(member, one -> new Hearing(one, limits)).viewed(List.of(view), number, now);
            reopened.put(member, new HashSet<>());
        }
    }

    private Hearing member(NodeId node) {
        return Objects.requireNonNull(members.get(node));
    }

    private Set<NodeId> opened(NodeId by) {
        return Objects.requireNonNull(reopened.get(by));
    }

    private void carry(NodeId from, NodeId to, byte[] pulse) {
        if (reaches.test(from, to)) {
            assertThat(member(to).pulsed(from, ByteBuffer.wrap(pulse), now)).isTrue();
        }
    }

    private void pass(int seconds) {
        for (int i = 0; i < seconds; i++) {
            now += SECOND;
            members.forEach((from, hearing) -> {
                Hearing.Turn turn = hearing.turn(now);
                opened(from).addAll(turn.reopen());
                turn.pulses().forEach((to, pulse) -> carry(from, to, pulse));
            });
        }
    }

    private static BiPredicate<NodeId, NodeId> cut(NodeId from, NodeId to) {
        return (sender, receiver) -> !(sender.equals(from) && receiver.equals(to));
    }

    private void assertCounted(NodeId member, NodeId... counted) {
        assertThat(member(member).counted()).as("counted by %s", member).containsExactly(counted);
    }

    @Test
    void whoeverHearsAllCountsAll() {
        view(1, A, B, C);

        pass(100);

        assertCounted(B, A, B, C);
        assertThat(member(B).unheard()).isEmpty();
        assertThat(reopened.values()).allMatch(Set::isEmpty);
    }

    @Test
    void aConnectionThatIsDeadInOneDirectionIsOpenedAnewByBothAndReportedByBoth() {
        view(1, A, B, C);
        reaches = cut(B, C);

        pass(6);

        assertThat(opened(C)).containsExactly(B);
        assertThat(opened(B)).containsExactly(C);
        assertThat(opened(A)).isEmpty();
        assertThat(member(B).unheard()).containsExactly(C);
        assertThat(member(C).unheard()).containsExactly(B);
        assertCounted(C, A, B, C);
    }

    /** A new connection is given the time in which it can prove itself. */
    @Test
    void aSilentConnectionIsOpenedAnewOnceInTheTimeOfASilence() {
        view(1, A, B);
        reaches = cut(A, B).and(cut(B, A));
        int times = 0;

        for (int second = 0; second < 16; second++) {
            opened(B).clear();
            pass(1);
            times += opened(B).size();
        }

        assertThat(times).isEqualTo(4);
    }

    @Test
    void ofTwoThatDoNotHearEachOtherAllLeaveOutTheSameOne() {
        for (var dead : List.of(cut(B, C), cut(C, B), cut(B, C).and(cut(C, B)))) {
            members.clear();
            view(1, A, B, C, D);
            reaches = dead;

            pass(30);

            assertCounted(A, A, B, D);
            assertCounted(B, A, B, D);
            assertCounted(C, C);
            assertCounted(D, A, B, D);
        }
    }

    @Test
    void twoPartsThatDoNotHearEachOtherAreTwoGroupsThoughTheFirstMemberHearsAll() {
        view(1, A, B, C, D, E);
        Set<NodeId> left = Set.of(B, C);
        Set<NodeId> right = Set.of(D, E);
        reaches = (from, to) ->
                !(left.contains(from) && right.contains(to)) && !(right.contains(from) && left.contains(to));

        pass(30);

        for (NodeId member : List.of(A, B, C)) {
            assertCounted(member, A, B, C);
        }
        assertCounted(D, D, E);
        assertCounted(E, D, E);
        assertThat(member(A).unheard()).as("left out, though heard").containsExactly(D, E);
    }

    /** D cannot know by itself that B and C are apart, and would leave itself out. */
    @Test
    void whatEachComplainsOfIsKnownToThoseThatDoNotHearIt() {
        view(1, A, B, C, D);
        reaches = cut(B, C).and(cut(C, D));

        pass(35);

        for (NodeId member : List.of(A, B, D)) {
            assertCounted(member, A, B, D);
        }
        assertCounted(C, C);
    }

    @Test
    void whoeverIsHeardAgainCountsAgain() {
        view(1, A, B, C);
        reaches = cut(B, C);
        pass(30);

        reaches = (from, to) -> true;
        pass(6);

        for (NodeId member : List.of(A, B, C)) {
            assertCounted(member, A, B, C);
            assertThat(member(member).unheard()).isEmpty();
        }
    }

    /** A frame of a node outside the view is answered, so that it learns that it does not count. */
    @Test
    void aMemberThatOthersHaveExcludedLearnsItWithinSeconds() {
        view(1, A, B, C);
        reaches = cut(A, C).and(cut(C, A));
        view(2, A, B);

        pass(6);

        assertCounted(C, C);
        assertThat(member(C).unheard()).containsExactly(A, B);
        assertCounted(B, A, B);
    }

    /** What a member says about an older view must not divide the view in which it was taken in again. */
    @Test
    void aMemberThatIsTakenInAgainCountsAtOnce() {
        view(1, A, B, C);
        reaches = cut(A, C).and(cut(C, A));
        view(2, A, B);
        pass(6);

        reaches = (from, to) -> true;
        view(3, A, B, C);
        now += SECOND / 2;
        assertThat(member(C).turn(now).pulses()).containsOnlyKeys(A, B);
        assertThat(member(C).unheard()).as("of A it has no sign yet").containsExactly(A);

        for (NodeId member : List.of(A, B, C)) {
            assertCounted(member, A, B, C);
        }
    }

    @Test
    void aMemberThatHasNotHeardOfTheNewestViewYetIsGivenTime() {
        view(1, A, B);
        members.put(C, new Hearing(C, limits));
        member(C).viewed(List.of(A, B, C), 2, now);
        reopened.put(C, new HashSet<>());

        pass(10);

        assertCounted(C, A, B, C);
    }

    @Test
    void heavyLossIsNoSilence() {
        view(1, A, B, C, D, E);
        var random = new Random(1);
        reaches = (from, to) -> random.nextInt(100) >= 30;

        for (int i = 0; i < 1_000; i++) {
            pass(1);
            members.keySet().forEach(member -> assertCounted(member, A, B, C, D, E));
        }
    }

    @Test
    void aMemberThatStoodStillItselfBlamesNobody() {
        view(1, A, B);
        pass(5);
        now += 60 * SECOND;

        pass(5);

        assertCounted(A, A, B);
        assertThat(member(A).unheard()).isEmpty();
        assertThat(opened(A)).isEmpty();
    }

    @Test
    void aMalformedPulseIsNoted() {
        view(1, A, B);
        ByteBuffer cutShort = ByteBuffer.allocate(8).putInt(-1).putInt(0).flip();

        assertThat(Hearing.looksLikePulse(cutShort)).isTrue();
        assertThat(Hearing.looksLikePulse(ByteBuffer.allocate(4))).isFalse();
        assertThat(member(A).pulsed(B, cutShort, now)).isFalse();
    }
}
