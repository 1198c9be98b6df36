package io.processhub.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.antientropy.Net.Letter;
import io.processhub.antientropy.Net.Member;
import io.processhub.log.Delta;
import io.processhub.log.Logs.Gap;
import io.processhub.replication.Published;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.SyncMessage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class AntiEntropyTest {
    private final Net net = Net.of(2, 1, new PubSub());
    private final Member author = net.member(1);
    private final Member reader = net.member(2);

    static Stream<Long> seeds() {
        return LongStream.rangeClosed(1, 30).boxed();
    }

    private void writeUnheard(int count) {
        net.losing(1);
        IntStream.range(0, count).forEach(number -> author.want("p" + number));
        net.run(Duration.ofMillis(5));
        net.losing(0);
        net.sent.clear();
    }

    private List<SyncMessage> sentBy(Member member) {
        return net.sent.stream()
                .filter(letter -> letter.from() == member)
                .map(Letter::message)
                .toList();
    }

    @Test
    void whatIsMissingBeforeNewsIsAskedForAndNothingElse() {
        writeUnheard(10);

        author.want("next");
        net.run(Duration.ofMillis(100));

        assertThat(sentBy(reader)).containsExactly(new SyncMessage.Request(List.of(new Gap(author.id, 0, 10))));
        assertThat(net.even()).isTrue();
    }

    @Test
    void nothingIsAskedForWhenTheEarlierComesInTime() {
        author.want("one");
        author.want("two");
        net.run(Duration.ofMillis(100));

        assertThat(sentBy(reader)).isEmpty();
        assertThat(net.even()).isTrue();
    }

    @Test
    void whoGetsNoAnswerAsksAgain() {
        writeUnheard(10);
        net.passing(letter -> letter.from() != reader);
        author.want("next");
        net.run(Duration.ofSeconds(2));
        assertThat(sentBy(reader)).hasSizeGreaterThan(3);

        net.losing(0);
        net.run(Duration.ofSeconds(1));

        assertThat(net.even()).isTrue();
    }

    @Test
    void aLongLogIsToldSoMuchAtATime() {
        net.members.forEach(one -> one.frameBytesMax = 1_024);
        writeUnheard(2_000);

        author.want("next");
        net.run(Duration.ofSeconds(5));

        assertThat(net.even()).isTrue();
        assertThat(sentBy(author))
                .filteredOn(SyncMessage.More.class::isInstance)
                .hasSizeGreaterThan(3);
        assertThat(net.sent.stream().filter(letter -> letter.message() instanceof SyncMessage.Request))
                .hasSizeGreaterThan(3);
    }

    /** Requests are repeated when answers are late, so answers come twice; what follows must not double each time. */
    @Test
    void anAnswerThatComesTwiceIsFollowedUpOnce() {
        net.members.forEach(one -> one.frameBytesMax = 1_024);
        writeUnheard(4_000);
        var doubled = new LinkedHashSet<SyncMessage>();
        net.passing(letter -> {
            if (letter.message() instanceof SyncMessage.More && doubled.add(letter.message())) {
                author.tell(letter.message(), reader);
            }
            return true;
        });

        author.want("next");
        net.run(Duration.ofSeconds(30));

        assertThat(net.even()).isTrue();
        assertThat(doubled).hasSizeGreaterThan(40);
        long entries = sentBy(author).stream()
                .filter(SyncMessage.News.class::isInstance)
                .mapToLong(news -> ((SyncMessage.News) news).delta().entries().size())
                .sum();
        assertThat(entries).isLessThan(5_000);
    }

    @Test
    void aLongLogReachesItsReaderThoughEveryThirdFrameIsLost() {
        net.members.forEach(one -> one.frameBytesMax = 1_024);
        writeUnheard(1_000);
        net.losing(0.33);

        author.want("next");
        net.run(Duration.ofMinutes(2));

        assertThat(net.even()).isTrue();
    }

    /** However many come too early, only so many are kept; the others are asked for when the gap has closed. */
    @Test
    void stretchesThatWaitAreBounded() {
        writeUnheard(1);
        net.passing(letter -> !(letter.message() instanceof SyncMessage.Request));
        IntStream.range(0, 5_000).forEach(number -> author.want("q" + number));
        net.run(Duration.ofSeconds(1));
        assertThat(reader.registry.known(author.id)).isZero();
        net.sent.clear();

        net.losing(0);
        net.run(Duration.ofSeconds(20));

        assertThat(net.even()).isTrue();
        assertThat(sentBy(reader))
                .filteredOn(SyncMessage.Request.class::isInstance)
                .contains(new SyncMessage.Request(List.of(new Gap(author.id, 0, 1), Gap.after(author.id, 257))));
    }

    /** Pieces of a log, cut at random and overlapping, come in any order and more than once. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderOfStretchesDoesNotMatter(long seed) {
        var random = new Random(seed);
        net.losing(1);
        IntStream.range(0, 60).forEach(number -> {
            if (random.nextBoolean()) {
                author.want("p" + number % 7);
            } else {
                author.unwant("p" + number % 7);
            }
        });
        List<Delta> pieces = pieces(random);
        net.losing(0);
        net.delaying(Duration.ofMillis(30));
        pieces.forEach(piece -> author.tell(new SyncMessage.News(piece), reader));
        net.run(Duration.ofSeconds(1));

        assertThat(net.even()).isTrue();
        assertThat(Published.by(reader.registry).digest())
                .isEqualTo(Published.by(author.registry).digest());
    }

    private List<Delta> pieces(Random random) {
        List<Delta> pieces = new ArrayList<>();
        for (long from = 0; from < 60; ) {
            long to = from + 1 + random.nextInt(9);
            pieces.add(author.registry.since(new Gap(author.id, Math.max(0, from - random.nextInt(4)), to), 100_000));
            from = to;
        }
        List<Delta> twice = new ArrayList<>(pieces);
        twice.addAll(pieces);
        Collections.shuffle(twice, random);
        return twice;
    }
}
