package io.processhub.testkit.simulation.oracle;

import io.processhub.process.StartResult;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The intents that the hubs have acknowledged. Where it is undecided which of two calls takes precedence, because they
 * overlapped in time or one was never answered, the process is neither wanted nor unwanted, and the checks ignore it.
 * Not thread-safe; confined to the thread of the simulation.
 */
public final class Intents {

    private enum Desired {
        OPEN,
        WANTED,
        UNWANTED
    }

    private static final class Account {
        private Desired desired = Desired.OPEN;
        private int starts;
        private int stops;
        private boolean contested;

        private int underWay() {
            return starts + stops;
        }
    }

    private final Map<ProcessId, Account> accounts = new TreeMap<>();

    /** Creates an instance without intents. */
    public Intents() {}

    /**
     * Records the begin of a call to start a process.
     *
     * @param id the process
     */
    public void startAsked(ProcessId id) {
        Account account = account(id);
        account.starts++;
        account.contested |= account.stops > 0;
    }

    /**
     * Records the begin of a call to stop a process.
     *
     * @param id the process
     */
    public void stopAsked(ProcessId id) {
        Account account = account(id);
        account.contested |= account.underWay() > 0;
        account.stops++;
    }

    private Account account(ProcessId id) {
        return accounts.computeIfAbsent(id, ignored -> new Account());
    }

    /**
     * Records the end of a call to start.
     *
     * @param result the result of the call
     */
    public void answered(StartResult result) {
        Account account = account(result.id());
        account.starts = Math.max(0, account.starts - 1);
        switch (result) {
            case StartResult.Started started -> account.desired = Desired.WANTED;
            case StartResult.AlreadyExists already -> {
                if (account.desired == Desired.UNWANTED) {
                    account.desired =
                            Desired.OPEN; // either there is a new intent to run, or the result is from before the stop
                }
            }
            case StartResult.Refused refused -> {}
            case StartResult.RolledBack rolledBack -> account.desired = Desired.UNWANTED;
            case StartResult.Failed failed -> account.desired = Desired.OPEN;
            case StartResult.TimedOut timedOut -> account.desired = Desired.OPEN;
        }
        boolean wanted = result instanceof StartResult.Started || result instanceof StartResult.AlreadyExists;
        account.contested |= account.underWay() > 0 && !wanted;
        settle(account);
    }

    /**
     * Records the end of a call to stop.
     *
     * @param result the result of the call
     */
    public void answered(StopResult result) {
        Account account = account(result.id());
        account.stops = Math.max(0, account.stops - 1);
        switch (result) {
            case StopResult.Stopped stopped -> account.desired = Desired.UNWANTED;
            case StopResult.TimedOut timedOut -> account.desired = Desired.UNWANTED;
            case StopResult.NotFound notFound -> {}
            case StopResult.Refused refused -> {}
        }
        settle(account);
    }

    private static void settle(Account account) {
        if (account.contested) {
            account.desired = Desired.OPEN;
            account.contested = account.underWay() > 0;
        }
    }

    /**
     * Marks the intent of a process as undecided, because the test or the end of the process makes it uncertain.
     *
     * @param id the process
     */
    public void doubt(ProcessId id) {
        Account account = account(id);
        account.desired = Desired.OPEN;
        account.contested |= account.underWay() > 0;
    }

    /** {@return the processes that must run: their start was acknowledged, and they were not stopped since} */
    public List<ProcessId> wanted() {
        return of(Desired.WANTED);
    }

    /** {@return the processes that must not run: their stop was acknowledged, and they were not started since} */
    public List<ProcessId> unwanted() {
        return of(Desired.UNWANTED);
    }

    private List<ProcessId> of(Desired desired) {
        return accounts.entrySet().stream()
                .filter(entry -> entry.getValue().underWay() == 0 && entry.getValue().desired == desired)
                .map(Map.Entry::getKey)
                .toList();
    }
}
