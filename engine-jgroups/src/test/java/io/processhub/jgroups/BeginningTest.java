package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class BeginningTest {
    private static final long SILENCE = Duration.ofSeconds(2).toNanos();
    private static final long LATER = SILENCE / 4;

    private final InetSocketAddress least = Ports.loopback("7801");
    private final InetSocketAddress self = Ports.loopback("7802");
    private final InetSocketAddress greatest = Ports.loopback("7803");
    private final Beginning beginning = new Beginning(self, Duration.ofSeconds(2));

    @Test
    void aNodeThatIsNotListedNeverBegins() {
        beginning.asked(Set.of(least, greatest), 0);

        assertThat(beginning.due(100 * SILENCE)).isFalse();
    }

    @Test
    void theOnlyListedNodeBeginsAtOnce() {
        beginning.asked(Set.of(self), 0);

        assertThat(beginning.due(0)).isTrue();
    }

    @Test
    void everyOtherMustHaveBeenSilentSinceItWasListed() {
        beginning.asked(Set.of(self, greatest), 0);
        beginning.asked(Set.of(self, least, greatest), SILENCE);

        assertThat(beginning.due(SILENCE)).isFalse();
        beginning.asked(Set.of(self, least, greatest), 2 * SILENCE - 1);
        assertThat(beginning.due(2 * SILENCE - 1)).isFalse();
        assertThat(beginning.due(2 * SILENCE)).isTrue();
    }

    /** A name that resolves to other addresses by now. */
    @Test
    void oneThatIsNotListedAnyMoreIsNotWaitedFor() {
        beginning.asked(Set.of(self, least), 0);
        assertThat(beginning.due(LATER)).isFalse();

        beginning.asked(Set.of(self), LATER);

        assertThat(beginning.due(LATER)).isTrue();
    }

    @Test
    void oneThatLooksNoMoreIsNotWaitedFor() {
        beginning.asked(Set.of(self, least), 0);
        beginning.heard(least, false, SILENCE);
        assertThat(beginning.due(2 * SILENCE)).isFalse();

        assertThat(beginning.due(2 * SILENCE + 1)).isTrue();
    }

    @Test
    void aMemberThatAnsweredHoldsItBackAlsoWhenItAsksLater() {
        beginning.asked(Set.of(self, greatest), 0);
        beginning.heard(greatest, true, SILENCE);
        beginning.heard(greatest, false, SILENCE + LATER);

        assertThat(beginning.due(SILENCE + LATER)).isFalse();
        assertThat(beginning.due(2 * SILENCE + 1)).isTrue();
    }

    @Test
    void ofTwoThatLookTheOneWithTheLeastAddressBegins() {
        beginning.asked(Set.of(self, least, greatest), 0);
        beginning.heard(greatest, false, SILENCE);
        assertThat(beginning.due(SILENCE)).isTrue();

        beginning.heard(least, false, SILENCE);
        assertThat(beginning.due(SILENCE)).isFalse();
    }

    /** One that has another list never begins, and must not keep the rest waiting for ever. */
    @Test
    void oneThatOnlyLooksIsNotWaitedForWithoutEnd() {
        beginning.asked(Set.of(self, least), 0);
        boolean begun = false;
        for (long now = SILENCE; now < 5 * SILENCE; now += LATER) {
            beginning.heard(least, false, now);
            begun |= beginning.due(now);
        }
        assertThat(begun).isFalse();
        beginning.heard(least, false, 7 * SILENCE);

        assertThat(beginning.due(7 * SILENCE)).isTrue();
    }

    @Test
    void oneThatLooksWithoutBeingListedIsNotWaitedFor() {
        beginning.asked(Set.of(self, greatest), 0);
        beginning.heard(least, false, SILENCE);

        assertThat(beginning.due(SILENCE)).isTrue();
    }
}
