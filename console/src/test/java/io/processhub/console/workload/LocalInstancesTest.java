package io.processhub.console.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.RoleAware;
import io.processhub.spec.Role;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LocalInstancesTest {
    private final LocalInstances localInstances = new LocalInstances();

    /** Crashes when it is told to. */
    private static final class Fragile implements HubProcess<Object> {
        @Override
        public void onStart(ProcessContext<Object> context) {
            if (context.argument().equals("never")) {
                throw new IllegalStateException("never starts");
            }
        }

        @Override
        public void onMessage(Message<Object> message) {
            if (message.body().equals("crash")) {
                throw new IllegalStateException("crashed");
            }
            message.replyUntyped("fine");
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
        var type = localInstances.watch(new ProvidedType.Loop<>(
                ProcessType.runLoop("mine"), () -> context -> seen.addAll(localInstances.living())));

        if (type instanceof ProvidedType.Loop<?> loop) {
            loop.factory().make().run(Probe.context(ProcessType.runLoop("mine").spec("loop")));
        }

        assertThat(seen).containsExactly(new LocalInstances.Living("loop", 7, Role.ACTIVE, 0));
        assertThat(localInstances.living()).isEmpty();
    }

    @Test
    void aRoleIsNotedAndPassedOn() throws Exception {
        var told = new ArrayList<Role>();
        var process = new Told(told);
        ProcessTypes source = () -> List.of(
                localInstances.watch(new ProvidedType.Messages<>(ProcessType.of("told", Object.class), () -> process)));
        var probe = Probe.start(KnownTypes.of(List.of(source)), "p", "told", "");

        ((RoleAware) probe.process()).onRole(Role.PASSIVE, 8);

        assertThat(localInstances.living()).containsExactly(new LocalInstances.Living("p", 7, Role.PASSIVE, 0));
        assertThat(told).containsExactly(Role.PASSIVE);
    }

    /** Writes down what it hears. */
    private record Told(List<Role> roles) implements HubProcess<Object>, RoleAware {
        @Override
        public void onMessage(Message<Object> message) {}

        @Override
        public void onRole(Role role, long term) {
            roles.add(role);
        }
    }

    @Test
    void theListenerHearsOfEachStartAndEndOnce() throws Exception {
        var heard = new ArrayList<String>();
        var local = new LocalInstances(new LocalInstances.Listener() {
            @Override
            public void begins(String id, long epoch) {
                heard.add(id + " begins " + epoch);
            }

            @Override
            public void ends(String id, long epoch) {
                heard.add(id + " ends " + epoch);
            }
        });
        ProcessTypes source = () -> List.of(
                local.watch(new ProvidedType.Messages<>(ProcessType.of("fragile", Object.class), Fragile::new)));
        var probe = Probe.start(KnownTypes.of(List.of(source)), "p", "fragile", "");

        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> probe.ask("crash"));
        probe.process().onStop(StopReason.REQUESTED);

        assertThat(heard).containsExactly("p begins 7", "p ends 7");
    }

    private Probe start(String argument) throws Exception {
        ProcessTypes source = () -> List.of(localInstances.watch(
                new ProvidedType.Messages<>(ProcessType.of("fragile", Object.class), Fragile::new)));
        return Probe.start(KnownTypes.of(List.of(source)), "p", "fragile", argument);
    }
}
