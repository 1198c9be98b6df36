package io.processhub;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.StateHandover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** An account with its entries as its state. */
final class Ledger implements HubProcess<Account>, StateHandover<List<Account.Entry>> {
    private final List<Account.Entry> entries = new ArrayList<>();
    private final CompletableFuture<Long> later;

    Ledger(CompletableFuture<Long> later) {
        this.later = later;
    }

    @Override
    public void onMessage(Message<Account> message) {
        switch (message.body()) {
            case Account.Deposit(long cents, String note) -> entries.add(new Account.Entry(cents, note));
            case Account.Balance question -> message.reply(question, sum());
            case Account.LaterBalance question -> message.replyLater(question, later);
            case Account.History question -> message.reply(question, List.copyOf(entries));
            case Account.Find question ->
                message.reply(
                        question,
                        entries.stream()
                                .filter(entry -> entry.note().equals(question.note()))
                                .findFirst());
            case Account.Totals question -> message.reply(question, totals());
            case Account.Broken question -> message.replyUntyped(broken(question.how()));
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
        return entries.stream().mapToLong(Account.Entry::cents).sum();
    }

    private Map<String, Long> totals() {
        var totals = new TreeMap<String, Long>();
        entries.forEach(entry -> totals.merge(entry.note(), entry.cents(), Long::sum));
        return totals;
    }

    @Override
    public List<Account.Entry> handOver() {
        return entries;
    }

    @Override
    public void takeOver(List<Account.Entry> state) {
        entries.addAll(state);
    }
}
