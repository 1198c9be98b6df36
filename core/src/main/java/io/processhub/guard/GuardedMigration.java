package io.processhub.guard;

import io.processhub.guard.StrategyGuard.Kind;
import io.processhub.strategy.migration.MigrationStrategy;
import java.time.Duration;

/** A migration strategy that does not throw: a process waits where it is. Confined to the hub's thread. */
record GuardedMigration(MigrationStrategy strategy, StrategyGuard guard) implements MigrationStrategy {
    private static final Duration LATER = Duration.ofSeconds(1);

    @Override
    public Step next(Move move) {
        return guard.ask(Kind.MIGRATION, () -> strategy.next(move), () -> new Step.Wait(LATER));
    }

    @Override
    public int stateBytesMax() {
        return guard.ask(Kind.MIGRATION, strategy::stateBytesMax, () -> 0);
    }

    @Override
    public Terms merging() {
        return guard.ask(Kind.MIGRATION, strategy::merging, () -> Terms.STANDARD);
    }

    @Override
    public String toString() {
        return strategy.toString();
    }
}
