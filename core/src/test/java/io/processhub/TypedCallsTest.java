package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.strategy.migration.HotSwap;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TypedCallsTest {
    private static final ProcessType<Account> SAVINGS = ProcessType.of("savings", Account.class);
    private static final ProcessType<String> CLOCK = ProcessType.of("clock", String.class, Instant.class);

    private final Hubs hubs = new Hubs();
    private final CompletableFuture<Long> later = new CompletableFuture<>();
    private final List<ProcessHub> pair = hubs.start(2, this::settings);

    private HubBuilder settings(HubBuilder hub) {
        return hub.process(Account.TYPE, () -> new Account.Ledger(later))
                .process(SAVINGS, () -> new Account.Ledger(later))
                .process(CLOCK, () -> message -> message.replyUntyped(Instant.parse(message.body())))
                .migration(HotSwap.withState());
    }

    private String name() {
        return Hubs.nameOn(pair.getFirst(), pair);
    }

    @BeforeEach
    void startAnAccount() {
        var start = Eventually.ends(pair.getFirst().start(Account.TYPE.spec(name())));
        assertThat(start.runs()).isTrue();
        start.ref().tell(new Account.Deposit(5, "gift"));
        start.ref().tell(new Account.Deposit(7, "wage"));
        Eventually.holds(
                () -> assertThat(Hubs.hosts(pair.getLast(), start.id())).isNotEmpty());
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    private List<ProcessRef<Account>> refs() {
        return pair.stream().map(hub -> hub.ref(Account.TYPE, name())).toList();
    }

    @Test
    void aQuestionSaysWhatItsAnswerIs() {
        for (ProcessRef<Account> account : refs()) {
            long balance = Eventually.ends(account.ask(new Account.Balance()));

            assertThat(balance).isEqualTo(12);
        }
    }

    @Test
    void anAnswerMayBeAContainer() {
        for (ProcessRef<Account> account : refs()) {
            List<Account.Entry> history = Eventually.ends(account.ask(new Account.History()));
            Optional<Account.Entry> found = Eventually.ends(account.ask(new Account.Find("wage")));
            Map<String, Long> totals = Eventually.ends(account.ask(new Account.Totals()));

            assertThat(history).containsExactly(new Account.Entry(5, "gift"), new Account.Entry(7, "wage"));
            assertThat(found).contains(new Account.Entry(7, "wage"));
            assertThat(totals).isEqualTo(Map.of("gift", 5L, "wage", 7L));
            assertThat(Eventually.ends(account.ask(new Account.Find("rent")))).isEmpty();
        }
    }

    @Test
    void anAnswerMayComeLaterWhileOtherMessagesAreHandled() {
        List<CompletableFuture<Long>> asked = refs().stream()
                .map(account -> account.ask(new Account.LaterBalance()))
                .toList();
        refs().forEach(account -> Eventually.ends(account.ask(new Account.Balance())));

        later.complete(99L);

        assertThat(asked)
                .allSatisfy(answer -> assertThat(Eventually.ends(answer)).isEqualTo(99));
    }

    @Test
    void anAnswerThatFailsLaterSaysWhy() {
        List<CompletableFuture<Long>> asked = refs().stream()
                .map(account -> account.ask(new Account.LaterBalance()))
                .toList();

        later.completeExceptionally(new IllegalStateException("no vault"));

        assertThat(asked)
                .allSatisfy(answer -> assertThat(failure(answer))
                        .hasMessageContaining("no vault")
                        .extracting(ProcessException::reason)
                        .isEqualTo(Reason.FAILED));
    }

    @Test
    void aStandardTypeIsAProtocol() {
        var spec = CLOCK.spec("clock");
        Eventually.ends(pair.getFirst().start(spec));
        Eventually.holds(() -> assertThat(Hubs.hosts(pair.getLast(), spec.id())).isNotEmpty());

        for (ProcessHub hub : pair) {
            Instant now = Eventually.ends(hub.ref(CLOCK, "clock").ask("2026-01-01T00:00:00Z", Instant.class));

            assertThat(now).isEqualTo("2026-01-01T00:00:00Z");
        }
    }

    @Test
    void severalTypesMayHaveOneProtocol() {
        var savings =
                Eventually.ends(pair.getFirst().start(SAVINGS.spec("savings"))).ref();
        savings.tell(new Account.Deposit(1, "first"));

        assertThat(Eventually.ends(savings.ask(new Account.Balance()))).isEqualTo(1);
        assertThat(Eventually.ends(refs().getLast().ask(new Account.Balance()))).isEqualTo(12);
    }

    @Test
    void aReportRefersToItsProcesses() {
        var spec = Account.TYPE.spec("another");

        var report = Eventually.ends(pair.getFirst().startAll(List.of(spec), StartOptions.STANDARD));

        assertThat(Eventually.ends(report.ref(spec).ask(new Account.Balance()))).isZero();
    }

    @Test
    void stateThatWasNotRegisteredMovesWithItsProcess() {
        Eventually.ends(pair.getFirst().closeAsync(Duration.ofSeconds(20)));

        assertThat(Eventually.ends(refs().getLast().ask(new Account.History()))).hasSize(2);
    }

    @Test
    void anAnswerOfAnotherClassIsRefusedWhereItIsAsked() {
        for (ProcessHub hub : pair) {
            var asked = hub.untyped(name()).ask(new Account.Balance(), String.class);

            assertThat(failure(asked))
                    .hasMessageContaining("java.lang.Long")
                    .hasMessageContaining("java.lang.String")
                    .extracting(ProcessException::reason)
                    .isEqualTo(Reason.WRONG_TYPE);
        }
    }

    static ProcessException failure(CompletableFuture<?> asked) {
        var failed = catchThrowableOfType(CompletionException.class, () -> Eventually.ends(asked));
        return (ProcessException) Objects.requireNonNull(failed.getCause());
    }
}
