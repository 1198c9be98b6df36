package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.process.StartResult;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class StartOptionsTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Hubs hubs = new Hubs();
    private final CountDownLatch hanging = new CountDownLatch(1);
    private final List<ProcessHub> three = hubs.start(
            3,
            builder -> builder.process(ProcessType.of("hangs", Object.class), () -> new Waits(hanging))
                    .process(ProcessType.of("broken", Object.class), () -> {
                        throw new IllegalStateException("no factory today");
                    }));
    private final ProcessHub first = three.getFirst();

    /** Does not come back from its start until the gate opens. */
    private record Waits(CountDownLatch gate) implements HubProcess<Object> {
        @Override
        public void onStart(ProcessContext<Object> context) throws InterruptedException {
            gate.await();
        }

        @Override
        public void onMessage(Message<Object> message) {
            message.replyUntyped("awake");
        }
    }

    @AfterEach
    void close() {
        hanging.countDown();
        hubs.close();
    }

    private StartReport start(ProcessHub hub, List<ProcessSpec<?>> specs, StartOptions options) {
        return Eventually.ends(hub.startAll(specs, options));
    }

    private static ProcessSpec<?> echo(String id) {
        return ProcessType.of("echo", Object.class).spec(id);
    }

    private void assertNoHubKnows(String id) {
        Eventually.holds(() ->
                assertThat(three).allMatch(hub -> hub.lookup(new ProcessId(id)).isEmpty()));
        Hubs.settle(three);
    }

    @Test
    void everyResultNamesItsProcessInTheOrderOfTheCall() {
        List<ProcessSpec<?>> specs = Hubs.specs(200, "echo");

        var report = start(first, specs, StartOptions.STANDARD);

        assertThat(report.ok()).isTrue();
        assertThat(report.rolledBack()).isFalse();
        assertThat(report.problems()).isEmpty();
        assertThat(report.results().stream().map(StartResult::id))
                .containsExactlyElementsOf(specs.stream().map(ProcessSpec::id).toList());
        assertThat(report.results()).allMatch(StartResult.Started.class::isInstance);
        assertThat(three).allSatisfy(hub -> assertThat(hub.local()).isNotEmpty());
    }

    @Test
    void theAnswerComesWhenTheCallerCanSeeTheProcess() {
        var report = start(first, Hubs.specs(30, "echo"), StartOptions.STANDARD);

        assertThat(report.results()).allSatisfy(result -> {
            var started = (StartResult.Started) result;
            assertThat(first.lookup(result.id()).orElseThrow().instances())
                    .singleElement()
                    .satisfies(hosted -> {
                        assertThat(hosted.node())
                                .isEqualTo(started.instances().getFirst().node());
                        assertThat(hosted.epoch())
                                .isEqualTo(started.instances().getFirst().epoch());
                    });
        });
    }

    @Test
    void anExistingProcessRefusesTheWholeCall() {
        start(first, List.of(echo("old")), StartOptions.STANDARD);
        Hubs.settle(three);

        var report = start(three.get(1), List.of(echo("new"), echo("old")), StartOptions.STANDARD);

        assertThat(report.results().get(0)).isInstanceOf(StartResult.Refused.class);
        assertThat(report.results().get(1))
                .isInstanceOfSatisfying(
                        StartResult.AlreadyExists.class,
                        old -> assertThat(old.instances()).hasSize(1));
        assertThat(report.ok()).isFalse();
        assertNoHubKnows("new");
    }

    @Test
    void withoutTheCheckExistingProcessesAreLeftAlone() {
        start(first, List.of(echo("old")), StartOptions.STANDARD);
        Hubs.settle(three);
        var before = first.lookup(new ProcessId("old"));

        var report = start(
                three.get(1),
                List.of(echo("new"), echo("old").argument("changed")),
                StartOptions.STANDARD.checkExisting(false));

        assertThat(report.ok()).isTrue();
        assertThat(report.results().get(0)).isInstanceOf(StartResult.Started.class);
        assertThat(report.results().get(1)).isInstanceOf(StartResult.AlreadyExists.class);
        assertThat(first.lookup(new ProcessId("old"))).isEqualTo(before);
    }

    @Test
    void othersGoOnRunningWhenOneFails() {
        var report = start(
                first,
                List.of(echo("good"), ProcessType.of("broken", Object.class).spec("bad")),
                StartOptions.STANDARD);

        assertThat(report.rolledBack()).isFalse();
        assertThat(report.results().get(0)).isInstanceOf(StartResult.Started.class);
        assertThat(report.results().get(1)).isInstanceOf(StartResult.Failed.class);
        assertThat(first.lookup(new ProcessId("good"))).isPresent();
        assertNoHubKnows("bad");
    }

    @Test
    void nothingOfACallThatWasRolledBackIsWanted() {
        List<ProcessSpec<?>> specs = IntStream.range(0, 30)
                .mapToObj(i -> i == 17 ? ProcessType.of("broken", Object.class).spec("p17") : echo("p" + i))
                .toList();

        var report = start(first, specs, StartOptions.STANDARD.onFailure(StartOptions.OnFailure.ROLL_BACK));

        assertThat(report.rolledBack()).isTrue();
        assertThat(report.problems()).hasSize(30);
        assertThat(report.results().get(17)).isInstanceOf(StartResult.Failed.class);
        assertThat(report.results().get(3)).isInstanceOf(StartResult.RolledBack.class);
        specs.forEach(spec -> assertNoHubKnows(spec.id().value()));
        Eventually.holds(
                () -> assertThat(three.stream().map(hub -> hub.status().local().instances()))
                        .containsOnly(0));
    }

    @Test
    void rollingBackSparesWhatWasThereBefore() {
        start(first, List.of(echo("old")), StartOptions.STANDARD);
        var options = StartOptions.STANDARD.checkExisting(false).onFailure(StartOptions.OnFailure.ROLL_BACK);

        var report = start(
                first,
                List.of(echo("old"), ProcessType.of("broken", Object.class).spec("bad")),
                options);

        assertThat(report.rolledBack()).isTrue();
        assertThat(report.results().getFirst()).isInstanceOf(StartResult.AlreadyExists.class);
        assertThat(first.lookup(new ProcessId("old")).orElseThrow().instances()).hasSize(1);
    }

    @Test
    void aStartThatHangsTimesOutAndNamesTheNode() {
        var host = three.get(2);
        var spec = ProcessType.of("hangs", Object.class)
                .spec(Hubs.nameOn(host, three))
                .timeouts(LONG, SHORT);

        var report = start(first, List.of(spec), StartOptions.STANDARD.timeout(SHORT));

        assertThat(report.results())
                .containsExactly(new StartResult.TimedOut(spec.id(), List.of(), List.of(host.self())));
    }

    /** Goal: processes of one call start side by side, on one node, too. */
    @Test
    void aSlowStartDelaysNoOtherOfItsCall() {
        var host = three.get(1);
        List<String> names = Hubs.namesOn(host, three).limit(11).toList();
        List<ProcessSpec<?>> specs = new ArrayList<>();
        specs.add(ProcessType.of("hangs", Object.class).spec(names.getFirst()).timeouts(LONG, SHORT));
        names.stream().skip(1).map(StartOptionsTest::echo).forEach(specs::add);

        first.startAll(specs, StartOptions.STANDARD.timeout(LONG));

        Eventually.holds(() -> assertThat(names.stream().skip(1))
                .allMatch(name -> Hubs.hosts(first, new ProcessId(name)).equals(List.of(host.self()))));
        assertThat(hanging.getCount()).isOne();
        assertThat(Hubs.hosts(first, new ProcessId(names.getFirst()))).isEmpty();
    }

    @Test
    void whatTimedOutIsStillWantedAndRunsWhenItCan() {
        var spec = ProcessType.of("hangs", Object.class)
                .spec(Hubs.nameOn(three.get(1), three))
                .timeouts(LONG, SHORT);
        start(first, List.of(spec), StartOptions.STANDARD.timeout(SHORT));

        hanging.countDown();

        Eventually.holds(() -> assertThat(three.get(1)
                        .lookup(spec.id())
                        .orElseThrow()
                        .runsOn(three.get(1).self()))
                .isTrue());
    }

    @Test
    void aTimeoutRollsBackToo() {
        var hangs = ProcessType.of("hangs", Object.class).spec("hangs").timeouts(LONG, SHORT);
        var options = StartOptions.STANDARD.timeout(SHORT).onFailure(StartOptions.OnFailure.ROLL_BACK);

        var report = start(first, List.of(echo("good"), hangs), options);

        assertThat(report.rolledBack()).isTrue();
        assertThat(report.results().get(0)).isEqualTo(new StartResult.RolledBack(new ProcessId("good")));
        assertThat(report.results().get(1)).isInstanceOf(StartResult.TimedOut.class);
        assertNoHubKnows("good");
        assertNoHubKnows("hangs");
    }

    @Test
    void aVeryLongTimeoutIsAllowed() {
        var options = StartOptions.STANDARD.timeout(Duration.ofSeconds(Long.MAX_VALUE));

        assertThat(start(first, List.of(echo("patient")), options).ok()).isTrue();
        assertThat(Eventually.ends(first.stopAll(
                                List.of(new ProcessId("patient")), new StopOptions(Duration.ofSeconds(Long.MAX_VALUE))))
                        .ok())
                .isTrue();
    }

    @Test
    void processesAreFoundByTheMetadataOfTheirCall() {
        var red = Metadata.tag("red").label("shape", "round").label("size", "big");
        start(first, List.of(echo("b"), echo("a")), StartOptions.STANDARD.metadata(red));
        start(
                first,
                List.of(echo("c")),
                StartOptions.STANDARD.metadata(Metadata.tag("blue").label("shape", "round")));
        Hubs.settle(three);

        assertThat(three).allSatisfy(hub -> {
            assertThat(hub.byTag("red")).extracting(found -> found.id().value()).containsExactly("a", "b");
            assertThat(hub.byLabel("shape", "round"))
                    .extracting(found -> found.id().value())
                    .containsExactly("a", "b", "c");
            assertThat(hub.byLabel("size", "small")).isEmpty();
            assertThat(hub.byTag("red").getFirst().metadata()).isEqualTo(red);
        });
    }

    @Test
    void anUnknownTypeFailsAtOnceAndNamesTheNodesAndTheType() {
        var spec = ProcessType.of("no-such-type", Object.class).spec("p");

        var report = start(first, List.of(spec), StartOptions.STANDARD);

        assertThat(report.results().getFirst()).isInstanceOfSatisfying(StartResult.Failed.class, failed -> {
            assertThat(failed.instances()).isEmpty();
            assertThat(failed.failures()).singleElement().satisfies(failure -> {
                assertThat(failure.node()).isEqualTo(first.self());
                assertThat(failure.reason()).startsWith("no member can run it: ");
                assertThat(three)
                        .allMatch(hub -> failure.reason()
                                .contains(hub.self().name() + " does not know the type 'no-such-type'"));
            });
        });
        assertNoHubKnows(spec.id().value());
    }

    @Test
    void aFactoryThatThrowsFailsWithItsReason() {
        var report = start(
                three.get(2), List.of(ProcessType.of("broken", Object.class).spec("bad")), StartOptions.STANDARD);

        assertThat(report.results().getFirst())
                .isInstanceOfSatisfying(
                        StartResult.Failed.class,
                        failed -> assertThat(failed.failures().getFirst().reason())
                                .contains("no factory today"));
        assertNoHubKnows("bad");
    }

    @Test
    void emptyCallsAndDuplicatesAreRefused() {
        assertThatIllegalArgumentException().isThrownBy(() -> first.startAll(List.of(), StartOptions.STANDARD));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> first.startAll(List.of(echo("twice"), echo("twice")), StartOptions.STANDARD))
                .withMessageContaining("twice");
        assertThat(first.lookup(new ProcessId("twice"))).isEmpty();
    }

    @Test
    void anOversizedArgumentIsRefusedWithBothSizes() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> echo("large").argument("x".repeat(16_385)))
                .withMessageContaining("16385")
                .withMessageContaining("16384");
    }

    @Test
    void whatDoesNotFitIntoAFrameIsRefusedWithBothSizes() {
        var labels = new HashMap<String, String>();
        IntStream.range(0, 4_000).forEach(i -> labels.put(String.valueOf((char) ('一' + i)), ""));
        var options = StartOptions.STANDARD.metadata(new Metadata("", labels));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> first.startAll(List.of(echo("large").argument("€".repeat(16_384))), options))
                .withMessageContaining("process large takes")
                .withMessageMatching(".* \\d{5} bytes .* holds \\d{5}.*");
    }

    @Test
    void aTimeoutMustBePositive() {
        assertThatIllegalArgumentException().isThrownBy(() -> StartOptions.STANDARD.timeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> new StopOptions(Duration.ofMillis(-1)));
    }
}
