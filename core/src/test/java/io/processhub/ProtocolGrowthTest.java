package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Ask;
import io.processhub.message.MessageType;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Two nodes in a rolling upgrade: the newer one has a protocol with more cases and longer records. */
class ProtocolGrowthTest {
    private final Hubs hubs = new Hubs();

    /** As it was. */
    public sealed interface Lamp {
        /** Switches it. */
        record Switch(boolean on) implements Lamp {}

        /** Whether it is on. */
        record State() implements Lamp, Ask<Lamp, Boolean> {}
    }

    /** As it is. */
    public sealed interface DimmedLamp {
        /** Switches it. */
        record Switch(boolean on, Optional<String> by) implements DimmedLamp {}

        /** Whether it is on. */
        record State() implements DimmedLamp, Ask<DimmedLamp, Boolean> {}

        /** How bright it is. */
        record Brightness() implements DimmedLamp, Ask<DimmedLamp, Integer> {}
    }

    private static final ProcessType<Lamp> OLD = ProcessType.of("lamp", Lamp.class);
    private static final ProcessType<DimmedLamp> NEW = ProcessType.of("lamp", DimmedLamp.class);

    private final ProcessHub older = hubs.start("a", hub -> {
        boolean[] on = new boolean[1];
        return hub.message(MessageType.of("lamp", Lamp.class)).process(OLD, () -> message -> {
            switch (message.body()) {
                case Lamp.Switch change -> on[0] = change.on();
                case Lamp.State question -> message.reply(question, on[0]);
            }
        });
    });

    @AfterEach
    void close() {
        hubs.close();
    }

    @Test
    void anOlderProcessLivesOnWithWhatItUnderstands() {
        ProcessHub newer = hubs.start(
                "b",
                hub -> hub.message(MessageType.of("lamp", DimmedLamp.class)).process(NEW, () -> message -> {}));
        Eventually.holds(() -> assertThat(older.nodes()).hasSize(2));
        String name = Hubs.nameOn(older, List.of(older, newer));
        Eventually.ends(older.start(OLD.spec(name)));
        Eventually.holds(() -> assertThat(Hubs.hosts(newer, ProcessId.of(name))).containsExactly(older.self()));
        var lamp = newer.ref(NEW, name);

        lamp.tell(new DimmedLamp.Switch(true, Optional.of("me")));

        assertThat(TypedCallsTest.failure(lamp.ask(new DimmedLamp.Brightness())))
                .hasMessageContaining("Brightness")
                .extracting(ProcessException::reason)
                .isEqualTo(Reason.NOT_SERIALISABLE);
        assertThat(Eventually.ends(lamp.ask(new DimmedLamp.State()))).isTrue();
    }
}
