package io.processhub.console.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.processhub.capability.RoleAware;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessSpec;
import io.processhub.process.ProcessType;
import io.processhub.process.Role;
import io.processhub.process.StopReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class LocalInstancesTest {
    private final LocalInstances localInstances = new LocalInstances();

    /** Crashes when it is told to. */
    private static final class Fragile implements HubProcess {
        @Override
        public void onStart(ProcessContext context) {
            if (context.argument().equals("never")) {
                throw new IllegalStateException("never starts");
            }
        }

        @Override
        public void onMessage(Message message) {
            if (message.body().equals("crash")) {
                throw new IllegalStateException("crashed");
            }
            message.reply("fine");
        }
    }

    @Test
    void aProcessLivesFromItsStartToItsStop() throws Exception {
        var probe = start("");

        assertThat(localInstances.living()).containsExactly(new LocalInstances.Living("p", 7, Role.ACTIVE, 0));
        assertThat(probe.ask("how are you")).isEqualTo("fine");

        probe.process().onStop(StopReason.REQUESTED);
        assertThat(localInstances.living()).isEmpty();
    }

    @Test
    void aCrashEndsALife() throws Exception {
        var probe = start("");

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> probe.ask("crash"));
        assertThat(localInstances.living()).isEmpty();
    }

    @Test
    void aFailedStartBeginsNone() {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> start("never"));
        assertThat(localInstances.living()).isEmpty();
    }

    @Test
    void aRunLoopLivesWhileItRuns() throws Exception {
        var seen = new ArrayList<LocalInstances.Living>();
        var type = localInstances.watch(new ProcessType.Loop(() -> context -> seen.addAll(localInstances.living())));

        if (type instanceof ProcessType.Loop loop) {
            loop.factory().get().run(Probe.context(ProcessSpec.of("loop", "mine")));
        }

        assertThat(seen).containsExactly(new LocalInstances.Living("loop", 7, Role.ACTIVE, 0));
        assertThat(localInstances.living()).isEmpty();
    }

    @Test
    void aRoleIsNotedAndPassedOn() throws Exception {
        var told = new ArrayList<Role>();
        var process = new Told(told);
        ProcessTypes source = () -> Map.of("told", localInstances.watch(new ProcessType.Messages(() -> process)));
        var probe = Probe.start(KnownTypes.of(List.of(source)), "p", "told", "");

        ((RoleAware) probe.process()).onRole(Role.PASSIVE, 8);

        assertThat(localInstances.living()).containsExactly(new LocalInstances.Living("p", 7, Role.PASSIVE, 0));
        assertThat(told).containsExactly(Role.PASSIVE);
    }

    /** Writes down what it hears. */
    private record Told(List<Role> roles) implements HubProcess, RoleAware {
        @Override
        public void onMessage(Message message) {}

        @Override
        public void onRole(Role role, long term) {
            roles.add(role);
        }
    }

    private Probe start(String argument) throws Exception {
        ProcessTypes source = () -> Map.of("fragile", localInstances.watch(new ProcessType.Messages(Fragile::new)));
        return Probe.start(KnownTypes.of(List.of(source)), "p", "fragile", argument);
    }
}
