package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processhub.message.Ask;
import io.processhub.message.MessageType;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A process with state is sent what it does not understand, from its own node and from another one. */
@SuppressWarnings("NullAway") // null is among what is sent
class MisunderstoodMessagesTest {
    private static final int TIMES = 10;
    private static final ProcessType<String> ECHO = ProcessType.of("text", String.class);
    private static final String NAME = "account";

    /** Registered by two functions. */
    private record Foreign(String text) {}

    /** Registered nowhere. */
    private record Stranger(int number) {}

    /** Says that it is a question to an account, and is not one. */
    private record Odd() implements Ask<Account, Long> {}

    private final Hubs hubs = new Hubs();
    private final List<ProcessHub> pair = hubs.start(2, MisunderstoodMessagesTest::settings);

    private static HubBuilder settings(HubBuilder hub) {
        return hub.process(Account.TYPE, () -> new Account.Ledger(new CompletableFuture<>()))
                .process(ECHO, () -> message -> message.replyUntyped(message.body()))
                .message(MessageType.of(
                        "foreign",
                        Foreign.class,
                        foreign -> foreign.text().getBytes(StandardCharsets.UTF_8),
                        bytes -> new Foreign(new String(bytes, StandardCharsets.UTF_8))));
    }

    @BeforeEach
    void startAnAccount() {
        var start = Eventually.ends(pair.getFirst().start(Account.TYPE.spec(NAME)));
        start.ref().tell(new Account.Deposit(12, "gift"));
        Eventually.holds(() ->
                assertThat(pair).noneMatch(hub -> Hubs.hosts(hub, start.id()).isEmpty()));
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    private static Stream<Arguments> refused() {
        return Stream.of(
                Arguments.of("hello", Reason.WRONG_TYPE),
                Arguments.of(5, Reason.WRONG_TYPE),
                Arguments.of(5L, Reason.WRONG_TYPE),
                Arguments.of(0.5, Reason.WRONG_TYPE),
                Arguments.of(true, Reason.WRONG_TYPE),
                Arguments.of(new byte[3], Reason.WRONG_TYPE),
                Arguments.of(new Foreign("x"), Reason.WRONG_TYPE),
                Arguments.of(new Account.Entry(1, "x"), Reason.NOT_SERIALISABLE),
                Arguments.of(new Stranger(1), Reason.NOT_SERIALISABLE),
                Arguments.of(new Odd(), Reason.NOT_SERIALISABLE),
                Arguments.of(new Account.Deposit(1, "x".repeat(2_000_000)), Reason.TOO_LARGE),
                Arguments.of(new Foreign("x".repeat(2_000_000)), Reason.TOO_LARGE),
                Arguments.of(null, Reason.NOT_SERIALISABLE));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void eachSenderLearnsWhyAndTheStateStays(@Nullable Object message, Reason reason) {
        for (int i = 0; i < TIMES; i++) {
            for (ProcessHub hub : pair) {
                ProcessRef<Object> account = hub.untyped(NAME);

                assertThat(TypedCallsTest.failure(account.ask(message, Object.class))
                                .reason())
                        .isEqualTo(reason);
                assertThat(refusal(() -> account.tell(message))).isEqualTo(reason);
            }
        }

        assertTheStateIsThere();
    }

    private void assertTheStateIsThere() {
        for (ProcessHub hub : pair) {
            assertThat(Eventually.ends(hub.ref(Account.TYPE, NAME).ask(new Account.Balance())))
                    .isEqualTo(12);
        }
        assertThat(pair.getFirst().lookup(ProcessId.of(NAME)).orElseThrow().parked())
                .isEmpty();
    }

    private static Reason refusal(Runnable tell) {
        return catchThrowableOfType(ProcessException.class, tell::run).reason();
    }

    @Test
    void aReferenceOfAnotherTypeIsRefused() {
        for (ProcessHub hub : pair) {
            var text = hub.ref(ECHO, NAME);

            assertThat(TypedCallsTest.failure(text.ask("hello", String.class)))
                    .hasMessageContainingAll("'account'", "'text'")
                    .extracting(ProcessException::reason)
                    .isEqualTo(Reason.WRONG_TYPE);
            assertThat(refusal(() -> text.tell("hello"))).isEqualTo(Reason.WRONG_TYPE);
        }
        assertTheStateIsThere();
    }

    @ParameterizedTest
    @MethodSource("unsendable")
    void anAnswerThatCannotBeSentIsRefusedAlike(String how, Reason reason) {
        for (ProcessHub hub : pair) {
            var asked = hub.ref(Account.TYPE, NAME).ask(new Account.Broken(how));

            assertThat(TypedCallsTest.failure(asked).reason()).isEqualTo(reason);
        }
        assertTheStateIsThere();
    }

    private static Stream<Arguments> unsendable() {
        return Stream.of(
                Arguments.of("unregistered", Reason.NOT_SERIALISABLE),
                Arguments.of("large", Reason.TOO_LARGE),
                Arguments.of("of another class", Reason.WRONG_TYPE));
    }

    @Test
    void aMessageWithoutAComponentIsRefusedAlike() {
        for (ProcessHub hub : pair) {
            var account = hub.ref(Account.TYPE, NAME);

            assertThat(refusal(() -> account.tell(new Account.Deposit(1, null))))
                    .isEqualTo(Reason.NOT_SERIALISABLE);
        }
        assertTheStateIsThere();
    }

    @Test
    void aTellThatOnlyTheOtherNodeCanJudgeIsCounted() {
        var other = hubs.start("c", hub -> hub.message(MessageType.of("Account", Account.class)));
        Eventually.holds(() -> assertThat(Hubs.hosts(other, ProcessId.of(NAME))).isNotEmpty());

        other.untyped(NAME).tell("hello");

        ProcessHub host = pair.stream()
                .filter(hub -> !hub.onNode(hub.self()).isEmpty())
                .findFirst()
                .orElseThrow();
        Eventually.holds(() -> assertThat(host.status().local().dropped()).containsEntry(Reason.WRONG_TYPE, 1L));
        assertTheStateIsThere();
    }
}
