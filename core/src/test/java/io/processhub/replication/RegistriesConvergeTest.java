package io.processhub.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.log.Logs.Gap;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.spec.ProcessId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: however stretches of logs are lost, doubled, overtaken and cut, replicas that have read everything are equal.
 * Method: three replicas write at random and throw their stretches into a bag, from which they are taken in any order;
 * removals are forgotten now and then. In the end every replica reads what is missing.
 */
final class RegistriesConvergeTest {
    /** About as much as an entry takes. */
    private static final int ENTRY_BYTES = 200;

    private static final int STEPS = 600;
    private static final int PROCESSES = 8;

    /** A stretch on its way. */
    private record Parcel(Writings to, Delta delta) {}

    private static final class World {
        private final Random random;
        private final List<Writings> all =
                List.of(Writings.of("a", "b", "c"), Writings.of("b", "a", "c"), Writings.of("c", "a", "b"));
        private final List<Parcel> bag = new ArrayList<>();

        private World(long seed) {
            random = new Random(seed);
        }

        private Writings anyone() {
            return all.get(random.nextInt(3));
        }

        private List<Writings> othersThan(Writings one) {
            return all.stream().filter(other -> other != one).toList();
        }

        /** As hosts do: they carry the intent for what they host, and only what is there ends. */
        private void write(Writings writer) {
            String id = "p" + random.nextInt(PROCESSES);
            switch (random.nextInt(6)) {
                case 0, 1 -> writer.want(id);
                case 2 -> writer.stop(id);
                case 3 -> {
                    carry(writer, id);
                    writer.run(id);
                }
                case 4 -> end(writer, id);
                default -> {
                    carry(writer, id);
                    writer.park(id);
                }
            }
        }

        private static void carry(Writings writer, String id) {
            ProcessRecord record = writer.registry.record(new ProcessId(id));
            if (record == null || record.carriedBy(writer.self) == null) {
                writer.want(id);
            }
        }

        private void end(Writings writer, String id) {
            ProcessRecord record = writer.registry.record(new ProcessId(id));
            if (record != null && (record.instanceOn(writer.self) != null || record.parkedOn(writer.self))) {
                writer.end(id, random.nextBoolean() ? EndCause.CRASHED : EndCause.STOPPED);
            }
        }

        /** From what the reader knows, or from further back, or from too far ahead. */
        private void send(Writings writer, Writings reader) {
            long known = reader.registry.known(writer.self);
            long from = Math.max(0, known - 5 + random.nextInt(8));
            Delta delta = writer.registry.since(
                    new Gap(writer.self, from, from + random.nextInt(40)), (1 + random.nextInt(20)) * ENTRY_BYTES);
            pieces(delta).forEach(piece -> bag.add(new Parcel(reader, piece)));
        }

        private List<Delta> pieces(Delta delta) {
            if (delta.entries().size() < 2 || random.nextBoolean()) {
                return List.of(delta);
            }
            return delta.halves().stream()
                    .flatMap(half -> pieces(half).stream())
                    .toList();
        }

        private void deliver() {
            if (!bag.isEmpty()) {
                Parcel parcel = bag.get(random.nextInt(bag.size()));
                parcel.to().registry.apply(parcel.delta());
                parcel.to().withdraw();
                if (random.nextInt(5) > 0) {
                    bag.remove(parcel);
                }
            }
        }

        private void lose() {
            if (!bag.isEmpty()) {
                bag.remove(random.nextInt(bag.size()));
            }
        }

        /** Nothing older is under way when removals are forgotten. */
        private void forget(Writings writer, long upTo) {
            bag.clear();
            writer.registry.dropTombstones(upTo);
        }

        private long readByAll(Writings writer) {
            return othersThan(writer).stream()
                    .mapToLong(reader -> reader.registry.known(writer.self))
                    .min()
                    .orElseThrow();
        }

        private void step(boolean strangersCount) {
            Writings one = anyone();
            switch (random.nextInt(12)) {
                case 0, 1, 2 -> write(one);
                case 3, 4, 5 -> othersThan(one).forEach(reader -> send(one, reader));
                case 6, 7, 8, 9 -> deliver();
                case 10 -> lose();
                default -> {
                    if (random.nextInt(4) == 0) {
                        long known = one.registry.known(one.self);
                        forget(one, strangersCount ? readByAll(one) : random.nextLong(known + 1));
                    }
                }
            }
        }

        private void readEverything() {
            bag.clear();
            all.forEach(writer -> writer.want("last"));
            for (int round = 0; round < 1_000 && all.stream().anyMatch(this::lags); round++) {
                for (Writings reader : all) {
                    othersThan(reader)
                            .forEach(writer -> reader.registry.apply(writer.registry.since(
                                    Gap.after(writer.self, reader.registry.known(writer.self)), 3 * ENTRY_BYTES)));
                    reader.withdraw();
                }
            }
        }

