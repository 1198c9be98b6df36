package io.processhub.antientropy;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class PeerProgressTest {
    private final PeerProgress author = new PeerProgress(0);

    @Test
    void eachRestIsRequestedOnceWhenAllBeforeItHasBeenRead() {
        author.rest(10, 0);

        assertThat(author.wantsRest(9)).isFalse();
        assertThat(author.wantsRest(10)).isTrue();
        assertThat(author.wantsRest(10)).isFalse();
    }

    @Test
    void aRestThatComesAgainIsNotRequestedAgain() {
        author.rest(10, 0);
        assertThat(author.wantsRest(10)).isTrue();

        author.rest(10, 10);
        assertThat(author.wantsRest(15)).isFalse();
        author.rest(20, 15);
        assertThat(author.wantsRest(20)).isTrue();
    }

    @Test
    void aRestThatComesAgainDoesNotTakeThePlaceOfTheNextOne() {
        author.rest(10, 0);
        assertThat(author.wantsRest(10)).isTrue();

        author.rest(20, 12);
        author.rest(10, 12);

        assertThat(author.wantsRest(12)).isFalse();
        assertThat(author.wantsRest(20)).isTrue();
    }

    @Test
    void aLogThatIsReadAgainFromItsBeginningIsRequestedAgain() {
        author.rest(10, 0);
        assertThat(author.wantsRest(10)).isTrue();

        author.rest(5, 0);
        assertThat(author.wantsRest(5)).isTrue();
        author.rest(10, 5);
        assertThat(author.wantsRest(10)).isTrue();
    }
}
