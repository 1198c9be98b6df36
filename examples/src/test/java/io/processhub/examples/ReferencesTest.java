package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processhub.ProcessHub;
import io.processhub.examples.Quickstart.Account;
import io.processhub.examples.Quickstart.Ledger;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ReferencesTest {
    private final ProcessHub hub =
            ProcessHub.builder("bank").process(Account.TYPE, Ledger::new).start();

    @AfterEach
    void close() {
        hub.close();
    }

    private static References.Conclusion conclusion(CompletableFuture<?> asked) {
        return References.conclude(catchThrowableOfType(CompletionException.class, asked::join));
    }

    @Test
    void asksAreAnsweredAndTellsAreNot() {
        hub.start(Account.TYPE.spec("eur")).join();

        assertThat(References.call(hub).join()).isEqualTo(200);
    }

    @Test
    void aMessageToAProcessThatIsNotWantedIsNotHandled() {
        assertThat(conclusion(hub.ref(Account.TYPE, "usd").ask(new Account.Balance())))
                .isEqualTo(References.Conclusion.NOT_HANDLED);
    }

    @Test
    void aMessageOfAnotherProtocolIsRefusedAndTheStateIsKept() {
        hub.start(Account.TYPE.spec("eur")).join().ref().tell(new Account.Deposit(100));

        assertThat(conclusion(References.callUntyped(hub, "eur", "hello")))
                .isEqualTo(References.Conclusion.CORRECT_THE_CODE);
        assertThat(References.callUntyped(hub, "eur", new Account.Balance()).join())
                .isEqualTo(100L);
    }
}
