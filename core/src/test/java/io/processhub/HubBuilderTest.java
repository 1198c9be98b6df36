package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.message.MessageType;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.process.StartOptions;
import io.processhub.process.StateHandover;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import io.processhub.strategy.partition.PartitionStrategy;
import io.processhub.strategy.partition.PartitionStrategy.Census;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class HubBuilderTest {
    private final Hubs hubs = new Hubs();

    @AfterEach
    void close() {
        hubs.close();
    }

    private ProcessHub start(HubBuilder builder) {
        return hubs.keep(builder.process(
                        ProcessType.of("echo", Object.class), () -> message -> message.replyUntyped(message.body()))
                .start());
    }

    @Test
    void hubsOfDifferentIdsShareANodeAndNothingElse() {
        var a = hubs.node("a");
        var b = hubs.node("b");
        var orders = List.of(
                start(ProcessHub.builder("orders").node(a)),
                start(ProcessHub.builder("orders").node(b)));
        var carts = start(ProcessHub.builder("carts").node(a));

        Hubs.run(orders.get(1), ProcessType.of("echo", Object.class).spec("p"));
        Hubs.run(carts, ProcessType.of("echo", Object.class).spec("q"));

        Hubs.settle(orders);
        assertThat(orders).allSatisfy(hub -> {
            assertThat(hub.nodes()).containsExactly(a.self(), b.self());
            assertThat(hub.snapshot()).extracting(found -> found.id().value()).containsExactly("p");
        });
        assertThat(carts.nodes()).containsExactly(a.self());
        assertThat(carts.snapshot()).extracting(found -> found.id().value()).containsExactly("q");
        assertThat(carts.id()).isEqualTo("carts");
    }

    @Test
    void aHubIdIsTakenOncePerNode() {
        var node = hubs.node("a");
        var first = start(ProcessHub.builder("orders").node(node));

        assertThatIllegalStateException()
                .isThrownBy(() -> ProcessHub.builder("orders").node(node).start())
                .withMessageContaining("orders")
                .withMessageContaining("a#");

        Hubs.run(first, ProcessType.of("echo", Object.class).spec("p"));
    }

    @Test
    void hubIdsThatDoNotFitAreRefused() {
        var node = hubs.node("a");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessHub.builder("").node(node).startAsync());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProcessHub.builder("x".repeat(128)).node(node).startAsync());
    }

    @Test
    void hubsWithoutANodeFindEachOtherAndCloseTheirNodes() {
        var id = "found-without-configuration";
        var first = start(ProcessHub.builder(id));
        var second = start(ProcessHub.builder(id));

        Eventually.holds(() -> assertThat(first.nodes()).containsExactlyInAnyOrder(first.self(), second.self()));
        second.close();

        Eventually.holds(() -> assertThat(first.nodes()).containsExactly(first.self()));
    }

    @Test
    void transformationsChangeEverySpecInTheirOrder() {
        var hub = hubs.start(
                "a",
                builder -> builder.transformSpecs(spec -> spec.argument(spec.argument() + "1"))
                        .transformSpecs(
                                spec -> spec.argument(spec.argument() + "2").restart(RestartPolicy.TRANSIENT))
                        .ensure(ProcessType.of("echo", Object.class).spec("static")));

        Hubs.run(hub, ProcessType.of("echo", Object.class).spec("p").argument("0"));

        assertThat(hub.lookup(new ProcessId("p")).orElseThrow().spec())
                .isEqualTo(ProcessType.of("echo", Object.class)
                        .spec("p")
                        .argument("012")
                        .restart(RestartPolicy.TRANSIENT));
        assertThat(hub.lookup(new ProcessId("static"))
                        .orElseThrow()
                        .spec()
                        .argument()
                        .toString())
                .isEqualTo("12");
    }

    @Test
    void whatAnAlterationThrowsGoesToTheCaller() {
        var hub = hubs.start(
                "a",
                builder -> builder.transformSpecs(spec -> {
                    throw new UnsupportedOperationException("not today");
                }));

        assertThatThrownBy(() -> hub.start(ProcessType.of("echo", Object.class).spec("p")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("not today");
        assertThat(hub.snapshot()).isEmpty();
    }

    @Test
    void anAlterationMayNotRenameAProcess() {
        var hub = hubs.start(
                "a",
                builder -> builder.transformSpecs(
                        spec -> ProcessType.of(spec.type(), Object.class).spec("other")));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> hub.start(ProcessType.of("echo", Object.class).spec("p")))
                .withMessageContaining("other")
                .withMessageContaining("p");
        assertThat(hub.snapshot()).isEmpty();
    }

    @Test
    void aHubWhoseStaticProcessesAreRefusedIsClosed() {
        var node = hubs.node("a");
        var peer = hubs.start("b");
        var builder = Hubs.builder(node)
                .ensure(ProcessType.of("echo", Object.class).spec("p"))
                .transformSpecs(spec -> {
                    throw new UnsupportedOperationException("not today");
                });

        assertThatThrownBy(builder::start)
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("not today");

        Eventually.holds(() -> assertThat(peer.nodes()).containsExactly(peer.self()));
        assertThat(hubs.keep(Hubs.builder(node).start()).nodes()).containsExactly(node.self(), peer.self());
    }

    /** A strategy whose text cannot be read. */
    private record Nameless() implements PartitionStrategy {
        @Override
        public boolean mayRun(Census census) {
            return true;
        }

        @Override
        public String toString() {
            throw new UnsupportedOperationException("expected by this test");
        }
    }

    @Test
    void aHubThatCannotBeMadeLeavesItsIdToOthers() {
        var node = hubs.node("a");
        var builder = Hubs.builder(node).partition(new Nameless());

        assertThatThrownBy(builder::start).isInstanceOf(UnsupportedOperationException.class);

        assertThat(hubs.keep(Hubs.builder(node).start()).nodes()).containsExactly(node.self());
    }

    /** Would hand over its state, if run loops did. */
    private static final class Keeper implements RunLoop, StateHandover<String> {
        @Override
        public void run(ProcessContext<Void> context) {}

        @Override
        public String handOver() {
            return "";
        }

        @Override
        public void takeOver(String state) {}
    }

    /** A factory that is a class. */
    private record Keepers() implements RunLoop.Factory<Keeper> {
        @Override
        public Keeper make() {
            return new Keeper();
        }
    }

    @Test
    void aRunLoopThatWouldHandOverStateIsRefusedHoweverItIsMade() {
        var builder = ProcessHub.builder("hub");
        ProcessType<Void> type = ProcessType.runLoop("keeper");
        Supplier<Keeper> supplier = Keeper::new;
        var made = new Keeper();

        assertThat(List.<ThrowingCallable>of(
                        () -> builder.runLoop(type, Keeper::new),
                        () -> builder.runLoop(type, () -> new Keeper()),
                        () -> builder.runLoop(type, () -> made),
                        () -> builder.runLoop(type, supplier::get),
                        () -> builder.runLoop(type, new Keepers())))
                .allSatisfy(registration -> assertThatIllegalArgumentException()
                        .isThrownBy(registration)
                        .withMessageContainingAll("'keeper'", "Keeper", "StateHandover", "HubProcess"));
    }

    @Test
    void badSettingsAreRefusedAtOnce() {
        var builder = ProcessHub.builder("hub").process(ProcessType.of("echo", Object.class), () -> message -> {});
        Hook<HubEvent> hook = Hook.of("h", HubEvent.class, event -> {});
        builder.hook(hook);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.process(ProcessType.of("echo", Object.class), () -> message -> {}))
                .withMessageContaining("'echo'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.runLoop(ProcessType.runLoop("echo"), () -> context -> {}));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.hook(hook))
                .withMessageContaining("'h'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.message(
                        MessageType.of("s", StringBuilder.class, text -> new byte[0], bytes -> new StringBuilder())));
        builder.ensure(ProcessType.of("echo", Object.class).spec("p"));
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        builder.ensure(ProcessType.of("other", Object.class).spec("p")))
                .withMessageContaining("process p");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.process(ProcessType.of("", Object.class), () -> message -> {}))
                .withMessageContaining("process type");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.zone("z".repeat(256)))
                .withMessageContaining("256");
        assertThatIllegalArgumentException().isThrownBy(() -> builder.weight(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.weight(Double.NaN));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.weight(Double.POSITIVE_INFINITY));
    }

    @Test
    void badLabelsAreRefusedAtOnce() {
        var builder = ProcessHub.builder("hub");

        assertThatIllegalArgumentException().isThrownBy(() -> builder.label("", "a"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.label("zone", "a"))
                .withMessageContaining("'zone'");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.label("a", "b".repeat(4_096)))
                .withMessageContaining("4097 characters; allowed are 4096");
    }

    @Test
    void badNumbersAndTimesAreRefusedAtOnce() {
        var builder = ProcessHub.builder("hub");

        assertThatIllegalArgumentException().isThrownBy(() -> builder.gracePeriod(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.askTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.joinTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.initialSize(0, Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.initialSize(2, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.hookTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.retention(Duration.ZERO));
    }

    @Test
    @SuppressWarnings({"NullAway", "DataFlowIssue"}) // callers without a checker give null
    void nullIsRefusedAtOnceAndByName() {
        var builder = ProcessHub.builder("b");

        assertThatNullPointerException().isThrownBy(() -> builder.node(null)).withMessageContaining("node");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.environment(null))
                .withMessageContaining("environment");
        assertThatNullPointerException().isThrownBy(() -> builder.hook(null)).withMessageContaining("hook");
        assertThatNullPointerException()
                .isThrownBy(() -> builder.transformSpecs(null))
                .withMessageContaining("transformation");
    }

    @Test
    void aHeavierNodeGetsMoreProcesses() {
        var light = hubs.start("a");
        var heavy = hubs.start("b", builder -> builder.weight(9));
        Eventually.holds(() -> assertThat(light.nodes()).hasSize(2));

        Eventually.ends(light.startAll(Hubs.specs(200, "echo"), StartOptions.STANDARD));

        assertThat(heavy.local().size()).isGreaterThan(3 * light.local().size());
    }
}
