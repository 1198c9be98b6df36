package io.processhub.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.antientropy.Net.Letter;
import io.processhub.antientropy.Net.Member;
import io.processhub.replication.Published;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import io.processhub.strategy.synchronization.Synchronizer.Counter;
import io.processhub.strategy.synchronization.gossip.Gossip;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What gossip must survive, each by itself. */
final class HardTimesTest {
    private static final Gossip GOSSIP = new Gossip();
    private static final Gossip BRISK = GOSSIP.interval(Duration.ofSeconds(1));

    /** Less than an interval: no round helps. */
    private static final Duration BEFORE_ANY_ROUND = Duration.ofSeconds(12);

    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, 10).boxed();
    }

    static Stream<SynchronizationStrategy> strategies() {
        return Stream.of(new PubSub(), GOSSIP, GOSSIP.recipients(1), GOSSIP.restrictedInit(false), BRISK);
    }

    private static void die(Net net, int... numbers) {
        IntStream.of(numbers).forEach(number -> net.member(number).dead = true);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void aDeadMemberKeepsNoOtherFromHearing(long seed) {
        Net net = Net.of(40, seed, GOSSIP);
        die(net, 1 + net.random().nextInt(40));

        net.members.stream().filter(one -> !one.dead).forEach(one -> one.want("p" + one.id));
        net.run(BEFORE_ANY_ROUND);

        assertThat(net.even()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whenAFifthDiedBeforeAnEventAllOthersHearIt(long seed) {
        Net net = Net.of(100, seed, GOSSIP);
        IntStream.rangeClosed(1, 20)
                .forEach(ignored -> die(net, 2 + net.random().nextInt(99)));

        net.member(1).want("p");
        net.run(BEFORE_ANY_ROUND);

        assertThat(net.even()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void aDeadInitiatorIsDoneWithout(SynchronizationStrategy strategy) {
        Net net = Net.of(30, 1, strategy);
        die(net, 1);
        net.losing(1);
        net.members.forEach(one -> one.want("p" + one.id));
        net.run(Duration.ofSeconds(40));
        assertThat(net.even()).isFalse();

        net.losing(0);
        net.run(strategy.interval().multipliedBy(40));

        assertThat(net.even()).isTrue();
    }

    /** No acknowledgement and no report reaches the initiator, so it gives the same round to others as well. */
    @Test
    void twoSubtreesOfOneRoundBothEnd() {
        Net net = Net.of(40, 1, GOSSIP);
        Member initiator = net.member(1);
        net.passing(letter -> letter.to() != initiator
                || !net.gossip().acknowledges(letter.message())
                || net.random().nextInt(10) == 0);

        net.run(Duration.ofSeconds(70));
        assertThat(initiator.antiEntropy.counters().of(Counter.REROUTED)).isPositive();
        net.losing(0);
        long before = initiator.antiEntropy.counters().of(Counter.ROUNDS);
        long incomplete = initiator.antiEntropy.counters().of(Counter.ROUNDS_INCOMPLETE);
        net.run(Duration.ofSeconds(60));

        assertThat(initiator.antiEntropy.counters().of(Counter.ROUNDS)).isGreaterThanOrEqualTo(before + 3);
        assertThat(initiator.antiEntropy.counters().of(Counter.ROUNDS_INCOMPLETE))
                .isLessThanOrEqualTo(incomplete + 1);
    }

    /** Rounds go by while a member is told what it lacks, and reads nothing. */
    @Test
    void aRoundThatIsReplacedWhileAMemberReadsIsMadeGood() {
        Net net = Net.of(20, 1, BRISK);
        Member slow = net.member(7);
        net.passing(letter -> letter.to() != slow
                || !(letter.message() instanceof SyncMessage.News
                        || net.gossip().relaysNews(letter.message())));
        net.members.forEach(one -> one.want("p" + one.id));
        net.run(Duration.ofSeconds(20));
        assertThat(net.even()).isFalse();

        net.losing(0);
        net.run(Duration.ofSeconds(20));

        assertThat(net.even()).isTrue();
        long incomplete = net.member(1).antiEntropy.counters().of(Counter.ROUNDS_INCOMPLETE);
        net.run(Duration.ofSeconds(10));
        assertThat(net.member(1).antiEntropy.counters().of(Counter.ROUNDS_INCOMPLETE))
                .isEqualTo(incomplete);
    }

    @ParameterizedTest
    @MethodSource("strategies")
    void whatIsWrittenWhileALongLogIsReadIsNotLost(SynchronizationStrategy strategy) {
        Net net = Net.of(4, 1, strategy);
        net.members.forEach(one -> one.frameBytesMax = 2_048);
        IntStream.range(0, 2_000).forEach(number -> net.member(2).want("p" + number));
        net.run(Duration.ofSeconds(1));

        Member joiner = net.add("joiner", 1);
        meetAll(net, joiner);
        for (int number = 0; number < 50; number++) {
            net.member(2).unwant("p" + number);
            net.run(Duration.ofMillis(3));
        }
        net.run(Duration.ofSeconds(5));

        assertThat(net.even()).isTrue();
        assertThat(Published.by(joiner.registry).digest())
                .isEqualTo(Published.by(net.member(2).registry).digest());
        assertThat(Published.by(joiner.registry).wanted()).isEqualTo(1_950);
    }

    private static void meetAll(Net net, Member joiner) {
        List.copyOf(net.members).stream().filter(one -> one != joiner).forEach(one -> {
            joiner.meet(one);
            one.meet(joiner);
        });
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void additionsAndRemovalsMayOvertakeOneAnother(long seed) {
        Net net = Net.of(20, seed, GOSSIP);
        net.losing(0.2);
        net.delaying(Duration.ofMillis(30));
        for (int number = 0; number < 200; number++) {
            Member writer = net.member(1 + net.random().nextInt(20));
            String name = "p" + net.random().nextInt(10);
            if (net.random().nextBoolean()) {
                writer.want(name);
            } else {
                writer.unwant(name);
            }
            net.run(Duration.ofMillis(net.random().nextInt(3)));
        }
        net.run(Duration.ofSeconds(60));

        assertThat(net.even()).isTrue();
        assertThat(net.members.stream()
                        .map(one -> Published.by(one.registry).digest())
                        .distinct())
                .hasSize(1);
    }

    /** In the middle of a long answer the author dies, and comes back empty. */
    @ParameterizedTest
    @MethodSource("strategies")
    void anAuthorMayRestartWhileItsLogIsRead(SynchronizationStrategy strategy) {
        Net net = Net.of(3, 1, strategy);
        Member author = net.member(3);
        net.members.forEach(one -> one.frameBytesMax = 2_048);
        IntStream.range(0, 2_000).forEach(number -> author.want("p" + number));
        net.run(Duration.ofSeconds(1));
        Member joiner = net.add("joiner", 1);
        meetAll(net, joiner);
        net.run(Duration.ofMillis(5));
        assertThat(joiner.registry.known(author.id)).isLessThan(2_000);

        author.dead = true;
        net.members.stream().filter(one -> one != author).forEach(one -> one.lose(author));
        Member again = net.add("m3", 2);
        List.of(net.member(1), net.member(2), joiner).forEach(one -> {
            one.meet(again);
            again.meet(one);
        });
        again.want("q");
        net.run(Duration.ofSeconds(2));

        assertThat(net.even()).isTrue();
        assertThat(joiner.registry.known(again.id)).isEqualTo(1);
    }

    /** Removals are forgotten when all who are there have read them; who was away then reads from the beginning. */
    @ParameterizedTest
    @MethodSource("strategies")
    void whoMissedForgottenRemovalsReadsFromTheBeginning(SynchronizationStrategy strategy) {
        Net net = Net.of(4, 1, strategy);
        Member away = net.member(4);
        IntStream.range(0, 30).forEach(number -> net.member(1).want("p" + number));
        net.run(Duration.ofSeconds(1));
        part(net, away);
        IntStream.range(0, 20).forEach(number -> net.member(1).unwant("p" + number));
        net.run(strategy.interval().multipliedBy(40));
        assertThat(net.member(1).registry.floor()).isPositive();

        meetAll(net, away);
        net.run(Duration.ofSeconds(5));

        assertThat(Published.by(away.registry).wanted()).isEqualTo(10);
        assertThat(Published.by(away.registry).digest())
                .isEqualTo(Published.by(net.member(2).registry).digest());
    }

    private static void part(Net net, Member away) {
        net.members.stream().filter(one -> one != away).forEach(one -> {
            one.lose(away);
            away.lose(one);
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 16, 17, 100})
    void withoutLossNewsReachesEachOtherMemberOnce(int size) {
        List<Letter> rumours = rumoursAbout(size, GOSSIP);

        assertThat(rumours).hasSize(size - 1);
        assertThat(rumours.stream().map(Letter::to).distinct()).hasSize(size - 1);
    }

    private static List<Letter> rumoursAbout(int size, Gossip gossip) {
        Net net = Net.of(size, 1, gossip);
        net.member(1).want("p");
        net.run(Duration.ofSeconds(1));
        assertThat(net.even()).isTrue();
        return net.sent.stream()
                .filter(letter -> net.gossip().relaysNews(letter.message()))
                .toList();
    }

    private static long busiest(List<Letter> rumours) {
        return rumours.stream().collect(Collectors.groupingBy(Letter::from, Collectors.counting())).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 8})
    void noMemberSendsNewsToMoreThanTheRecipients(int recipients) {
        assertThat(busiest(rumoursAbout(17, GOSSIP.recipients(recipients)))).isEqualTo(recipients);
        assertThat(busiest(rumoursAbout(40, GOSSIP.recipients(recipients)))).isEqualTo(recipients);
        assertThat(busiest(rumoursAbout(5, GOSSIP.recipients(recipients).directUpTo(0))))
                .isEqualTo(Math.min(4, recipients));
    }

    @Test
    void upToSoManyMembersTheAuthorSendsToAll() {
        assertThat(busiest(rumoursAbout(16, GOSSIP.recipients(2)))).isEqualTo(15);
        assertThat(busiest(rumoursAbout(40, GOSSIP.recipients(2).directUpTo(40))))
                .isEqualTo(39);
        assertThat(busiest(rumoursAbout(41, GOSSIP.recipients(2).directUpTo(40))))
                .isEqualTo(2);
    }

    /** What one member hears of another it answers for: it is asked when the author cannot be reached. */
    @Test
    void whoCannotReachTheAuthorAsksOthers() {
        Net net = Net.of(5, 1, GOSSIP);
        net.passing(letter -> letter.from() != net.member(2) || letter.to() != net.member(5));

        net.member(2).want("p");
        net.run(Duration.ofSeconds(40));

        assertThat(net.even()).isTrue();
    }
}
