package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.DuplicateFilter.Window;
import io.processhub.cluster.NodeId;
import org.junit.jupiter.api.Test;

/** Goal: mail is taken once, in whatever order it comes; also after its sender or the hub there was started again. */
final class DuplicateFilterTest {
    private static final NodeId A = new NodeId("a", 5);
    private static final NodeId B = new NodeId("b", 5);

    private final DuplicateFilter filter = new DuplicateFilter();

    @Test
    void whatComesTwiceIsTakenOnce() {
        assertThat(filter.first(A, 1)).isTrue();
        assertThat(filter.first(A, 1)).isFalse();
        assertThat(filter.first(B, 1)).isTrue();
    }

    @Test
    void whatWasOvertakenIsTaken() {
        assertThat(filter.first(A, 3)).isTrue();
        assertThat(filter.first(A, 1)).isTrue();
        assertThat(filter.first(A, 2)).isTrue();
        assertThat(filter.first(A, 1)).isFalse();
    }

    @Test
    void whatWasOvertakenByTooManyIsNot() {
        assertThat(filter.first(A, Window.WIDTH + 1)).isTrue();
        assertThat(filter.first(A, 2)).isTrue();
        assertThat(filter.first(A, 1)).isFalse();
    }

    @Test
    void placesAreUsedAgain() {
        for (long number = 1; number <= 3 * Window.WIDTH; number++) {
            assertThat(filter.first(A, number)).isTrue();
            assertThat(filter.first(A, number)).isFalse();
        }
    }

    @Test
    void skippedNumbersLeaveNoTrace() {
        for (long number = 1; number <= Window.WIDTH; number++) {
            filter.first(A, number);
        }
        assertThat(filter.first(A, 1L << 40)).isTrue();

        assertThat(filter.first(A, (1L << 40) - 1)).isTrue();
        assertThat(filter.first(A, 1)).isFalse();
    }

    @Test
    void aNodeThatWasStartedAgainBeginsAnew() {
        var again = new NodeId("a", 6);
        filter.first(A, 1);

        assertThat(filter.first(again, 1)).isTrue();
        assertThat(filter.first(again, 1)).isFalse();
        assertThat(filter.first(A, 2)).isFalse();
    }
}
