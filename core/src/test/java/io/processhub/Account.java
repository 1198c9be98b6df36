package io.processhub;

import io.processhub.message.Ask;
import io.processhub.process.ProcessType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the accounts of these tests understand. */
sealed interface Account {
    /** The type of accounts. */
    ProcessType<Account> TYPE = ProcessType.of("account", Account.class);

    /** One more entry. */
    record Deposit(long cents, String note) implements Account {}

    /** How much there is. */
    record Balance() implements Account, Ask<Account, Long> {}

    /** How much there is, when the test says so. */
    record LaterBalance() implements Account, Ask<Account, Long> {}

    /** All entries. */
    record History() implements Account, Ask<Account, List<Entry>> {}

    /** The first entry with a note. */
    record Find(String note) implements Account, Ask<Account, Optional<Entry>> {}

    /** The sums by note. */
    record Totals() implements Account, Ask<Account, Map<String, Long>> {}

    /** A question that gets no answer that can be sent. */
    record Broken(String how) implements Account, Ask<Account, String> {}

    /** What was deposited. */
    record Entry(long cents, String note) {}
}
