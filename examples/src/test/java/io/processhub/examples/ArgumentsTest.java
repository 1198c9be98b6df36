package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.examples.Arguments.Heating;
import io.processhub.examples.Arguments.Thermostat;
import org.junit.jupiter.api.Test;

final class ArgumentsTest {

    @Test
    void aProcessReadsItsArgumentOnEveryNode() {
        try (var world = new TwoNodes("house", hub -> hub.process(Heating.TYPE, Thermostat::new))) {
            for (var hub : world.hubs()) {
                var room = Arguments.install(hub, "room of " + hub.self().name());

                assertThat(room.ask(new Heating.Measured(17)).join()).isTrue();
                assertThat(room.ask(new Heating.Measured(20)).join()).isTrue();
                assertThat(room.ask(new Heating.Measured(22)).join()).isFalse();
                assertThat(room.ask(new Heating.Measured(20)).join()).isFalse();
            }
        }
    }
}
