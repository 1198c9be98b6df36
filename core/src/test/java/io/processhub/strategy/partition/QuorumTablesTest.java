package io.processhub.strategy.partition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.partition.PartitionStrategy.Census;
import io.processhub.strategy.partition.PartitionStrategy.Lease;
import io.processhub.strategy.partition.PartitionStrategy.Loss;
import io.processhub.strategy.partition.PartitionStrategy.Votes;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The quorums by the tables that users of their counterpart know. */
final class QuorumTablesTest {

    private static List<NodeId> nodes(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new NodeId("n" + (100 + number), 1))
                .toList();
    }

    private static Census voting(int present, int size) {
        return new Census(nodes(present), List.of(), List.of(new Votes(present, size, List.of())), 1, true);
    }

    private static Census after(int members, Duration... lost) {
        List<Loss> losses = IntStream.range(0, lost.length)
                .mapToObj(number -> new Loss(new NodeId("lost" + number, 1), lost[number]))
                .toList();
        return new Census(nodes(members), losses, List.of(), 1, true);
    }

    private static Duration[] justLost(int count) {
        return IntStream.range(0, count)
                .mapToObj(ignored -> Duration.ofSeconds(1))
                .toArray(Duration[]::new);
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,2", "3,2", "4,3", "5,3", "6,4", "7,4", "8,5", "10,6"})
    void aMajorityIsMoreThanHalf(int members, int required) {
        var majority = new MajorityQuorum();

        assertThat(majority.mayRun(voting(required, members))).isTrue();
        assertThat(majority.mayRun(voting(required - 1, members))).isFalse();
        assertThat(new MajorityQuorum(members, false).mayRun(after(required))).isTrue();
        assertThat(required > 1 && new MajorityQuorum(members, false).mayRun(after(required - 1)))
                .isFalse();
    }

    @Test
    void ofTenSixAreEnoughAndFiveAreNot() {
        assertThat(new MajorityQuorum().mayRun(voting(6, 10))).isTrue();
        assertThat(new MajorityQuorum().mayRun(voting(5, 10))).isFalse();
        assertThat(new MajorityQuorum().advice(voting(5, 10)))
                .isEqualTo("5 of 10 votes are here, 6 are needed: 1 more, any nodes; if they are gone for good,"
                        + " resetClusterSize(5)");
    }

    @Test
    void aMajorityOfEveryConfigurationIsNeeded() {
        var both = List.of(new Votes(2, 3, List.of("c")), new Votes(2, 5, List.of("c", "d", "e")));

        assertThat(new MajorityQuorum().mayRun(new Census(nodes(2), List.of(), both, 1, true)))
                .isFalse();
        assertThat(new MajorityQuorum().advice(new Census(nodes(2), List.of(), both, 1, true)))
                .contains("1 more, of [c, d, e]");
    }

    @Test
    void withoutVotesTheInitialSizeOfTheHubCountsIfItIsGreater() {
        var two = new Census(nodes(2), List.of(), List.of(), 5, true);

        assertThat(new MajorityQuorum(3, false).mayRun(two)).isFalse();
        assertThat(new MajorityQuorum(3, false).mayRun(after(2))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"6,false", "7,true", "8,true"})
    void aStaticQuorumOfSevenNeedsSeven(int members, boolean holds) {
        assertThat(new StaticQuorum(7, true).mayRun(after(members))).isEqualTo(holds);
        assertThat(new StaticQuorum(7, false).mayRun(after(members))).isEqualTo(holds);
    }

    @Test
    void aStaticQuorumThatIsNotConfirmedAtTheStartHoldsUntilTheFirstChange() {
        var lone = new Census(nodes(1), List.of(), List.of(), 1, false);

        assertThat(new StaticQuorum(3, false).mayRun(lone)).isTrue();
        assertThat(new StaticQuorum(3, true).mayRun(lone)).isFalse();
        assertThat(new StaticQuorum(3, false).mayRun(after(1))).isFalse();
        assertThat(new StaticQuorum(3, true).advice(lone))
                .isEqualTo("1 nodes are here, 3 are needed: 2 more, any nodes");
    }

    @ParameterizedTest
    @CsvSource({"80,9,1,true", "80,8,2,true", "80,7,3,false", "50,5,5,true", "51,5,5,false"})
    void aDynamicQuorumCountsWhatWasLostInAShortTime(int percent, int members, int lost, boolean holds) {
        assertThat(new DynamicQuorum(percent).mayRun(after(members, justLost(lost))))
                .isEqualTo(holds);
    }

    /** One node is lost every 31 seconds, so each one counts alone. */
    @ParameterizedTest
    @CsvSource({"50,9,true", "50,1,true", "80,4,true", "80,3,false"})
    void lossesOlderThanTheThresholdDoNotCount(int percent, int members, boolean holds) {
        assertThat(new DynamicQuorum(percent)
                        .mayRun(after(members, Duration.ofSeconds(1), Duration.ofSeconds(32), Duration.ofSeconds(63))))
                .isEqualTo(holds);
    }

    @Test
    void optionsOutOfTheirRangesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> new MajorityQuorum(0, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new StaticQuorum(0, true));
        assertThatIllegalArgumentException().isThrownBy(() -> new DynamicQuorum(0));
        assertThatIllegalArgumentException().isThrownBy(() -> new DynamicQuorum(101));
        assertThatIllegalArgumentException().isThrownBy(() -> new DynamicQuorum(80, Duration.ZERO));
    }

    private static Census leased(boolean held, Votes... votes) {
        var lease = new Lease(held ? Duration.ofSeconds(5) : Duration.ZERO, "the arbiter says no");
        return new Census(nodes(2), List.of(), List.of(votes), 1, true, lease);
    }

    private static Votes votes(int present, int size) {
        return new Votes(present, size, List.of());
    }

    @ParameterizedTest
    @CsvSource({"2,4,true", "3,6,true", "1,2,true", "3,4,false", "1,4,false", "2,5,false", "3,5,false"})
    void exactlyHalfAsksTheArbiter(int present, int size, boolean asks) {
        var arbitrated = new Arbitrated(new MajorityQuorum());
        boolean majority = present > size / 2;

        assertThat(arbitrated.asks(leased(false, votes(present, size)))).isEqualTo(asks);
        assertThat(arbitrated.mayRun(leased(false, votes(present, size)))).isEqualTo(majority);
        assertThat(arbitrated.mayRun(leased(true, votes(present, size)))).isEqualTo(majority || asks);
    }

    @Test
    void aLeaseNeedsHalfOfEveryConfiguration() {
        var arbitrated = new Arbitrated(new MajorityQuorum());

        assertThat(arbitrated.mayRun(leased(true, votes(2, 4), votes(2, 3)))).isTrue();
        assertThat(arbitrated.mayRun(leased(true, votes(2, 4), votes(2, 5)))).isFalse();
        assertThat(arbitrated.asks(leased(false))).as("without votes").isFalse();
        assertThat(arbitrated.advice(leased(false, votes(2, 4))))
                .startsWith("2 of 4 votes are here, 3 are needed: 1 more")
                .endsWith("; or a lease: the arbiter says no");
        assertThat(arbitrated.advice(leased(false, votes(1, 4)))).doesNotContain("lease");
    }

    @Test
    void nodesCompareWhatALeaseDependsOn() {
        assertThat(new Arbitrated(new MajorityQuorum(4, true)))
                .hasToString("Arbitrated[base=MajorityQuorum[initialClusterSize=4, trackMaxSize=true],"
                        + " validity=PT15S, deadline=PT2S]");
    }

    @Test
    void anArbiterWithoutVotesOrWithoutTimeIsRefused() {
        var majority = new MajorityQuorum();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Arbitrated(new MajorityQuorum(4, false)))
                .withMessageContaining("keeps no votes");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Arbitrated(majority, Duration.ofSeconds(4), Duration.ofSeconds(1)))
                .withMessageContaining("less than PT5S");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Arbitrated(majority, Duration.ofSeconds(9), Duration.ofMillis(3_001)))
                .withMessageContaining("more than a third");
    }
}
