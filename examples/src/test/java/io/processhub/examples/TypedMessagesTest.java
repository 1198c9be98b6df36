package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.examples.TypedMessages.Command;
import io.processhub.process.ProcessSpec;
import org.junit.jupiter.api.Test;

final class TypedMessagesTest {

    @Test
    void anAccountIsUsedFromTwoNodes() {
        try (var world = new TwoNodes("bank", TypedMessages::configured)) {
            world.startEverywhere(ProcessSpec.of("alice", "account"));

            for (var hub : world.hubs()) {
                hub.ref("alice").tell(new Command.Deposit(100));
                assertThat(hub.ref("alice").<Long>ask(new Command.Balance()).join())
                        .isPositive();
            }
        }
    }
}
