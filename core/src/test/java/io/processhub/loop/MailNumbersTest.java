package io.processhub.loop;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.loop.MailNumbers.Window;
import org.junit.jupiter.api.Test;

/** Goal: mail is taken once, in whatever order it comes; also after its sender or the hub there was started again. */
final class MailNumbersTest {
    private static final NodeId A = new NodeId("a", 5);
    private static final NodeId B = new NodeId("b", 5);

    private final MailNumbers numbers = new MailNumbers();

    @Test
    void eachReceiverHasItsOwnNumbers() {
        assertThat(numbers.next(A, 0)).isEqualTo(1);
        assertThat(numbers.next(A, 0)).isEqualTo(2);
        assertThat(numbers.next(B, 0)).isEqualTo(1);
    }

    @Test
    void theNextLifeOfAReceiverTakesNoFurtherRoom() {
        numbers.next(A, 0);

        assertThat(numbers.next(new NodeId("a", 6), 0)).isEqualTo(2);
    }

    @Test
    void whatComesTwiceIsTakenOnce() {
        assertThat(numbers.first(A, 1)).isTrue();
        assertThat(numbers.first(A, 1)).isFalse();
        assertThat(numbers.first(B, 1)).isTrue();
    }

    @Test
    void whatWasOvertakenIsTaken() {
        assertThat(numbers.first(A, 3)).isTrue();
        assertThat(numbers.first(A, 1)).isTrue();
        assertThat(numbers.first(A, 2)).isTrue();
        assertThat(numbers.first(A, 1)).isFalse();
    }

    @Test
    void whatWasOvertakenByTooManyIsNot() {
        assertThat(numbers.first(A, Window.WIDTH + 1)).isTrue();
        assertThat(numbers.first(A, 2)).isTrue();
        assertThat(numbers.first(A, 1)).isFalse();
    }

    @Test
    void placesAreUsedAgain() {
        for (long number = 1; number <= 3 * Window.WIDTH; number++) {
            assertThat(numbers.first(A, number)).isTrue();
            assertThat(numbers.first(A, number)).isFalse();
        }
    }

    @Test
    void skippedNumbersLeaveNoTrace() {
        for (long number = 1; number <= Window.WIDTH; number++) {
            numbers.first(A, number);
        }
        assertThat(numbers.first(A, 1L << 40)).isTrue();

        assertThat(numbers.first(A, (1L << 40) - 1)).isTrue();
        assertThat(numbers.first(A, 1)).isFalse();
    }

    @Test
    void aNodeThatWasStartedAgainBeginsAnew() {
        var again = new NodeId("a", 6);
        numbers.first(A, 1);

        assertThat(numbers.first(again, 1)).isTrue();
        assertThat(numbers.first(again, 1)).isFalse();
        assertThat(numbers.first(A, 2)).isFalse();
    }
}
