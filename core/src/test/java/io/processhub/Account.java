package io.processhub;

import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.StateHandover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

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

    /** An account with its entries as its state. */
    final class Ledger implements HubProcess<Account>, StateHandover<List<Entry>> {
        private final List<Entry> entries = new ArrayList<>();
        private final CompletableFuture<Long> later;

        Ledger(CompletableFuture<Long> later) {
            this.later = later;
        }

        @Override
        public void onMessage(Message<Account> message) {
            switch (message.body()) {
                case Deposit(long cents, String note) -> entries.add(new Entry(cents, note));
                case Balance question -> message.reply(question, sum());
                case LaterBalance question -> message.replyLater(question, later);
                case History question -> message.reply(question, List.copyOf(entries));
                case Find question ->
                    message.reply(
                            question,
                            entries.stream()
                                    .filter(entry -> entry.note().equals(question.note()))
                                    .findFirst());
                case Totals question -> message.reply(question, totals());
                case Broken question -> message.replyUntyped(broken(question.how()));
            }
        }

        private static Object broken(String how) {
            return switch (how) {
                case "unregistered" -> new Object();
                case "large" -> "x".repeat(2_000_000);
                default -> 7L;
            };
        }

        private long sum() {
            return entries.stream().mapToLong(Entry::cents).sum();
        }

        private Map<String, Long> totals() {
            var totals = new TreeMap<String, Long>();
            entries.forEach(entry -> totals.merge(entry.note(), entry.cents(), Long::sum));
            return totals;
        }

        @Override
        public List<Entry> handOver() {
            return entries;
        }

        @Override
        public void takeOver(List<Entry> state) {
            entries.addAll(state);
        }
    }
}
