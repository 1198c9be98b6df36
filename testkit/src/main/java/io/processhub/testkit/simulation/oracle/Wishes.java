package io.processhub.testkit.simulation.oracle;

import io.processhub.process.ProcessId;
import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the hubs were asked for and have acknowledged. Where nobody can say which of two calls counts, because they were
 * under way at the same time or one was never answered, the process is neither wanted nor unwanted, and no check looks
 * at it. Confined to the thread of the simulation.
 */
public final class Wishes {

    private enum Wish {
        OPEN,
        WANTED,
        UNWANTED
    }

    private static final class Account {
        private Wish wish = Wish.OPEN;
        private int underWay;
        private boolean contested;
    }

    private final Map<ProcessId, Account> accounts = new TreeMap<>();

    /** Nothing was asked for. */
    public Wishes() {}

    /**
     * A call concerning a process begins.
     *
     * @param id which process
     */
    public void asked(ProcessId id) {
        Account account = accounts.computeIfAbsent(id, ignored -> new Account());
        account.underWay++;
        account.contested |= account.underWay > 1;
    }

    /**
     * A call to start ended.
     *
     * @param result what became of it
     */
    public void answered(StartResult result) {
        Account account = end(result.id());
        switch (result) {
            case StartResult.Started started -> account.wish = Wish.WANTED;
            case StartResult.AlreadyRunning already -> {
                if (account.wish == Wish.UNWANTED) {
                    account.wish = Wish.OPEN; // either it is wanted again, or the answer is from before the stop
                }
            }
            case StartResult.Refused refused -> {}
            case StartResult.RolledBack rolledBack -> account.wish = Wish.UNWANTED;
            case StartResult.Failed failed -> account.wish = Wish.OPEN;
            case StartResult.TimedOut timedOut -> account.wish = Wish.OPEN;
        }
        settle(account);
    }

    /**
     * A call to stop ended.
     *
     * @param result what became of it
     */
    public void answered(StopResult result) {
        Account account = end(result.id());
        switch (result) {
            case StopResult.Stopped stopped -> account.wish = Wish.UNWANTED;
            case StopResult.TimedOut timedOut -> account.wish = Wish.UNWANTED;
            case StopResult.NotFound notFound -> {}
            case StopResult.Refused refused -> {}
        }
        settle(account);
    }

    private Account end(ProcessId id) {
        Account account = accounts.computeIfAbsent(id, ignored -> new Account());
        account.underWay = Math.max(0, account.underWay - 1);
        return account;
    }

    private static void settle(Account account) {
        if (account.contested) {
            account.wish = Wish.OPEN;
            account.contested = account.underWay > 0;
        }
    }

    /**
     * Forgets what is known about a process, because the test makes it uncertain.
     *
     * @param id which process
     */
    public void doubt(ProcessId id) {
        accounts.computeIfAbsent(id, ignored -> new Account()).wish = Wish.OPEN;
    }

    /** {@return the processes that shall run: acknowledged, and not stopped since} */
    public List<ProcessId> wanted() {
        return of(Wish.WANTED);
    }

    /** {@return the processes that shall not run: their stop was acknowledged, and they were not started since} */
    public List<ProcessId> unwanted() {
        return of(Wish.UNWANTED);
    }

    private List<ProcessId> of(Wish wish) {
        return accounts.entrySet().stream()
                .filter(entry -> entry.getValue().underWay == 0 && entry.getValue().wish == wish)
                .map(Map.Entry::getKey)
                .toList();
    }
}
