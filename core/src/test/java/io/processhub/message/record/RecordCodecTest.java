package io.processhub.message.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.message.record.Everything.All;
import io.processhub.message.record.Everything.Circle;
import io.processhub.message.record.Everything.Colour;
import io.processhub.message.record.Everything.Point;
import io.processhub.message.record.Everything.Shape;
import io.processhub.message.record.Everything.Special;
import io.processhub.message.record.Everything.Tree;
import io.processhub.spec.ProcessId;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class RecordCodecTest {

    private record Numbers(Set<Integer> set) {}

    private record Counts(Map<String, Integer> map) {}

    private record Flags(Set<String> set, Map<String, Integer> map) {}

    @SuppressWarnings("ArrayRecordComponent")
    private record Picture(byte[] pixels) {}

    private record Mail(ProcessId to, String text) {}

    private record Deposit(long cents, String note) {}

    record Positive(int number) {
        Positive {
            if (number <= 0) {
                throw new IllegalArgumentException(number + " is not positive");
            }
        }
    }

    private static <T> RecordCodec<T> codec(Class<T> type) {
        return RecordCodec.of(type, MethodHandles.lookup());
    }

    private static <T> T again(Class<T> type, T value) {
        return codec(type).decode(codec(type).encode(value));
    }

    /** Goal: nothing is lost on the way. Method: 2,000 random values of a type that has all kinds of parts. */
    @Test
    void whateverIsSentArrivesEqual() {
        RecordCodec<All> codec = codec(All.class);
        var values = new Everything(new Random(1));

        for (int i = 0; i < 2_000; i++) {
            All value = values.all();
            assertThat(codec.decode(codec.encode(value))).isEqualTo(value);
        }
    }

    static List<Shape> shapes() {
        return List.of(new Circle(2), new Point(), Special.EMPTY);
    }

    @ParameterizedTest
    @MethodSource("shapes")
    void everyCaseOfASealedInterfaceComesBack(Shape shape) {
        assertThat(again(Shape.class, shape)).isEqualTo(shape);
    }

    @Test
    void theClassesOfASealedInterfaceAreItsRecordsAndEnums() {
        assertThat(codec(Shape.class).classes()).isEqualTo(Set.of(Circle.class, Point.class, Special.class));
        assertThat(codec(Colour.class).classes()).isEqualTo(Set.of(Colour.class));
    }

    @Test
    void aConstantWithABodyComesBack() {
        assertThat(again(Colour.class, Colour.GREEN)).isSameAs(Colour.GREEN);
    }

    @Test
    void bytesComeBack() {
        assertThat(again(Picture.class, new Picture(new byte[] {0, -1, 7})).pixels())
                .containsExactly(0, -1, 7);
    }

    @Test
    void aRecordOfAnotherPackageMayBeAPart() {
        var mail = new Mail(ProcessId.of("bob"), "hello");

        assertThat(again(Mail.class, mail)).isEqualTo(mail);
    }

    /** The bytes are told in docs/PROTOCOL.md; other versions must read them. */
    @Test
    void theBytesAreThoseOfTheProtocol() {
        assertThat(HexFormat.of().formatHex(codec(Deposit.class).encode(new Deposit(-100, "tip"))))
                .isEqualTo("06" + "c701" + "03746970");
        assertThat(HexFormat.of().formatHex(codec(Shape.class).encode(new Point())))
                .isEqualTo("05" + "506f696e74" + "00");
        assertThat(HexFormat.of().formatHex(codec(Shape.class).encode(Special.EMPTY)))
                .isEqualTo("07" + "5370656369616c" + "05" + "454d505459");
    }

    @Test
    void equalSetsAndMapsHaveEqualBytes() {
        List<String> names = IntStream.range(0, 50).mapToObj(i -> "name-" + i).toList();
        var forwards = new LinkedHashMap<String, Integer>();
        names.forEach(name -> forwards.put(name, name.length()));
        var backwards = new LinkedHashMap<String, Integer>();
        names.reversed().forEach(name -> backwards.put(name, name.length()));

        assertThat(codec(Flags.class).encode(new Flags(new LinkedHashSet<>(names), forwards)))
                .isEqualTo(codec(Flags.class).encode(new Flags(new LinkedHashSet<>(names.reversed()), backwards)));
    }

    static Stream<Integer> lengths() {
        return Stream.of(0, 1, 123, 124, 125, 126, 127, 128, 16_380, 16_383, 16_384, 70_000, 2_100_000);
    }

    @ParameterizedTest
    @MethodSource("lengths")
    void recordsOfEveryLengthComeBack(int length) {
        var deposit = new Deposit(length, "x".repeat(length));

        assertThat(again(Deposit.class, deposit)).isEqualTo(deposit);
    }

    private static Tree nested(int depth) {
        Tree tree = new Tree("leaf", Optional.empty(), List.of(), Map.of());
        for (int i = 1; i < depth; i++) {
            tree = new Tree("node", Optional.of(tree), List.of(), Map.of());
        }
        return tree;
    }

    @Test
    void aTypeMayContainItselfAHundredDeep() {
        assertThat(again(Tree.class, nested(100))).isEqualTo(nested(100));
    }

    @Test
    void deeperNestingIsRefusedByTheSender() {
        assertThatThrownBy(() -> codec(Tree.class).encode(nested(101)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 records");
    }

    /** What lies within a length lies within all lengths around it, so only a forger nests so deep. */
    @Test
    void deeperNestingIsRefusedByTheReceiver() {
        byte[] bytes = codec(Tree.class).encode(nested(1));
        for (int i = 0; i < 5_000; i++) {
            var out = new Sink();
            int start = out.open();
            out.text("n");
            out.octet(1);
            out.raw(bytes);
            out.octet(0);
            out.octet(0);
            out.close(start);
            bytes = out.toBytes();
        }
        byte[] forged = bytes;

        assertThatThrownBy(() -> codec(Tree.class).decode(forged))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("100 records");
    }

    @Test
    @SuppressWarnings("NullAway")
    void nullIsRefusedWithItsPlace() {
        assertThatThrownBy(() -> codec(Deposit.class).encode(new Deposit(1, null)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component 'note' of " + Deposit.class.getName() + " is null")
                .hasMessageContaining("Optional");
        assertThatThrownBy(() ->
                        codec(Flags.class).encode(new Flags(new LinkedHashSet<>(Arrays.asList("a", null)), Map.of())))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("holds null");
    }

    @Test
    void textThatIsNoUnicodeIsRefused() {
        assertThatThrownBy(() -> codec(Deposit.class).encode(new Deposit(1, "half \ud83c")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Unicode");
        assertThatThrownBy(() -> codec(Deposit.class).encode(new Deposit(1, "\udf0d half")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** {@code open} begins at depth one each time. */
    @Test
    void depthIsNotLength() {
        var tree = new Tree(
                "wide",
                Optional.empty(),
                IntStream.range(0, 500).mapToObj(i -> nested(1)).toList(),
                Map.of());

        assertThat(again(Tree.class, tree)).isEqualTo(tree);
    }

    @Test
    void whatIsLeftOverIsRefused() {
        RecordCodec<Tree> codec = codec(Tree.class);
        byte[] message = codec.encode(new Everything(new Random(7)).tree(1));

        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(message, message.length + 3)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("3 bytes are left over");
    }

    @Test
    void elementsAndKeysComeOnce() {
        assertThatThrownBy(() -> codec(Numbers.class).decode(new byte[] {3, 2, 8, 8}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("duplicate");
        assertThatThrownBy(() -> codec(Counts.class).decode(new byte[] {7, 2, 1, 'a', 2, 1, 'a', 4}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("duplicate");
    }

    @Test
    void aRecordMayRefuseWhatWasSent() {
        assertThatThrownBy(() -> codec(Positive.class).decode(new byte[] {1, 1}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Positive rejects the decoded components")
                .hasMessageContaining("-1 is not positive");
    }
}
