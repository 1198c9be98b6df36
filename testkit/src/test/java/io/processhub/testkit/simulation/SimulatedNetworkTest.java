package io.processhub.testkit.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.processhub.cluster.ClusterException;
import io.processhub.cluster.Node;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class SimulatedNetworkTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private List<Toy> toys = List.of();

    /** Goal: nothing but the seed decides. Method: compare everything that happened, by its hash. */
    @Seeds(5)
    void theSameSeedGivesTheSameRun(long seed) {
        long first = eventful(seed);

        assertThat(eventful(seed)).isEqualTo(first);
        assertThat(eventful(seed + 1)).isNotEqualTo(first);
    }

    private static long eventful(long seed) {
        SimulatedNetwork network = Toy.network(seed, Faults.ROUGH);
        List<Toy> toys = Toy.boot(network, 6);
        toys.forEach(Toy::chatting);
        run(network, MINUTE);
        network.crash(toys.get(2).machine);
        SimulatedNetwork.Cut cut = network.cut(List.of("n1", "n2"), List.of("n4", "n5"));
        run(network, MINUTE);
        new Toy(network.boot("n3"), "toy").chatting();
        cut.heal();
        network.pause(toys.get(0).machine);
        run(network, MINUTE);
        network.resume(toys.get(0).machine);
        run(network, MINUTE);
        return network.simulation().trace().hash();
    }

    private static void run(SimulatedNetwork network, Duration time) {
        network.simulation().run(time);
    }

    @Test
    void framesAreLostAndDoubledAtTheirRates() {
        SimulatedNetwork network = Toy.network(11, Faults.NONE.loss(0.1).duplication(0.05));
        Toy.boot(network, 4).forEach(Toy::chatting);

        run(network, MINUTE.multipliedBy(10));

        Traffic traffic = network.traffic();
        assertThat(traffic.lost() / (double) traffic.frames()).isCloseTo(0.1, within(0.01));
        assertThat(traffic.duplicated() / (double) (traffic.frames() - traffic.lost()))
                .isCloseTo(0.05, within(0.01));
        assertThat(traffic.delivered()).isGreaterThan(traffic.frames() - traffic.lost());
    }

    @Test
    void framesOvertakeOnlyWhereTheLinkLetsThem() {
        assertThat(heardInOrder(Faults.ROUGH.loss(0).duplication(0).ordered(true)))
                .isTrue();
        assertThat(heardInOrder(Faults.ROUGH.loss(0).duplication(0))).isFalse();
    }

    private static boolean heardInOrder(Faults faults) {
        SimulatedNetwork network = Toy.network(5, faults);
        List<Toy> toys = Toy.boot(network, 2);
        Toy receiver = toys.get(1);
        List<String> sent =
                IntStream.range(0, 200).mapToObj(number -> "m" + number).toList();

        sent.forEach(text -> toys.get(0).tell(receiver.machine.id(), text));
        run(network, MINUTE);

        assertThat(receiver.heard).hasSize(200);
        return receiver.heard.equals(sent.stream().map(text -> "n1#1 " + text).toList());
    }

    @Test
    void aNarrowLinkDelaysAndThenDrops() {
        SimulatedNetwork network = Toy.network(5, Faults.NONE.bytesPerSecond(10_000));
        List<Toy> toys = Toy.boot(network, 2);
        String kilobyte = "x".repeat(994);

        IntStream.range(0, 20)
                .forEach(ignored -> toys.get(0).tell(toys.get(1).machine.id(), kilobyte));
        run(network, Duration.ofMillis(550));

        assertThat(toys.get(1).heard).hasSize(5);
        run(network, MINUTE);
        assertThat(toys.get(1).heard).hasSize(11);
        assertThat(network.traffic().overflowed()).isEqualTo(9);
    }

    @Test
    void theFirstViewHasEveryoneWhoIsThereAndTheOthersLearnLater() {
        SimulatedNetwork network = Toy.network(1, Faults.NONE);

        List<Toy> toys = Toy.boot(network, 3);

        assertThat(toys.get(2).members()).containsExactly("n1#1", "n2#1", "n3#1");
        assertThat(toys.get(0).members()).containsExactly("n1#1");
        run(network, Duration.ofMillis(200));
        assertThat(toys).allSatisfy(toy -> assertThat(toy.members()).hasSize(3));
    }

    @Test
    void aCrashIsNoticedByEachInItsOwnTimeAndARestartIsAnotherNode() {
        SimulatedNetwork network = settled(5);
        int framesBefore = toys.get(4).heard.size();

        network.crash(toys.get(4).machine);
        run(network, Duration.ofMillis(499));
        assertThat(toys.get(0).members()).contains("n5#1");
        var again = new Toy(network.boot("n5"), "toy");
        run(network, Duration.ofSeconds(2));

        assertThat(toys.subList(0, 4))
                .allSatisfy(toy -> assertThat(toy.members()).containsExactly("n1#1", "n2#1", "n3#1", "n4#1", "n5#2"));
        assertThat(again.members()).containsExactly("n1#1", "n2#1", "n3#1", "n4#1", "n5#2");
        assertThat(toys.get(4).heard).hasSize(framesBefore);
    }

    private SimulatedNetwork settled(int count) {
        SimulatedNetwork network = Toy.network(count, Faults.NONE);
        toys = Toy.boot(network, count);
        run(network, Duration.ofSeconds(1));
        return network;
    }

    @Test
    void aNodeThatLeavesIsMissedSooner() {
        SimulatedNetwork network = settled(3);

        toys.get(0).machine.engine().close();
        run(network, Duration.ofMillis(110));

        assertThat(toys.get(1).members()).containsExactly("n2#1", "n3#1");
        assertThat(toys.get(2).members()).containsExactly("n2#1", "n3#1");
    }

    @Test
    void aSplitMakesTwoViewsAndItsEndOne() {
        SimulatedNetwork network = settled(5);
        List<String> some = List.of("n1", "n2");
        List<String> others = List.of("n3", "n4", "n5");

        SimulatedNetwork.Cut there = network.cut(some, others);
        SimulatedNetwork.Cut back = network.cut(others, some);
        run(network, Duration.ofSeconds(3));

        assertThat(toys.get(0).members()).containsExactly("n1#1", "n2#1");
        assertThat(toys.get(4).members()).containsExactly("n3#1", "n4#1", "n5#1");
        toys.get(0).tell(toys.get(4).machine.id(), "lost");
        run(network, Duration.ofSeconds(1));
        assertThat(network.traffic().cut()).isEqualTo(1);

        there.heal();
        back.heal();
        run(network, Duration.ofSeconds(1));
        assertThat(toys).allSatisfy(toy -> assertThat(toy.members()).hasSize(5));
    }

    @Test
    void aOneWayCutIsNoticedOnTheDeafSideOnly() {
        SimulatedNetwork network = settled(2);

        network.cut(List.of("n1"), List.of("n2"));
        run(network, Duration.ofSeconds(3));

        assertThat(toys.get(1).members()).containsExactly("n2#1");
        assertThat(toys.get(0).members()).containsExactly("n1#1", "n2#1");
    }

    @Test
    void aShortCutIsNeverNoticed() {
        SimulatedNetwork network = settled(2);
        int views = toys.get(1).views.size();

        SimulatedNetwork.Cut cut = network.cut(List.of("n1"), List.of("n2"));
        run(network, Duration.ofMillis(400));
        cut.heal();
        run(network, MINUTE);

        assertThat(toys.get(1).views).hasSize(views);
    }

    @Test
    void cutsOverlapAndHealOnlyOnceEach() {
        SimulatedNetwork network = settled(2);
        SimulatedNetwork.Cut one = network.cut(List.of("n1"), List.of("n2"));
        network.cut(List.of("n1"), List.of("n2"));

        one.heal();
        one.heal();

        assertThat(network.link("n1", "n2").open()).isFalse();
    }

    @Test
    void aPausedNodeIsMissedAndHearsLaterWhatWasSentToIt() {
        SimulatedNetwork network = settled(2);
        Toy sleeper = toys.get(1);

        network.pause(sleeper.machine);
        toys.get(0).tell(sleeper.machine.id(), "wake up");
        run(network, Duration.ofSeconds(3));
        assertThat(toys.get(0).members()).containsExactly("n1#1");
        assertThat(sleeper.heard).isEmpty();

        network.resume(sleeper.machine);
        run(network, Duration.ofSeconds(1));
        assertThat(sleeper.heard).containsExactly("n1#1 wake up");
        assertThat(toys.get(0).members()).hasSize(2);
    }

    @Test
    void whatACrashedNodeHasSentArrivesAndWhatIsSentToItDoesNot() {
        SimulatedNetwork network = settled(2);
        Toy sender = toys.get(0);
        Toy receiver = toys.get(1);

        sender.tell(receiver.machine.id(), "last words");
        network.crash(sender.machine);
        sender.tell(receiver.machine.id(), "from beyond");
        receiver.tell(sender.machine.id(), "ping");
        run(network, MINUTE);

        assertThat(receiver.heard).containsExactly("n1#1 last words");
        assertThat(sender.heard).isEmpty();
        assertThat(network.traffic().gone()).isEqualTo(1);
    }

    @Test
    void aNodeHearsItselfAndFramesAreCopied() {
        SimulatedNetwork network = Toy.network(1, Faults.NONE.loss(1));
        var toy = new Toy(network.boot("n1"), "toy");

        toy.tell(toy.machine.id(), "echo");
        run(network, MINUTE);

        assertThat(toy.heard).containsExactly("n1#1 echo");
    }

    @Test
    void aNodeWithoutTheHubAnswersAbsent() {
        SimulatedNetwork network = Toy.network(1, Faults.NONE);
        var asking = new Toy(network.boot("n1"), "toy");
        var other = new Toy(network.boot("n2"), "another");

        asking.tell(other.machine.id(), "ping");
        run(network, MINUTE);

        assertThat(asking.absent).containsExactly(other.machine.id());
        assertThat(other.heard).isEmpty();
    }

    @Test
    void aFrameThatIsTooLongIsRefused() {
        SimulatedNetwork network = Toy.network(1, Faults.NONE);
        var toy = new Toy(network.boot("n1"), "toy");
        String tooLong = "x".repeat(65_536);

        assertThatThrownBy(() -> toy.tell(toy.machine.id(), tooLong)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anEngineJoinsOnce() {
        SimulatedNetwork network = Toy.network(1, Faults.NONE);
        SimulatedMachine machine = network.boot("n1");
        Node.join(machine.engine());

        assertThatThrownBy(() -> Node.join(machine.engine())).isInstanceOf(ClusterException.class);
    }

    @Test
    void aNodeBootsAgainOnlyAfterItHasCrashed() {
        SimulatedNetwork network = Toy.network(1, Faults.NONE);
        network.boot("n1");

        assertThatThrownBy(() -> network.boot("n1")).isInstanceOf(IllegalStateException.class);
    }
}
