package io.processhub.strategy.distribution;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.cluster.NodeId;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Wanted;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@link ConsistentHashing} with a bound. */
final class BoundedHashingTest {
    private static Situation nodes(DistributionStrategy strategy, int count) {
        var situation = new Situation(strategy);
        for (int number = 0; number < count; number++) {
            situation.join("n" + number);
        }
        return situation;
    }

    private static int most(Situation situation) {
        return situation.counts().values().stream()
                .mapToInt(Integer::intValue)
                .max()
                .orElse(0);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 10, 50})
    void noNodeIsGivenMoreThanItsBound(int count) {
        var free = nodes(new ConsistentHashing(), count);
        var bounded = nodes(new ConsistentHashing(0.1), count);
        free.start(Situation.several("p", 20 * count));
        bounded.start(Situation.several("p", 20 * count));

        assertThat(most(bounded)).isLessThanOrEqualTo(22);
        assertThat(most(free)).isGreaterThan(22);
    }

    @Test
    void theBoundIsByWeight() {
        var situation =
                new Situation(new ConsistentHashing(0.1)).join("a", 1, "").join("b", 4, "");
        situation.start(Situation.several("p", 50));

        assertThat(situation.count("a")).isLessThanOrEqualTo(11);
        assertThat(situation.count("b")).isLessThanOrEqualTo(44);
    }

    @Test
    void whatIsNotPassedOverHasNoAssignment() {
        var situation = nodes(new ConsistentHashing(0.5), 10);
        List<Wanted> started =
                Situation.several("p", 300).stream().map(situation::started).toList();
        var hashed = nodes(new ConsistentHashing(), 10);

        assertThat(started).anyMatch(process -> process.assignment().absent());
        for (Wanted process : started) {
            boolean natural = situation.owners(process).equals(hashed.owners(process));
            assertThat(process.assignment().absent()).isEqualTo(natural);
        }
    }

    @Test
    void nothingMovesBecauseSomethingElseStarts() {
        var situation = nodes(new ConsistentHashing(0.05), 10);
        List<Wanted> first =
                Situation.several("p", 100).stream().map(situation::started).toList();
        Map<Wanted, List<NodeId>> before = first.stream().collect(Collectors.toMap(each -> each, situation::owners));
        situation.start(Situation.several("q", 300));

        assertThat(situation.relieve()).containsOnly(0);
        assertThat(before)
                .allSatisfy((process, owners) ->
                        assertThat(situation.owners(process)).isEqualTo(owners));
    }

    @Test
    void afterALeaveWhatIsTooMuchMovesAndThenNothing() {
        var situation = nodes(new ConsistentHashing(0.05), 10);
        situation.start(Situation.several("p", 1_000));
        situation.leave("n4").leave("n7");
        assertThat(most(situation)).isGreaterThan(132);

        situation.relieve();
        assertThat(most(situation)).isLessThanOrEqualTo(132);
        assertThat(situation.relieve()).containsOnly(0);
    }

    @Test
    void aJoinTakesOnlyWhatItDraws() {
        var situation = nodes(new ConsistentHashing(0.2), 10);
        situation.start(Situation.several("p", 1_000));
        situation.join("n10");

        assertThat(situation.count("n10")).isBetween(40, 110);
        assertThat(situation.relieve()).containsOnly(0);
    }

    @Test
    void whatCanRunNowhereElseExceedsTheBound() {
        var situation = nodes(new ConsistentHashing(0.1), 4)
                .fit((process, candidate) -> candidate.node().name().equals("n2"));
        situation.start(Situation.several("p", 40));

        assertThat(situation.count("n2")).isEqualTo(40);
        assertThat(situation.relieve()).containsOnly(0);
    }

    @Test
    void callersNameNoNodes() {
        var named = Situation.process("p").assigned(new Assignment(List.of("n1")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> nodes(new ConsistentHashing(0.1), 3).started(named))
                .withMessageContaining("takes no mapping");
    }

    @Test
    void theTextTellsTheBound() {
        assertThat(new ConsistentHashing()).hasToString("ConsistentHashing[]");
        assertThat(new ConsistentHashing(0.25)).hasToString("ConsistentHashing[epsilon=0.25]");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ConsistentHashing(0))
                .withMessageContaining("epsilon 0.0");
        assertThatIllegalArgumentException().isThrownBy(() -> new ConsistentHashing(Double.NaN));
    }
}
