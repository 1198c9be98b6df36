package io.processhub.message.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Nodes of two versions talk to each other: what the newer one has added is at the end, or is a case of its own. */
@SuppressWarnings("SameNameButDifferent") // that is what it is about
final class RollingUpgradeTest {
    private static final RecordCodec<Older.Command> OLDER = codec(Older.Command.class);
    private static final RecordCodec<Newer.Command> NEWER = codec(Newer.Command.class);

    private static final class Older {
        sealed interface Command {}

        record Order(String item, Address address, List<Line> lines) implements Command {}

        record Address(String city) {}

        record Line(int count) {}

        record Cancel(Reason reason) implements Command {}

        enum Reason {
            LATE,
            BROKEN
        }
    }

    private static final class Newer {
        sealed interface Command {}

        record Refund(long cents) implements Command {}

        record Cancel(Reason reason) implements Command {}

        record Order(String item, Address address, List<Line> lines, Optional<Tags> tags) implements Command {}

        record Tags(Set<String> tags) {}

        record Address(String city, Optional<String> street, Set<String> hints, Map<String, String> more) {}

        record Line(int count, long cents, boolean gift, List<String> remarks) {}

        enum Reason {
            BROKEN,
            DOUBLED,
            LATE
        }
    }

    private record Before(int a) {}

    private record After(int a, String b) {}

    private record Narrow(int a) {}

    private record Wide(long a) {}

    private static <T> RecordCodec<T> codec(Class<T> type) {
        return RecordCodec.of(type, MethodHandles.lookup());
    }

    private static Newer.Order newOrder() {
        return new Newer.Order(
                "pen",
                new Newer.Address("Oslo", Optional.of("Storgata"), Set.of("blue door"), Map.of("floor", "2")),
                List.of(new Newer.Line(1, 250, true, List.of("fragile")), new Newer.Line(2, 0, false, List.of())),
                Optional.of(new Newer.Tags(Set.of("new"))));
    }

    @Test
    void anOlderNodePassesOverWhatIsNewAtTheEndOfRecords() {
        assertThat(OLDER.decode(NEWER.encode(newOrder())))
                .isEqualTo(new Older.Order(
                        "pen", new Older.Address("Oslo"), List.of(new Older.Line(1), new Older.Line(2))));
    }

    @Test
    void aNewerNodeReadsWhatWasNotSentAsEmptyOrZero() {
        var lines = codec(Newer.Line.class).decode(codec(Older.Line.class).encode(new Older.Line(3)));
        var address =
                codec(Newer.Address.class).decode(codec(Older.Address.class).encode(new Older.Address("Rome")));

        assertThat(lines).isEqualTo(new Newer.Line(3, 0, false, List.of()));
        assertThat(address).isEqualTo(new Newer.Address("Rome", Optional.empty(), Set.of(), Map.of()));
    }

    @Test
    void whatCannotBeEmptyMustBeSent() {
        assertThatThrownBy(() -> codec(After.class).decode(codec(Before.class).encode(new Before(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("component 'b' of " + After.class.getName() + " was not sent")
                .hasMessageContaining("Optional");
    }

    @Test
    void casesAndConstantsMayBeReordered() {
        assertThat(NEWER.decode(OLDER.encode(new Older.Cancel(Older.Reason.LATE))))
                .isEqualTo(new Newer.Cancel(Newer.Reason.LATE));
    }

    @Test
    void anOlderNodeRefusesANewCase() {
        assertThatThrownBy(() -> OLDER.decode(NEWER.encode(new Newer.Refund(5))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'Refund'")
                .hasMessageContaining("[Cancel, Order]");
    }

    @Test
    void anOlderNodeRefusesANewConstant() {
        assertThatThrownBy(() -> OLDER.decode(NEWER.encode(new Newer.Cancel(Newer.Reason.DOUBLED))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'DOUBLED'")
                .hasMessageContaining("[BROKEN, LATE]");
    }

    @Test
    void anIntegerMayBecomeWider() {
        assertThat(codec(Wide.class).decode(codec(Narrow.class).encode(new Narrow(-7))))
                .isEqualTo(new Wide(-7));
        assertThat(codec(Narrow.class).decode(codec(Wide.class).encode(new Wide(7))))
                .isEqualTo(new Narrow(7));
        assertThatThrownBy(() -> codec(Narrow.class).decode(codec(Wide.class).encode(new Wide(1L << 40))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1099511627776");
    }
}
