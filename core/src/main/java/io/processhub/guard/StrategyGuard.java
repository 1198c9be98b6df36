package io.processhub.guard;

import io.processhub.strategy.migration.MigrationStrategy;
import io.processhub.strategy.redundancy.RedundancyStrategy;
import io.processhub.strategy.synchronization.SynchronizationStrategy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Stands between the coordinator and the strategies of users. When one throws, the question is answered with what was
 * decided before, and the exception is kept for the status until the strategy has answered well for a while. When one
 * hangs, {@link #look} interrupts it, which makes it throw; one that does not heed that holds the hub's thread, and the
 * status says so. An error of the virtual machine, such as a lack of memory, is not the strategy's and passes.
 *
 * <p>Confined to the hub's thread but for {@link #look} and {@link #hanging}.
 */
public final class StrategyGuard {
    /** How long a call may take before it is interrupted. */
    public static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Duration REPORT_AGAIN = Duration.ofMinutes(1);

    /** Set in the number of a call by {@link #look} when it interrupts the call. */
    private static final long INTERRUPTED = 1L << 62;

    // confined to the hub's thread
    private final Map<Kind, Failure> failures = new EnumMap<>(Kind.class);
    private final Map<Kind, Long> reported = new EnumMap<>(Kind.class);
    private boolean failedInTrial;
    private int depth;
    private @Nullable Throwable bug;

    /** The number of the present call, odd, or of the next one less one, even. Written by the hub's thread. */
    private final AtomicLong turn = new AtomicLong();

    private volatile @Nullable Thread caller;
    private volatile Kind asked = Kind.PARTITION;
    private volatile boolean hangs;

    // guarded by this
    private long seen;
    private int looks;

    /** All is well so far. */
    public StrategyGuard() {}

    /** The kinds of strategies. */
    public enum Kind {
        /** Where processes run. */
        DISTRIBUTION,
        /** How many copies run, and in which roles. */
        REDUNDANCY,
        /** How processes move. */
        MIGRATION,
        /** How the registry spreads. */
        SYNCHRONIZATION,
        /** Whether this node may run processes. */
        PARTITION
    }

    /**
     * What a strategy threw last.
     *
     * @param kind of the strategy
     * @param error what it threw; when it was interrupted, an exception that says so
     */
    public record Failure(Kind kind, Throwable error) {}

    /**
     * Asks a strategy.
     *
     * @param kind of the strategy
     * @param question must not return null
     * @param otherwise what was decided before, when the strategy throws
     * @param <T> the answer
     * @return the answer of the strategy, or the earlier decision
     */
    public <T> T ask(Kind kind, Supplier<T> question, Supplier<T> otherwise) {
        T answer = null;
        enter(kind);
        try {
            answer = Objects.requireNonNull(question.get(), "the strategy answered with null");
        } catch (VirtualMachineError broken) {
            if (!(broken instanceof StackOverflowError)) {
                throw broken;
            }
            failed(kind, broken);
        } catch (Throwable thrown) { // whatever user code throws
            failed(kind, thrown);
        } finally {
            leave();
        }
        throwBug();
        return answer == null ? otherwise.get() : answer;
    }

    /**
     * Tells a strategy something.
     *
     * @param kind of the strategy
     * @param news given to the strategy; what it does with it is lost when it throws
     */
    public void tell(Kind kind, Runnable news) {
        ask(
                kind,
                () -> {
                    news.run();
                    return true;
                },
                () -> false);
    }

    /**
     * Runs code of the hub that a strategy has called. What that throws is not the fault of the strategy, and passes.
     *
     * @param code of the hub
     */
    void ofTheHub(Runnable code) {
        try {
            code.run();
        } catch (Throwable broken) { // kept: the strategy might swallow it
            bug = bug == null ? broken : bug;
            throw broken;
        }
    }

    private void throwBug() {
        if (bug instanceof Error error) {
            throw error;
        }
        if (bug instanceof RuntimeException exception) {
            throw exception;
        }
    }

    private void failed(Kind kind, Throwable thrown) {
        boolean wasInterrupted = depth == 1 && (turn.get() & INTERRUPTED) != 0;
        Throwable error = wasInterrupted
                ? new IllegalStateException(
                        "the strategy did not answer within " + PATIENCE.toSeconds() + " s and was interrupted", thrown)
                : thrown;
        failures.put(kind, new Failure(kind, error));
        failedInTrial = true;
    }

    private void enter(Kind kind) {
        if (depth++ == 0) {
            asked = kind;
            caller = Thread.currentThread();
            turn.setRelease(turn.getPlain() + 1);
        }
    }

    private void leave() {
        if (--depth == 0) {
            long call = turn.getPlain() & ~INTERRUPTED;
            if (!turn.compareAndSet(call, call + 1)) {
                forgetInterrupt(call);
            }
        }
    }

    /** Waits for the interrupt to arrive, so that it does not hit what the thread does next. */
    private synchronized void forgetInterrupt(long call) {
        Thread.interrupted();
        hangs = false;
        turn.set(call + 1);
    }

    // ---- strategies that do not throw

    /**
     * Guards a redundancy strategy.
     *
     * @param strategy of a user
     * @return one that does not throw; confined to the hub's thread
     */
    public RedundancyStrategy guard(RedundancyStrategy strategy) {
        return new GuardedRedundancy(strategy, this);
    }

    /**
     * Guards a migration strategy.
     *
     * @param strategy of a user
     * @return one that does not throw; confined to the hub's thread
     */
    public MigrationStrategy guard(MigrationStrategy strategy) {
        return new GuardedMigration(strategy, this);
    }

    /**
     * Guards a synchronization strategy.
     *
     * @param strategy of a user
     * @return one whose synchronizer does not throw; confined to the hub's thread
     */
    public SynchronizationStrategy guard(SynchronizationStrategy strategy) {
        return new GuardedSynchronization(strategy, this);
    }

    // ---- what the coordinator makes of failures

    /** {@return what a strategy threw that has not proved itself since; null when all is well} */
    public @Nullable Failure failure() {
        return failures.isEmpty() ? null : failures.values().iterator().next();
    }

    /**
     * The failures to report now: each kind at most once a minute.
     *
     * @param nanos a monotonic clock
     * @return usually empty
     */
    public List<Failure> takeReports(long nanos) {
        if (failures.isEmpty()) {
            return List.of();
        }
        var due = new ArrayList<Failure>();
        for (Failure failure : failures.values()) {
            Long last = reported.get(failure.kind());
            if (last == null || nanos - last >= REPORT_AGAIN.toNanos()) {
                reported.put(failure.kind(), nanos);
                due.add(failure);
            }
        }
        return due;
    }

    /**
     * Ends a trial and begins the next one: when no strategy has failed since the last call, all is well.
     *
     * @return whether everything is to be decided anew, because something failed
     */
    public boolean tryAgain() {
        boolean again = failedInTrial || !failures.isEmpty();
        if (!failedInTrial) {
            failures.clear();
        }
        failedInTrial = false;
        return again;
    }

    // ---- what others see of a call that hangs

    /** {@return the kind of the strategy that does not heed its interruption; null when none hangs; any thread} */
    public @Nullable Kind hanging() {
        return hangs ? asked : null;
    }

    /**
     * Looks at the hub's thread; called once a second, from another thread.
     *
     * @return the kind of the strategy that hangs and was interrupted by this look; null when none does
     */
    public synchronized @Nullable Kind look() {
        long now = turn.get();
        long call = now & ~INTERRUPTED;
        if (call % 2 == 0 || call != seen) {
            seen = call;
            looks = 0;
            return null;
        }
        looks++;
        Thread hung = caller;
        if (looks < PATIENCE.toSeconds() || hung == null || !turn.compareAndSet(now, call | INTERRUPTED)) {
            return null;
        }
        hangs = true;
        hung.interrupt();
        return asked;
    }
}
