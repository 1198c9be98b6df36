package io.processhub.messaging;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Ask;
import java.util.List;
import org.junit.jupiter.api.Test;

final class AnswerClassTest {

    private sealed interface Shop {
        record Buy(String item) implements Shop {}

        record Stock() implements Shop, Ask<Shop, List<String>> {}

        record Price(String item) implements Query<Long> {}

        sealed interface Query<R> extends Shop, Ask<Shop, R> {}
    }

    @Test
    void anAnswerIsFoundBehindInterfacesBetween() {
        assertThat(AnswerClass.of(Shop.Price.class)).isEqualTo(Long.class);
    }

    @Test
    void theClassOfAContainerIsFound() {
        assertThat(AnswerClass.of(Shop.Stock.class)).isEqualTo(List.class);
    }

    @Test
    void aMessageThatIsNoQuestionMayBeAnsweredWithAnything() {
        assertThat(AnswerClass.of(Shop.Buy.class)).isEqualTo(Object.class);
    }
}
