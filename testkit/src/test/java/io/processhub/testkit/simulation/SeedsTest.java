package io.processhub.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

final class SeedsTest {
    private static final List<Long> SEEN = new ArrayList<>();

    private String displayName = "";

    @BeforeEach
    void remember(TestInfo info) {
        displayName = info.getDisplayName();
    }

    @Seeds(value = 3, first = 40)
    void theSeedIsTheDisplayName(long seed) {
        SEEN.add(seed);

        assertThat(displayName).isEqualTo("seed " + seed);
    }

    @Test
    void thereAreTwentySeedsUnlessSaidOtherwise() throws NoSuchMethodException {
        Method value = Seeds.class.getDeclaredMethod("value");

        assertThat(value.getDefaultValue()).isEqualTo(20);
    }

    @AfterAll
    static void eachSeedRanOnce() {
        assertThat(SEEN).doesNotHaveDuplicates().isNotEmpty();
    }
}
