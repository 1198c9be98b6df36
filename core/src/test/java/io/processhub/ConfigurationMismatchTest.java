package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.processhub.cluster.Node;
import io.processhub.logging.CapturedErrors;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.strategy.migration.ColdSwap;
import io.processhub.strategy.synchronization.PubSub;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ConfigurationMismatchTest {
    private static final PubSub OTHER = new PubSub(Duration.ofSeconds(7));

    @RegisterExtension
    private final CapturedErrors errors = new CapturedErrors();

    private final Hubs hubs = new Hubs();
    private final ProcessHub first = hubs.start("a");

    /** Whichever of two hubs notices the difference first says so; only the one that is refused does it by failing. */
    @AfterEach
    void close() {
        hubs.close();
        assertThat(errors.take()).allMatch(error -> error.contains("another configuration"));
    }

    private static ConfigurationMismatchException refused(HubBuilder builder) {
        return assertThrows(ConfigurationMismatchException.class, builder::start);
    }

    @Test
    void theErrorNamesTheOptionAndBothValues() {
        var error = refused(Hubs.builder(hubs.node("b")).synchronization(OTHER));

        assertThat(error.node()).isEqualTo(first.self());
        assertThat(error.differences()).singleElement().satisfies(difference -> {
            assertThat(difference.option()).isEqualTo("synchronization");
            assertThat(difference.here()).isEqualTo(OTHER.toString()).contains("PT7S");
            assertThat(difference.there()).isEqualTo(new PubSub().toString()).contains("PT15S");
        });
        assertThat(error).hasMessageContaining("synchronization").hasMessageContaining(OTHER.toString());
    }

    @Test
    void everyDifferenceIsNamed() {
        var error = refused(
                Hubs.builder(hubs.node("b")).synchronization(OTHER).migration(new ColdSwap(Duration.ofSeconds(1))));

        assertThat(error.differences())
                .extracting(ConfigurationMismatchException.Difference::option)
                .containsExactlyInAnyOrder("synchronization", "migration");
    }

    @Test
    void anAsynchronousStartFailsWithTheSameError() {
        var starting = Hubs.builder(hubs.node("b")).synchronization(OTHER).startAsync();

        assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> Eventually.ends(starting))
                .withCauseInstanceOf(ConfigurationMismatchException.class);
    }

    /** The node is free for a hub that fits, and the first one goes on as if nothing had happened. */
    @Test
    void nothingIsLeftOfTheHubThatDidNotFit() {
        Hubs.run(first, ProcessType.of("echo", Object.class).spec("before"));
        Node node = hubs.node("b");
        refused(Hubs.builder(node)
                .synchronization(OTHER)
                .ensure(ProcessType.of("echo", Object.class).spec("never")));

        assertThat(first.nodes()).containsExactly(first.self());
        assertThat(first.snapshot()).hasSize(1);
        var third = hubs.start("c");
        var fitting = hubs.keep(Hubs.builder(node).start());

        var all = List.of(first, third, fitting);
        Eventually.holds(
                () -> assertThat(all.stream().map(hub -> hub.nodes().size())).containsOnly(3));
        Eventually.ends(fitting.startAll(Hubs.specs(30, "echo"), StartOptions.STANDARD));
        Hubs.settle(all);
        assertThat(all).allSatisfy(hub -> {
            assertThat(hub.snapshot()).hasSize(31);
            assertThat(hub.local()).isNotEmpty();
        });
    }

    @Test
    void settingsOfOneNodeNeedNotBeEqual() {
        var second = hubs.start(
                "b",
                builder -> builder.weight(2)
                        .zone("cellar")
                        .gracePeriod(Duration.ofSeconds(1))
                        .askTimeout(Duration.ofSeconds(1)));

        Eventually.holds(() -> assertThat(first.nodes()).containsExactly(first.self(), second.self()));
    }
}
