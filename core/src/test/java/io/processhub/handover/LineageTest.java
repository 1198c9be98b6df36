package io.processhub.handover;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Goal: two copies that have anything in common are never merged; two that only started at the same moment may be. */
final class LineageTest {
    private static final long OWN = 10;
    private static final long OTHER = 7;

    @Test
    void copiesThatBeganWithNothingShareNothing() {
        assertThat(Lineage.NONE.shares(OWN, OTHER, List.of())).isFalse();
        assertThat(Lineage.NONE.shares(OWN, OWN, List.of())).isFalse();
    }

    @Test
    void aCopySharesWithOneWhoseStateItHas() {
        assertThat(Lineage.NONE.with(OTHER, List.of()).shares(OWN, OTHER, List.of()))
                .isTrue();
        assertThat(Lineage.NONE.shares(OWN, OTHER, List.of(OWN))).isTrue();
    }

    @Test
    void copiesWithACommonAncestorShare() {
        Lineage lineage = Lineage.NONE.with(5, List.of(3L));

        assertThat(lineage.shares(OWN, OTHER, List.of(3L))).isTrue();
        assertThat(lineage.shares(OWN, OTHER, List.of(4L))).isFalse();
    }

    @Test
    void onlyTheLatestAreRemembered() {
        Lineage lineage =
                Lineage.NONE.with(1_000, LongStream.range(0, 1_000).boxed().toList());

        assertThat(lineage.states()).hasSize(64).startsWith(937L).endsWith(1_000L);
    }
}
