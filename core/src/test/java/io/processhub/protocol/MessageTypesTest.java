package io.processhub.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.message.MessageType;
import java.lang.invoke.MethodHandles;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class MessageTypesTest {
    private static final MessageType<Price> PRICE = MessageType.of(
            "price",
            Price.class,
            price -> price.amount().getBytes(UTF_8),
            bytes -> new Price(new String(bytes, UTF_8)));

    private record Price(String amount) {}

    private sealed interface Step {
        record Walk(int metres) implements Step {}

        enum Turn implements Step {
            LEFT {
                @Override
                public String toString() {
                    return "left";
                }
            }
        }
    }

    private static class Animal {}

    private static final class Cat extends Animal {}

    static List<Object> standardValues() {
        return List.of(
                "", "grün 🌍", Long.MIN_VALUE, -1, 0.1, Double.NEGATIVE_INFINITY, Double.NaN, true, new byte[] {0, -1, 7
                });
    }

    private static MessageType<?> standardType(Object value) {
        return requireNonNull(MessageTypes.STANDARD.of(value));
    }

    @ParameterizedTest
    @MethodSource("standardValues")
    void standardTypesSurviveTheWay(Object value) {
        MessageType<?> sent = standardType(value);
        MessageType<?> received = MessageTypes.STANDARD.named(sent.name());

        assertThat(requireNonNull(received).decode(sent.encode(value))).isEqualTo(value);
    }

    @Test
    void aRegisteredTypeIsFoundByNameAndByClass() {
        var types = MessageTypes.STANDARD.with(PRICE);

        assertThat(types.of(new Price("1"))).isSameAs(PRICE);
        assertThat(types.named("price")).isSameAs(PRICE);
        assertThat(types.of("text")).isNotNull();
    }

    @Test
    void addingATypeLeavesTheOriginalAlone() {
        MessageTypes.STANDARD.with(PRICE);

        assertThat(MessageTypes.STANDARD.named("price")).isNull();
    }

    @Test
    void anUnknownNameOrClassIsNotFound() {
        assertThat(MessageTypes.STANDARD.named("java.lang.Runtime")).isNull();
        assertThat(MessageTypes.STANDARD.of(new Price("1"))).isNull();
    }

    @Test
    void allCasesOfASealedInterfaceAreSentUnderItsName() {
        MessageType<Step> steps = MessageType.of("step", Step.class, MethodHandles.lookup());
        var types = MessageTypes.STANDARD.with(steps);

        assertThat(types.of(new Step.Walk(3))).isSameAs(steps);
        assertThat(types.of(Step.Turn.LEFT)).isSameAs(steps);
        assertThat(steps.decode(steps.encode(Step.Turn.LEFT))).isEqualTo(Step.Turn.LEFT);
    }

    @Test
    void aCaseIsRegisteredOnce() {
        var types = MessageTypes.STANDARD.with(MessageType.of("step", Step.class, MethodHandles.lookup()));

        assertThatThrownBy(() -> types.with(MessageType.of("walk", Step.Walk.class, MethodHandles.lookup())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'walk'", Step.Walk.class.getName(), "'step'");
    }

    @Test
    void aSubclassIsNotItsParent() {
        var types = MessageTypes.STANDARD.with(
                MessageType.of("animal", Animal.class, animal -> new byte[0], bytes -> new Animal()));

        assertThat(types.of(new Animal())).isNotNull();
        assertThat(types.of(new Cat())).isNull();
    }

    @Test
    void aNameIsTakenOnce() {
        assertThatThrownBy(() -> MessageTypes.STANDARD.with(
                        MessageType.of("s", Price.class, price -> new byte[0], bytes -> new Price(""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'s'");
    }

    @Test
    void aClassIsTakenOnce() {
        var types = MessageTypes.STANDARD.with(PRICE);

        assertThatThrownBy(() ->
                        types.with(MessageType.of("cost", Price.class, price -> new byte[0], bytes -> new Price(""))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("cost");
    }

    @Test
    void aNameHasOneTo255Characters() {
        assertThatThrownBy(() -> MessageType.of("", Price.class, price -> new byte[0], bytes -> new Price("")))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() ->
                        MessageType.of("n".repeat(256), Price.class, price -> new byte[0], bytes -> new Price("")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("256");
    }

    @Test
    void aMessageOfAnotherTypeIsNotEncoded() {
        assertThatThrownBy(() -> PRICE.encode("text")).isInstanceOf(ClassCastException.class);
    }

    @Test
    void garbageIsRefusedByTheDecoder() {
        assertThatThrownBy(() -> standardType(1L).decode("x".getBytes(UTF_8)))
                .isInstanceOf(NumberFormatException.class);
    }
}
