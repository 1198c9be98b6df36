package io.processhub.quorum;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.quorum.VotingConfiguration.Voter;
import io.processhub.strategy.partition.DynamicQuorum;
import io.processhub.strategy.partition.MajorityQuorum;
import io.processhub.strategy.partition.PartitionStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

/** Goal: never two parts with a majority, whatever happens. Method: hubs that only remember and judge. */
final class VotesTest extends RememberingHubs {
    private void five(PartitionStrategy strategy) {
        for (String name : List.of("a", "b", "c", "d", "e")) {
            open(name, 1, strategy, 0);
            talk(0);
        }
    }

    @Test
    void theGreaterPartHasTheMajority() {
        five(new MajorityQuorum());
        move(1, "a", "b");

        talk(0);
        talk(1);
        assertThat(held(0)).isTrue();
        assertThat(held(1)).isFalse();
        assertThat(member("a").quorum.advice())
                .contains("2 of 5 votes are here, 3 are needed: 1 more, of [c, d, e]", "resetClusterSize(2)");
    }

    @Test
    void aPartWithoutAQuorumCannotGrowUntilItHasOne() {
        five(new MajorityQuorum());
        move(1, "a", "b");
        for (String name : List.of("f", "g", "h", "i")) {
            open(name, 1, new MajorityQuorum(), 1);
            talk(1);
        }

        assertThat(held(1)).isFalse();
        assertThat(held(0)).isTrue();
    }

    @Test
    void aNodeThatRestartsInTheSmallerPartDoesNotMakeItAMajority() {
        five(new MajorityQuorum());
        move(1, "a", "b");
        for (String name : List.of("f", "g")) {
            open(name, 1, new MajorityQuorum(), 0);
            talk(0);
        }
        open("e", 2, new MajorityQuorum(), 1);
        talk(1);
        talk(0);

        assertThat(held(1)).isFalse();
        assertThat(held(0)).isTrue();
    }

    @Test
    void aJoinerKnowsTheLargestMembership() {
        five(new MajorityQuorum());
        move(2, "d", "e");
        open("f", 1, new MajorityQuorum(), 0);
        talk(0);
        move(1, "f");

        assertThat(held(1)).isFalse();
        assertThat(member("f").quorum.advice()).contains("1 of 6 votes are here");
    }

    @Test
    void aRestartOfAllButOneGoesOn() {
        five(new MajorityQuorum());
        for (String name : List.of("a", "b", "c", "d")) {
            open(name, 2, new MajorityQuorum(), 0);
        }
        talk(0);

        assertThat(held(0)).isTrue();
        move(1, "a", "b");
        talk(0);
        talk(1);
        assertThat(held(0)).isTrue();
        assertThat(held(1)).isFalse();
    }

    @Test
    void whatLeavesInOrderIsNotCountedAnyMore() {
        five(new MajorityQuorum());
        for (String name : List.of("a", "b", "c", "d")) {
            Member leaving = member(name);
            leaving.leaving = true;
            talk(0);
            assertThat(leaving.quorum.withoutVote()).isTrue();
            members.remove(name);
            part(0).forEach(other -> other.quorum.lost(leaving.voter, true, nanos));
        }

        talk(0);
        assertThat(held(0)).isTrue();
    }

    @Test
    void aLossIsCountedForATimeAndAJoinerKnowsIt() {
        var strategy = new DynamicQuorum(80, Duration.ofSeconds(30));
        five(strategy);
        move(1, "a", "b");
        open("f", 1, strategy, 1);
        talk(1);
        move(2, "f");
        open("f", 2, strategy, 1);
        talk(1);

        assertThat(held(1)).isFalse();
        move(3, "f");
        talk(3);
        assertThat(held(3)).as("f alone remembers what a told").isFalse();
        nanos += Duration.ofSeconds(31).toNanos();
        assertThat(held(1)).isTrue();
    }

    @Test
    void aResetInThePartWithoutAQuorumCountsAtOnceAndForAll() {
        five(new MajorityQuorum());
        move(1, "a", "b");
        talk(1);
        Member a = member("a");
        List<Voter> present = part(1).stream().map(each -> each.voter).toList();
        var view = new Quorum.View(present, true, true, false, nanos);

        assertThat(a.quorum.reset(1, view)).contains("a cluster of 1 is smaller than the 2 nodes");
        assertThat(a.quorum.reset(2, view)).isNull();
        talk(1);

        assertThat(held(1)).isTrue();
        assertThat(member("b").quorum.takeReset()).isNotNull();
        move(4, "b");
        assertThat(held(4)).isFalse();
        assertThat(held(1)).isFalse();
    }

    @Test
    void aResetInThePartWithAQuorumNeedsTheOthers() {
        five(new MajorityQuorum());
        move(1, "a", "b");
        talk(0);
        Member c = member("c");
        List<Voter> present = part(0).stream().map(each -> each.voter).toList();

        assertThat(c.quorum.reset(3, new Quorum.View(present, true, true, false, nanos)))
                .isNull();
        assertThat(c.quorum.takeReset()).as("before the others agree").isNull();
        talk(0);
        assertThat(c.quorum.takeReset()).isNotNull();

        move(2, "e");
        talk(0);
        assertThat(held(0)).as("two of three").isTrue();
    }

    /** Parts change at random, nodes join, leave and restart; greetings get lost. */
    @RepeatedTest(300)
    void neverTwoPartsHaveAMajority(RepetitionInfo repetition) {
        var chance = new Random(repetition.getCurrentRepetition());
        five(new MajorityQuorum());
        for (int step = 0; step < 40; step++) {
            for (int change = chance.nextInt(4); change >= 0; change--) {
                change(chance);
            }
            IntStream.range(0, 3).forEach(this::talk);
            assertThat(IntStream.range(0, 3).filter(this::held).count())
                    .as("parts with a majority after step %d", step)
                    .isLessThan(2);
        }
    }

    private void change(Random chance) {
        List<Member> all = new ArrayList<>(members.values());
        all.sort((one, other) -> one.voter.node().compareTo(other.voter.node()));
        Member one = all.get(chance.nextInt(all.size()));
        switch (chance.nextInt(12)) {
            case 0, 1, 2 -> move(chance.nextInt(3), one.voter.node().name());
            case 3 -> {
                if (all.size() < 12 && mayBegin()) {
                    open("n" + all.size(), 1, new MajorityQuorum(5, true), chance.nextInt(3));
                }
            }
            case 4 -> {
                if (chance.nextInt(4) == 0 && mayBegin()) {
                    restart(one, new MajorityQuorum(5, true), chance.nextInt(3));
                }
            }
            default -> greetOne(one, all.get(chance.nextInt(all.size())));
        }
    }
}
