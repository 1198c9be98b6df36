package io.processhub.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.processhub.cluster.NodeId;
import io.processhub.log.Entry.Presence;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.ProcessId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class DeltaTest {
    private static final NodeId ORIGIN = new NodeId("a", 1);

    private static Entry entry(long version) {
        return new Entry.PresenceSet(
                version,
                new ProcessId("p" + version),
                new Presence.Parked("tired", new Stamp(1, new NodeId("a", 1)), null));
    }

    private static Delta delta(long from, long to, long... versions) {
        return new Delta(
                ORIGIN,
                from,
                to,
                2,
                LongStream.of(versions).mapToObj(DeltaTest::entry).toList());
    }

    @Test
    void entriesLieWithinTheBoundsInOrder() {
        assertThat(delta(3, 9, 4, 7, 9).entries()).hasSize(3);
        assertThat(delta(3, 3).entries()).isEmpty();

        assertThatIllegalArgumentException().isThrownBy(() -> delta(3, 9, 3, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> delta(3, 9, 4, 10));
        assertThatIllegalArgumentException().isThrownBy(() -> delta(3, 9, 7, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> delta(3, 9, 4, 4));
    }

    @Test
    void boundsAreNeitherNegativeNorReversed() {
        assertThatIllegalArgumentException().isThrownBy(() -> delta(-1, 9));
        assertThatIllegalArgumentException().isThrownBy(() -> delta(5, 4));
        assertThatIllegalArgumentException().isThrownBy(() -> new Delta(ORIGIN, 0, 1, -1, List.of()));
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 10, 11})
    void halvesSayTheSame(int count) {
        long[] versions = LongStream.rangeClosed(1, count).map(i -> 3 * i).toArray();
        Delta whole = delta(1, 3L * count + 5, versions);

        List<Delta> halves = whole.halves();

        Delta first = halves.get(0);
        Delta second = halves.get(1);
        assertThat(halves).hasSize(2).allMatch(half -> half.origin().equals(ORIGIN) && half.floor() == 2);
        assertThat(first.from()).isEqualTo(whole.from());
        assertThat(second.from()).isEqualTo(first.to());
        assertThat(second.to()).isEqualTo(whole.to());
        assertThat(halves).noneMatch(half -> half.entries().isEmpty());
        var together = new ArrayList<>(first.entries());
        together.addAll(second.entries());
        assertThat(together).isEqualTo(whole.entries());
    }

    @Test
    void whatHasOneEntryCannotBeCut() {
        assertThatIllegalStateException().isThrownBy(() -> delta(0, 5, 3).halves());
        assertThatIllegalStateException().isThrownBy(() -> delta(0, 5).halves());
    }

    @Test
    void theGreaterStampSupersedes() {
        var id = new ProcessId("p");
        var early = new Intent(id, new Stamp(4, new NodeId("b", 1)), null);
        var late = new Intent(id, new Stamp(5, new NodeId("a", 1)), null);
        var sameTime = new Intent(id, new Stamp(5, new NodeId("b", 1)), null);

        assertThat(late.supersedes(early)).isTrue();
        assertThat(early.supersedes(late)).isFalse();
        assertThat(sameTime.supersedes(late)).isTrue();
        assertThat(late.supersedes(late)).isFalse();
        assertThat(early.supersedes(null)).isTrue();
    }
}
