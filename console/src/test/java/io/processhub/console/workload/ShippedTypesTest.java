package io.processhub.console.workload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ShippedTypesTest {
    private final KnownTypes types = KnownTypes.load();

    @Test
    void everyTypeAnswersPingWithItsName() throws Exception {
        for (String type : types.byName().keySet()) {
            if (!type.equals("account")) {
                String argument = type.equals("clock") ? "UTC" : "";

                assertThat(Probe.start(types, "p", type, argument).ask("ping")).isEqualTo("p");
            }
        }
        assertThat(account(5).ask(new Account.Ping())).isEqualTo("p");
    }

    @Test
    void aClockTellsTheTimeOfItsZone() throws Exception {
        String answer = Probe.start(types, "c", "clock", "Asia/Tokyo").ask("time");

        assertThat(ZonedDateTime.parse(answer).getZone().getId()).isEqualTo("Asia/Tokyo");
    }

    @Test
    void aCounterCountsFromItsArgument() throws Exception {
        var counter = Probe.start(types, "n", "counter", "41");

        assertThat(counter.ask("add")).isEqualTo("42");
        assertThat(counter.ask("get")).isEqualTo("42");
    }

    @Test
    void anEchoRepeats() throws Exception {
        assertThat(Probe.start(types, "e", "echo", "").ask("hello")).isEqualTo("hello");
        assertThat(Probe.start(types, "e", "echo", "again:").ask("hello")).isEqualTo("again: hello");
    }

    @Test
    void anAccountKeepsABalance() throws Exception {
        Probe account = account(500);

        assertThat(account.ask(new Account.Deposit(100))).isEqualTo("600");
        assertThat(account.ask(new Account.Withdraw(601, Optional.empty()))).isEqualTo("Declined[missing=1]");
        assertThat(account.ask(new Account.Balance())).isEqualTo("600");
    }

    @SuppressWarnings("unchecked") // it is only sent what an account understands
    private static Probe account(long cents) throws Exception {
        var ledger = new Ledger();
        ledger.onStart(Probe.context(Ledger.TYPE.spec("p", new Account.Opening("Anna", cents))));
        return new Probe((HubProcess<Object>) (HubProcess<?>) ledger);
    }

    @Test
    void whatIsNotUnderstoodIsSaidAndCrashesNoProcess() throws Exception {
        assertThat(Probe.start(types, "n", "counter", "").ask("dance")).contains("'add'", "'dance'");
        assertThat(Probe.start(types, "c", "clock", "UTC").ask("dance")).contains("'time'", "'dance'");
    }

    @Test
    void twoSourcesOfOneNameAreRefused() {
        var mine = new ShippedTypes();
        ProcessTypes other =
                () -> List.of(new ProvidedType.Messages<>(ProcessType.of("echo", String.class), Echo::new));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> KnownTypes.of(List.of(mine, other)))
                .withMessageContaining("process type 'echo' is given by");
    }

    @Test
    void addedTypesAreKnown() {
        ProcessTypes added =
                () -> List.of(new ProvidedType.Messages<>(ProcessType.of("mine", String.class), Echo::new));
        var known = KnownTypes.of(List.of(new ShippedTypes(), added));

        known.check(ProcessType.of("mine", Object.class).spec("a"));

        assertThat(known.byName()).containsKeys("clock", "mine");
    }
}
