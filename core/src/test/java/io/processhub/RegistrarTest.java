package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.message.Ask;
import io.processhub.message.MessageType;
import io.processhub.process.ProcessType;
import io.processhub.protocol.MessageTypes;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

@SuppressWarnings("UnusedNestedClass") // reflection finds them
class RegistrarTest {

    private sealed interface Shop {
        record Buy(String item) implements Shop {}

        record Stock() implements Shop, Ask<Shop, List<Item>> {}

        record Price(String item) implements Query<Item> {}

        sealed interface Query<R> extends Shop, Ask<Shop, R> {}

        record Item(String name, long cents) {}
    }

    private record Thready(Thread thread) {}

    private sealed interface Bad {
        record Get() implements Bad, Ask<Bad, Thready> {}
    }

    private sealed interface Stray {
        record Get() implements Stray, Ask<Shop, Long> {}
    }

    private sealed interface Vague {
        @SuppressWarnings("rawtypes")
        record Get() implements Vague, Ask {}
    }

    private record Note(String text) {}

    private static final class Other {
        private record Note(String text) {}
    }

    private static MessageTypes complete(ProcessType<?>... types) {
        return Registrar.complete(MessageTypes.STANDARD, List.of(types));
    }

    private static <C> ProcessType<C> type(String name, Class<C> protocol) {
        return ProcessType.of(name, protocol).lookup(MethodHandles.lookup());
    }

    @Test
    void aProtocolAndItsAnswersHaveNamesWithoutTheirPackage() {
        MessageTypes types = complete(type("shop", Shop.class));

        assertThat(types.of(new Shop.Buy("x"))).hasToString("RegistrarTest.Shop");
        assertThat(types.answerTo(Shop.Stock.class)).hasToString("List<RegistrarTest.Shop.Item>");
        assertThat(types.named("List<RegistrarTest.Shop.Item>")).isNotNull();
    }

    @Test
    void anAnswerIsFoundBehindInterfacesBetween() {
        MessageTypes types = complete(type("shop", Shop.class));

        MessageType<?> answer = Objects.requireNonNull(types.answerTo(Shop.Price.class));

        assertThat(answer.type()).isEqualTo(Shop.Item.class);
    }

    @Test
    void whatWasNamedByHandKeepsItsName() {
        MessageTypes byHand = MessageTypes.STANDARD
                .with(MessageType.of("shop", Shop.class, MethodHandles.lookup()))
                .with(MessageType.of("item", Shop.Item.class, MethodHandles.lookup()));

        MessageTypes types = Registrar.complete(byHand, List.of(type("shop", Shop.class)));

        assertThat(types.of(new Shop.Buy("x"))).hasToString("shop");
        assertThat(types.answerTo(Shop.Price.class)).hasToString("item");
        assertThat(types.answerTo(Shop.Stock.class)).hasToString("List<item>");
    }

    @Test
    void typesOfOneProtocolShareItsName() {
        assertThat(complete(type("a", Shop.class), type("b", Shop.class)).of(new Shop.Buy("x")))
                .hasToString("RegistrarTest.Shop");
    }

    @Test
    void aProtocolThatCannotBeSentIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complete(type("threads", Thready.class)))
                .withMessageContainingAll("'threads'", "component 'thread'", "Thready", "java.lang.Thread");
    }

    @Test
    void anAnswerThatCannotBeSentIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complete(type("bad", Bad.class)))
                .withMessageContainingAll("'bad'", "Bad$Get", "component 'thread'", "java.lang.Thread");
    }

    @Test
    void anAnswerThatIsLeftOpenIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complete(type("vague", Vague.class)))
                .withMessageContainingAll("'vague'", "Vague$Get", "leaves open");
    }

    @Test
    void aStateThatCannotBeSentIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complete(type("shop", Shop.class).state(Thready.class)))
                .withMessageContainingAll("'shop'", "component 'thread'");
    }

    @Test
    void anArgumentThatCannotBeSentIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complete(type("shop", Shop.class).argument(Thready.class)))
                .withMessageContainingAll("'shop'", "component 'thread'");
    }

    @Test
    void aQuestionOfAnotherProtocolIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complete(type("stray", Stray.class)))
                .withMessageContainingAll("'stray'", "Stray$Get", "Ask of", "Shop");
    }

    @Test
    void aProtocolOfAnyClassIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complete(type("open", Runnable.class)))
                .withMessageContainingAll("'open'", "java.lang.Runnable");
    }

    @Test
    void aPrivateProtocolAsksForALookup() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> complete(ProcessType.of("note", Note.class)))
                .withMessageContainingAll("'note'", "lookup");
    }

    @Test
    void twoOfOneNameAreRefusedWithTheRemedy() {
        MessageTypes byHand = MessageTypes.STANDARD.with(
                MessageType.of("RegistrarTest.Note", Other.Note.class, MethodHandles.lookup()));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Registrar.complete(byHand, List.of(type("note", Note.class))))
                .withMessageContainingAll(
                        Note.class.getName(),
                        Other.Note.class.getName(),
                        "builder.message(MessageType.of(name, type))");
    }

    @Test
    void objectsAndStandardTypesNeedNoName() {
        assertThat(complete(ProcessType.of("any", Object.class), ProcessType.of("text", String.class, String.class))
                        .of("x"))
                .hasToString("s");
    }
}
