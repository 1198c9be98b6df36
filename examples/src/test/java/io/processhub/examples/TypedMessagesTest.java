package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.examples.TypedMessages.Command;
import io.processhub.examples.TypedMessages.Entry;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TypedMessagesTest {

    @Test
    void anAccountIsUsedFromTwoNodes() {
        try (var world = new TwoNodes("bank", TypedMessages::configured)) {
            world.startEverywhere(Command.TYPE.spec("alice"));
            var deposit = new Command.Deposit(100, Optional.of("birthday"));

            for (var hub : world.hubs()) {
                hub.ref(Command.TYPE, "alice").tell(deposit);
                assertThat(hub.ref(Command.TYPE, "alice")
                                .ask(new Command.Balance())
                                .join())
                        .isPositive();
            }

            for (var hub : world.hubs()) {
                List<Entry> entries = hub.ref(Command.TYPE, "alice")
                        .ask(new Command.Explain())
                        .join();
                assertThat(entries).extracting(Entry::deposit).containsExactly(deposit, deposit);
            }
        }
    }

    @Test
    void aCodecOfOnesOwnIsTwoFunctions() {
        var days = BitSet.valueOf(new long[] {0b1010});

        assertThat(TypedMessages.DAYS.decode(TypedMessages.DAYS.encode(days))).isEqualTo(days);
    }
}
