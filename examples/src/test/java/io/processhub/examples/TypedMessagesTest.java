package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.examples.TypedMessages.Command;
import io.processhub.examples.TypedMessages.Entry;
import io.processhub.examples.TypedMessages.Statement;
import io.processhub.process.ProcessSpec;
import java.util.BitSet;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class TypedMessagesTest {

    @Test
    void anAccountIsUsedFromTwoNodes() {
        try (var world = new TwoNodes("bank", TypedMessages::configured)) {
            world.startEverywhere(ProcessSpec.of("alice", "account"));
            var deposit = new Command.Deposit(100, Optional.of("birthday"));

            for (var hub : world.hubs()) {
                hub.ref("alice").tell(deposit);
                assertThat(hub.ref("alice").<Long>ask(new Command.Balance()).join())
                        .isPositive();
            }

            for (var hub : world.hubs()) {
                Statement statement =
                        hub.ref("alice").<Statement>ask(new Command.Explain()).join();
                assertThat(statement.entries()).extracting(Entry::deposit).containsExactly(deposit, deposit);
            }
        }
    }

    @Test
    void aCodecOfOnesOwnIsTwoFunctions() {
        var days = BitSet.valueOf(new long[] {0b1010});

        assertThat(TypedMessages.DAYS.decode().apply(TypedMessages.DAYS.bytesOf(days)))
                .isEqualTo(days);
    }
}
