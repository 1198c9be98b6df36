package io.processhub.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Logs.Gap;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.spec.ProcessId;
import java.util.List;
import java.util.Objects;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class ReplicatedRegistryTest {
    /** About as much as an entry takes. */
    private static final int ENTRY_BYTES = 200;

    private final Writings a = Writings.of("a", "b");
    private final Writings b = Writings.of("b", "a");

    private Delta since(long from) {
        return a.registry.since(Gap.after(a.self, from), Integer.MAX_VALUE);
    }

    @Test
    void whatOneWritesTheOtherReads() {
        var intent = a.want("p");
        a.run("p");

        assertThat(b.read(a)).isEqualTo(DeltaOutcome.APPLIED);

        assertThat(b.row("p").intent()).isEqualTo(intent);
        assertThat(b.row("p").hosts()).containsExactly(a.self);
        assertThat(b.registry.known(a.self)).isEqualTo(2);
        assertThat(Published.by(b.registry).digest())
                .isEqualTo(Published.by(a.registry).digest())
                .isNotZero();
        assertThat(b.heard).containsExactly("began p on a");
    }

    /** What was sought before all records were looked at is sought further. */
    @Test
    void allRecordsAreLookedAtInSlices() {
        List<ProcessId> ids = IntStream.range(0, 50_000)
                .mapToObj(number -> new ProcessId("p" + number))
                .toList();
        ids.forEach(id -> a.registry.write(new Intent(id, new Intent.Stamp(1, a.self), null)));
        assertThat(changed()).hasSize(50_000);

        a.registry.enqueue(record -> record.id().value().endsWith("0"));
        assertThat(a.registry.lookOn()).isFalse();
        a.registry.enqueue(record -> record.id().value().equals("p1"));
        assertThat(a.registry.lookOn()).isFalse();
        assertThat(a.registry.lookOn()).isFalse();
        assertThat(a.registry.lookOn()).isTrue();

        assertThat(changed()).hasSize(5_001).contains("p1");
        assertThat(a.registry.lookOn()).isTrue();
    }

    private List<String> changed() {
        return Stream.generate(a.registry::pollChanged)
                .takeWhile(Objects::nonNull)
                .map(record -> record.id().value())
                .toList();
    }

    @Test
    void whatWasReadIsStale() {
        a.want("p");
        Delta delta = since(0);
        b.registry.apply(delta);

        assertThat(b.registry.apply(delta)).isEqualTo(DeltaOutcome.STALE);
        assertThat(b.registry.apply(new Delta(a.self, 0, 0, 0, List.of()))).isEqualTo(DeltaOutcome.STALE);
    }

    @Test
    void aGapIsNotApplied() {
        a.want("p");
        a.want("q");

        assertThat(b.registry.apply(since(1))).isEqualTo(DeltaOutcome.GAP);

        assertThat(b.registry.known(a.self)).isZero();
        assertThat(b.registry.record(new ProcessId("q"))).isNull();
    }

    @Test
    void onlyMembersAreBelieved() {
        var c = Writings.of("c", "b");
        c.want("p");
        assertThat(b.registry.apply(c.registry.since(Gap.after(c.self, 0), Integer.MAX_VALUE)))
                .isEqualTo(DeltaOutcome.FOREIGN);

        a.want("p");
        b.registry.depart(a.self);
        assertThat(b.registry.apply(since(0))).isEqualTo(DeltaOutcome.FOREIGN);
        assertThat(b.registry.apply(b.registry.since(Gap.after(b.self, 0), Integer.MAX_VALUE)))
                .isEqualTo(DeltaOutcome.FOREIGN);
        assertThat(b.registry.records()).isEmpty();
    }

    @Test
    void theGreaterIntentCountsInWhateverOrderItIsHeard() {
        a.want("p");
        var stop = b.stop("p");

        a.read(b);
        b.read(a);

        assertThat(a.row("p").intent()).isEqualTo(stop).isEqualTo(b.row("p").intent());
        assertThat(Published.by(a.registry).wanted()).isZero();
        assertThat(a.row("p").registration()).isNull();
    }

    @Test
    void anEarlierAddDoesNotBringBackWhatWasRemoved() {
        a.want("p");
        a.run("p");
        Delta add = since(0);
        a.stop("p");
        a.end("p", EndCause.STOPPED);
        b.read(a);

        assertThat(b.registry.apply(add)).isEqualTo(DeltaOutcome.STALE);

        assertThat(Published.by(b.registry).wanted()).isZero();
        assertThat(b.row("p").hosts()).isEmpty();
    }

    @Test
    void forgottenRemovalsLeaveNothingBehind() {
        a.want("p");
        a.run("p");
        b.read(a);
        a.stop("p");
        a.end("p", EndCause.STOPPED);
        b.read(a);
        a.registry.dropTombstones(4);
        a.want("q");

        b.read(a);
        a.settle();
        b.settle();

        assertThat(a.entriesOf(a.self)).hasSize(1).isEqualTo(b.entriesOf(a.self));
        assertThat(a.registry.record(new ProcessId("p"))).isNull();
        assertThat(b.registry.record(new ProcessId("p"))).isNull();
        assertThat(a.registry.floor()).isEqualTo(4);
    }

    @Test
    void whoIsBehindTheFloorReadsFromTheBeginning() {
        a.want("p");
        a.run("p");
        b.read(a);
        a.stop("p");
        a.end("p", EndCause.STOPPED);
        a.want("q");
        a.registry.dropTombstones(5);

        assertThat(b.read(a)).isEqualTo(DeltaOutcome.GAP);
        assertThat(b.registry.known(a.self)).isZero();
        b.read(a);

        assertThat(b.entriesOf(a.self)).isEqualTo(a.entriesOf(a.self)).hasSize(1);
        assertThat(Published.by(b.registry).wanted()).isEqualTo(1);
        assertThat(b.heard).containsExactly("began p on a", "ended p on a STOPPED");
    }

    @Test
    void aNewMemberReadsALongLogInStretchesThoughItBeginsBehindTheFloor() {
        for (int i = 0; i < 100; i++) {
            a.want("p" + i);
            a.run("p" + i);
        }
        a.registry.dropTombstones(a.registry.known(a.self));
        var late = Writings.of("late", "a");
        int stretches = 0;
        while (late.registry.known(a.self) < a.registry.known(a.self)) {
            Delta next = a.registry.since(Gap.after(a.self, late.registry.known(a.self)), 7 * ENTRY_BYTES);
            assertThat(late.registry.apply(next)).isEqualTo(DeltaOutcome.APPLIED);
            assertThat(next.entries().stream().mapToInt(Entry::bytesMax).sum()).isLessThanOrEqualTo(7 * ENTRY_BYTES);
            stretches++;
        }

        assertThat(stretches).isGreaterThan(200 / 10);
        assertThat(Published.by(late.registry).digest())
                .isEqualTo(Published.by(a.registry).digest());
    }

    /** Wherever the log makes room, the entry that is written next is not at the place of the one before it. */
    @Test
    void aLogHoldsEachEntryOnceThoughItsPlacesAreUsedAgain() {
        Intent latest = a.want("kept");
        for (int i = 0; i < 100; i++) {
            latest = a.want("renewed");
            a.run("renewed");

            assertThat(a.entriesOf(a.self)).hasSize(3);
        }

        assertThat(a.entriesOf(a.self)).element(1).isEqualTo(new Entry.IntentSet(200, latest));
        assertThat(a.row("kept").carriedBy(a.self)).isNotNull();
    }

    @Test
    void theCopiesOfANodeThatLeavesAreGoneButItsIntentsStay() {
        var intent = a.want("p");
        a.run("p");
        b.read(a);

        b.registry.depart(a.self);

        assertThat(b.row("p").intent()).isEqualTo(intent);
        assertThat(b.row("p").hosts()).isEmpty();
        assertThat(b.row("p").carried()).isFalse();
        assertThat(b.row("p").wasLost()).isTrue();
        assertThat(b.heard).containsExactly("began p on a", "ended p on a NODE_LOST");

        b.registry.arrive(a.self, 0);
        assertThat(b.row("p").hosts()).containsExactly(a.self);
        assertThat(b.heard).hasSize(3).last().isEqualTo("began p on a");
    }

    @Test
    void anIntentIsCarriedOnceAMemberHasWrittenIt() {
        var intent = a.want("p");
        b.read(a);
        b.registry.depart(a.self);

        b.registry.write(intent);

        assertThat(b.row("p").carried()).isTrue();
        b.registry.purge(a.self);
        assertThat(b.row("p").intent()).isEqualTo(intent);
        assertThat(b.row("p").carriedBy(a.self)).isNull();
    }

    @Test
    void aPurgedLogTakesItsRowsWithIt() {
        a.want("p");
        b.read(a);
        b.registry.depart(a.self);

        b.registry.purge(a.self);
        b.settle();

        assertThat(b.registry.records()).isEmpty();
        assertThat(Published.by(b.registry).wanted()).isZero();
        assertThat(Published.by(b.registry).digest()).isZero();
        assertThat(b.registry.known(a.self)).isZero();
    }

    @Test
    void aLaterLifeSupersedesAnEarlierOne() {
        a.want("p");
        a.run("p");
        a.want("only-once");
        b.read(a);
        long base = 1L << 40;
        var second = new Writings("a", base);
        second.want("q");

        b.registry.depart(a.self);
        b.registry.arrive(second.self, base);
        assertThat(b.registry.apply(since(0))).isEqualTo(DeltaOutcome.STALE);
        b.read(second);
        b.settle();

        assertThat(b.entriesOf(a.self)).isEqualTo(second.entriesOf(second.self)).hasSize(1);
        assertThat(b.registry.record(new ProcessId("p"))).isNull();
        assertThat(b.registry.known(a.self)).isEqualTo(base + 1);
    }

    @Test
    void aMovedCopyTakesItsIntentAlong() {
        a.want("p");
        a.run("p");
        a.end("p", EndCause.MOVED);

        assertThat(a.row("p").carriedBy(a.self)).isNull();
        assertThat(a.entriesOf(a.self)).singleElement().isInstanceOf(Entry.PresenceSet.class);
    }

    @Test
    void callersSeeAllChangesOfAProcessAtOnce() {
        var p = new ProcessId("p");
        a.want("p");
        a.run("p");
        assertThat(a.directory.find(p)).isNull();
        assertThat(a.row("p").intent()).isNotNull();

        assertThat(a.registry.pollChanged()).isSameAs(a.row("p"));

        assertThat(Objects.requireNonNull(a.directory.find(p)).runsOn(a.self)).isTrue();
    }

    @Test
    void aProcessThatIsForgottenAndWantedAgainIsPolledOnce() {
        a.want("p");
        b.read(a);
        b.settle();
        b.registry.depart(a.self);
        b.registry.purge(a.self);
        b.registry.publish();
        b.want("p");

        assertThat(b.registry.pollChanged()).isSameAs(b.row("p"));
        assertThat(b.registry.pollChanged()).isNull();
        assertThat(Published.by(b.registry).wanted()).isEqualTo(1);
    }

    @Test
    void whatHasChangedIsPolledOnce() {
        a.want("p");
        a.run("p");
        a.want("q");

        assertThat(a.registry.pollChanged()).isSameAs(a.row("p"));
        assertThat(a.registry.pollChanged()).isSameAs(a.row("q"));
        assertThat(a.registry.pollChanged()).isNull();

        a.registry.enqueue(new ProcessId("q"));
        a.registry.enqueue(new ProcessId("q"));
        a.registry.enqueue(new ProcessId("unknown"));
        assertThat(a.registry.pollChanged()).isSameAs(a.row("q"));
        assertThat(a.registry.pollChanged()).isNull();
        a.registry.enqueueAll();
        assertThat(a.registry.pollChanged()).isNotNull();
        assertThat(a.registry.pollChanged()).isNotNull();
        assertThat(a.registry.pollChanged()).isNull();
    }

    @Test
    void aParkedProcessIsToldApartFromOneThatRuns() {
        a.want("p");
        a.park("p");
        b.read(a);

        assertThat(b.row("p").parkedOn(a.self)).isTrue();
        assertThat(b.row("p").parkedOn(b.self)).isFalse();
        assertThat(b.row("p").instanceOn(a.self)).isNull();
        b.registry.depart(a.self);
        assertThat(b.row("p").parkedOn(a.self)).isFalse();
    }

    @Test
    void parkingEndsWithTheIntentItWasFor() {
        a.want("p");
        a.park("p");

        a.want("p");

        assertThat(a.row("p").parkedOn(a.self)).isFalse();
        assertThat(a.row("p").parking(a.self)).isNotNull();
    }

    @Test
    void peersAreTheMembersInOrder() {
        var c = new NodeId("c", 1);
        b.registry.arrive(c, 0);

        assertThat(b.registry.peers()).containsExactly(a.self, c);
        b.registry.depart(a.self);
        assertThat(b.registry.peers()).containsExactly(c);
    }
}
