package io.processhub.console.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.console.cut.Life.Window;
import io.processhub.console.node.LifeLog.Entry;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LivesTest {
    private static final Window WINDOW = new Window(100, 200);

    private static Lives lives(Life... all) {
        return new Lives(List.of(all));
    }

    @Test
    void startsAndEndsArePutTogetherByInstance() {
        var entries = List.of(
                new Entry(1, true, 7, "p"),
                new Entry(2, true, 7, "q"),
                new Entry(3, true, 8, "p"),
                new Entry(4, false, 7, "p"));

        assertThat(Life.of("n1", entries))
                .containsExactlyInAnyOrder(
                        new Life("n1", "p", 1, 4),
                        new Life("n1", "q", 2, Life.OPEN),
                        new Life("n1", "p", 3, Life.OPEN));
    }

    @Test
    void anEndWithoutABeginningIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Life.of("n1", List.of(new Entry(4, false, 7, "p"))))
                .withMessageContaining("ends on n1 without a beginning");
    }

    @Test
    void anOverlapIsMeasuredToTheNanosecond() {
        assertThat(lives(new Life("n1", "p", 50, 130), new Life("n2", "p", 129, 150))
                        .twice(WINDOW))
                .isEqualTo(1);
    }

    @Test
    void oneAfterTheOtherIsNoOverlapAndNeitherAreTwoProcesses() {
        assertThat(lives(
                                new Life("n1", "p", 50, 130),
                                new Life("n2", "p", 130, Life.OPEN),
                                new Life("n2", "q", 120, Life.OPEN))
                        .twice(WINDOW))
                .isZero();
    }

    @Test
    void onlyTheWindowCounts() {
        assertThat(lives(new Life("n1", "p", 50, Life.OPEN), new Life("n2", "p", 60, Life.OPEN))
                        .twice(WINDOW))
                .isEqualTo(100);
        assertThat(lives(new Life("n1", "p", 50, 99), new Life("n2", "p", 60, 100))
                        .twice(WINDOW))
                .isZero();
        assertThat(lives(new Life("n1", "p", 200, 300), new Life("n2", "p", 250, 300))
                        .twice(WINDOW))
                .isZero();
    }

    @Test
    void severalOverlapsOfAProcessAreAddedAndThreeCopiesCountOnce() {
        assertThat(lives(
                                new Life("n1", "p", 0, Life.OPEN),
                                new Life("n2", "p", 110, 115),
                                new Life("n2", "p", 120, 130),
                                new Life("n3", "p", 125, 135))
                        .twice(WINDOW))
                .isEqualTo(5 + 15);
    }

    @Test
    void theProcessThatRanTwiceLongestIsReported() {
        assertThat(lives(
                                new Life("n1", "p", 0, 110),
                                new Life("n2", "p", 105, 200),
                                new Life("n1", "q", 0, 140),
                                new Life("n2", "q", 110, 200))
                        .twice(WINDOW))
                .isEqualTo(30);
    }

    @Test
    void theLastEndOnTheMinorityCounts() {
        var lives = lives(
                new Life("n1", "p", 0, 120),
                new Life("n2", "q", 0, 150),
                new Life("n2", "r", 140, 160),
                new Life("n3", "p", 0, Life.OPEN),
                new Life("n1", "p", 200, Life.OPEN));

        assertThat(lives.stopped(List.of("n1", "n2"), WINDOW)).hasValue(60);
        assertThat(lives.stopped(List.of("n1"), WINDOW)).hasValue(20);
        assertThat(lives.stopped(List.of("n9"), WINDOW)).hasValue(0);
        assertThat(lives.stopped(List.of("n3"), WINDOW)).isEmpty();
    }
}
