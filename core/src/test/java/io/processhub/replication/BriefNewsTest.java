package io.processhub.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.log.Logs.Gap;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import org.junit.jupiter.api.Test;

/** News of a copy that was started for an intent of another node names the intent only. */
final class BriefNewsTest {
    private final Writings caller = Writings.of("c", "a", "b");
    private final Writings host = Writings.of("a", "b", "c");
    private final Writings reader = Writings.of("b", "a", "c");

    private final Intent intent = caller.want("p");

    private void start(Intent started) {
        host.registry.write(started);
        host.registry.write(
                started.id(), new Presence.Running(new Instance(7, Role.ACTIVE, StartReason.FRESH, started.stamp())));
    }

    private Delta since(long from) {
        return host.registry.since(Gap.after(host.self, from), Integer.MAX_VALUE);
    }

    @Test
    void whoKnowsTheIntentReadsTheWholeLog() {
        start(intent);
        reader.read(caller);
        Delta brief = since(0).brief();

        assertThat(brief.entries()).hasSize(1).hasOnlyElementsOfType(Entry.Started.class);
        assertThat(reader.registry.apply(brief)).isEqualTo(DeltaOutcome.APPLIED);
        assertThat(reader.entriesOf(host.self))
                .isEqualTo(host.entriesOf(host.self))
                .hasSize(2);
        assertThat(reader.row("p").carriedBy(host.self)).isEqualTo(intent);
        assertThat(reader.row("p").hosts()).containsExactly(host.self);
        assertThat(reader.registry.known(host.self)).isEqualTo(2);
    }

    @Test
    void whoLacksTheIntentReadsTheRestInFull() {
        Intent first = host.want("first");
        start(intent);

        assertThat(reader.registry.apply(since(0).brief())).isEqualTo(DeltaOutcome.UNKNOWN_INTENT);
        assertThat(reader.registry.known(host.self)).isEqualTo(1);
        assertThat(reader.row("first").intent()).isEqualTo(first);
        assertThat(reader.registry.record(intent.id())).isNull();

        assertThat(reader.registry.apply(since(1))).isEqualTo(DeltaOutcome.APPLIED);
        assertThat(reader.entriesOf(host.self)).isEqualTo(host.entriesOf(host.self));
    }

    @Test
    void anotherIntentForTheSameProcessIsNotTaken() {
        start(intent);
        reader.want("p");

        assertThat(reader.registry.apply(since(0).brief())).isEqualTo(DeltaOutcome.UNKNOWN_INTENT);
    }

    @Test
    void whoHasReadTheIntentReadsTheCopy() {
        start(intent);
        reader.read(caller);
        reader.registry.apply(host.registry.since(new Gap(host.self, 0, 1), Integer.MAX_VALUE));

        assertThat(reader.registry.apply(since(0).brief())).isEqualTo(DeltaOutcome.APPLIED);
        assertThat(reader.entriesOf(host.self)).isEqualTo(host.entriesOf(host.self));
    }

    @Test
    void aCopyThatHasMovedIsWrittenInFull() {
        host.registry.write(intent);
        host.registry.write(
                intent.id(), new Presence.Running(new Instance(7, Role.ACTIVE, StartReason.MIGRATED, intent.stamp())));

        assertThat(since(0).brief()).isEqualTo(since(0));
    }

    @Test
    void ownIntentsAndStopsAndOtherCopiesAreWrittenInFull() {
        host.want("q");
        host.run("q");
        Intent stop = caller.stop("r");
        host.registry.write(stop);
        host.registry.write(intent);
        host.run("p"); // for another intent

        assertThat(since(0).brief()).isEqualTo(since(0));
    }
}