        private boolean lags(Writings reader) {
            return othersThan(reader).stream()
                    .anyMatch(writer -> reader.registry.known(writer.self) < writer.registry.known(writer.self));
        }

        private static List<String> lines(Writings reader, Writings writer) {
            return reader.entriesOf(writer.self).stream()
                    .map(entry -> switch (entry) {
                        case Entry.IntentSet(long version, Intent intent) ->
                            version + " " + intent.id() + (intent.runs() ? " wanted" : " unwanted");
                        case Entry.PresenceSet(long version, ProcessId id, Presence presence) ->
                            version + " " + id + " " + presence.getClass().getSimpleName();
                        case Entry.Started started -> throw new AssertionError("in a log: " + started);
                    })
                    .toList();
        }

        private void assertLogsAreEqual() {
            for (Writings writer : all) {
                for (Writings reader : othersThan(writer)) {
                    assertThat(lines(reader, writer))
                            .as("what %s knows of %s", reader.self, writer.self)
                            .isEqualTo(lines(writer, writer));
                }
            }
        }

        private void assertViewsAreEqual() {
            Writings first = all.getFirst();
            assertThat(all).allSatisfy(one -> {
                assertThat(one.directory.all()).isEqualTo(first.directory.all());
                assertThat(Published.by(one.registry).digest())
                        .isEqualTo(Published.by(first.registry).digest());
                assertThat(Published.by(one.registry).wanted())
                        .isEqualTo(first.directory.all().size());
            });
        }

        private void assertWatchersHeardWhatIs() {
            assertThat(all).allSatisfy(one -> {
                var expected = new TreeMap<String, Long>();
                for (Writings host : all) {
                    one.entriesOf(host.self).stream()
                            .filter(entry -> entry instanceof Entry.PresenceSet present
                                    && present.presence() instanceof Presence.Running)
                            .forEach(entry -> expected.put(
                                    entry.id() + " on " + host.self,
                                    Objects.requireNonNull(
                                                    one.row(entry.id().value()).instanceOn(host.self))
                                            .epoch()));
                }
                assertThat(one.running()).isEqualTo(expected);
            });
        }
    }

    static Stream<Long> seeds() {
        return LongStream.range(0, 150).boxed();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void removalsAreForgottenWhenAllHaveReadThem(long seed) {
        var world = new World(seed);
        for (int i = 0; i < STEPS; i++) {
            world.step(true);
        }

        world.readEverything();

        world.assertLogsAreEqual();
        world.assertViewsAreEqual();
        world.assertWatchersHeardWhatIs();
    }

    /**
     * A replica that comes back after removals were forgotten without it may want what no other replica wants, but
     * reads the logs right.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void whoWasForgottenReadsTheLogsFromTheBeginning(long seed) {
        var world = new World(seed);
        for (int i = 0; i < STEPS; i++) {
            world.step(false);
        }

        world.readEverything();

        world.assertLogsAreEqual();
        world.assertWatchersHeardWhatIs();
    }

    /** Two who were not there read the logs later, each in an order of its own, in pieces that overlap. */
    @ParameterizedTest
    @MethodSource("seeds")
    void theOrderInWhichLogsAreReadMakesNoDifference(long seed) {
        var world = new World(seed);
        for (int i = 0; i < STEPS; i++) {
            world.step(true);
        }
        world.readEverything();
        Writings inOrder = Writings.of("d", "a", "b", "c");
        Writings shuffled = Writings.of("e", "a", "b", "c");

        world.all.forEach(inOrder::read);
        readInPieces(world, shuffled);

        assertThat(Published.by(shuffled.registry).digest())
                .isEqualTo(Published.by(inOrder.registry).digest());
        assertThat(shuffled.directory.all())
                .isEqualTo(inOrder.directory.all())
                .isEqualTo(world.all.getFirst().directory.all());
        world.all.forEach(writer -> assertThat(World.lines(shuffled, writer)).isEqualTo(World.lines(inOrder, writer)));
    }

    private static void readInPieces(World world, Writings reader) {
        List<Delta> pieces = new ArrayList<>();
        for (Writings writer : world.all) {
            long known = writer.registry.known(writer.self);
            for (long from = 0; from < known; from += 1 + world.random.nextInt(9)) {
                long back = Math.max(0, from - world.random.nextInt(5));
                pieces.add(writer.registry.since(new Gap(writer.self, back, from + 10), Integer.MAX_VALUE));
            }
        }
        while (world.lags(reader)) {
            Collections.shuffle(pieces, world.random);
            pieces.forEach(piece -> reader.registry.apply(piece));
        }
    }
}
