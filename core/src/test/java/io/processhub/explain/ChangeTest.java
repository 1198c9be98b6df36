package io.processhub.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.explain.DryRun.Change;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class ChangeTest {

    @ParameterizedTest
    @ValueSource(doubles = {-0.5, -1, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
    void aWeightIsANumberFromZero(double weight) {
        String complaint = "weight " + weight + " is not a number from 0; 1 is the weight of";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change.Weigh("a", weight))
                .withMessageStartingWith(complaint);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change.Join("a", weight, ""))
                .withMessageStartingWith(complaint);
    }

    @Test
    void whoJoinsHasANameAndAZoneThatANodeMayHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change.Join("a/b"))
                .withMessageStartingWith("node name 'a/b' must have");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Change.Join("a", 1, "z".repeat(256)))
                .withMessageContaining("256 characters; allowed are 0 to 255");
        assertThat(new Change.Join("a")).isEqualTo(new Change.Join("a", 1, ""));
    }
}
