package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.examples.Quickstart.Account;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessRef;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Calling processes, and what a failure lets a caller conclude. */
final class References {
    private References() {}

    static CompletableFuture<Long> call(ProcessHub hub) {
        // tag::calls[]
        ProcessRef<Account> account = hub.ref(Account.TYPE, "eur");
        account.tell(new Account.Deposit(100)); // returns at once; arrives at most once
        CompletableFuture<Long> balance = account.ask(new Account.Balance());
        CompletableFuture<Long> sooner = account.ask(new Account.Balance(), Duration.ofSeconds(1));
        // end::calls[]
        return balance.thenCombine(sooner, Long::sum);
    }

    static CompletableFuture<Object> callUntyped(ProcessHub hub, String process, Object message) {
        // tag::untyped[]
        return hub.untyped(process).ask(message, Object.class);
        // end::untyped[]
    }

    // tag::reasons[]
    enum Conclusion {
        NOT_HANDLED,
        PERHAPS_HANDLED,
        HANDLED_IN_PART,
        CORRECT_THE_CODE
    }

    static Conclusion conclude(CompletionException failed) {
        if (!(failed.getCause() instanceof ProcessException problem)) {
            throw failed;
        }
        return switch (problem.reason()) {
            case NOT_FOUND, NOT_RUNNING, PARKED, MAILBOX_FULL -> Conclusion.NOT_HANDLED;
            case ENDED, NODE_LOST, TIMED_OUT -> Conclusion.PERHAPS_HANDLED;
            case FAILED -> Conclusion.HANDLED_IN_PART;
            case NO_MAILBOX, WRONG_TYPE, NOT_SERIALISABLE, TOO_LARGE -> Conclusion.CORRECT_THE_CODE;
        };
    }
    // end::reasons[]
}
