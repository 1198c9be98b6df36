package io.processhub.testkit.simulation.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Goal: a history that one counter could have made has no breach; each thing that it could not have done is one. */
final class CounterHistoryTest {
    private final CounterHistory history = new CounterHistory();

    private void counted(long instance, long value) {
        history.answered(history.asked(), instance, value);
    }

    @Test
    void oneAfterTheOtherIsInOrder() {
        counted(1, 1);
        counted(1, 2);

        assertThat(history.breaches(2)).isEmpty();
    }

    @Test
    void whatOverlapsMayBeCountedInAnyOrder() {
        long first = history.asked();
        long second = history.asked();
        history.answered(first, 1, 2);
        history.answered(second, 1, 1);

        assertThat(history.breaches(2)).isEmpty();
    }

    @Test
    void whatWasNotAnsweredMayBeCountedOrNot() {
        history.unanswered(history.asked());
        counted(1, 2);

        assertThat(history.breaches(2)).isEmpty();
        assertThat(history.breaches(3)).hasSize(1);
    }

    @Test
    void whatWasRefusedIsNotCounted() {
        history.refused(history.asked());
        counted(1, 1);

        assertThat(history.breaches(1)).isEmpty();
        assertThat(history.breaches(2)).hasSize(1);
    }

    @Test
    void anAcknowledgedIncrementIsNotLost() {
        counted(1, 1);
        counted(1, 2);

        assertThat(history.breaches(1)).hasSize(1);
    }

    @Test
    void noValueIsGivenTwice() {
        long first = history.asked();
        long second = history.asked();
        history.answered(first, 1, 1);
        history.answered(second, 2, 1);

        assertThat(history.breaches(1)).isNotEmpty();
    }

    @Test
    void theCounterDoesNotFallBack() {
        history.unanswered(history.asked());
        counted(1, 2);
        counted(1, 1);

        assertThat(history.breaches(2)).hasSize(1);
    }

    @Test
    void whatWentDownWithItsNodeProvesNothing() {
        counted(1, 1);
        long late = history.asked();
        history.lost(List.of(1L));
        history.answered(late, 1, 2);
        counted(2, 1);

        assertThat(history.breaches(1)).isEmpty();
        assertThat(history.acknowledged()).isOne();
        assertThat(history.underWay()).isZero();
    }
}
