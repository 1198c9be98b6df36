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
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ProcessArgumentTest {
    private static final ProcessType.WithArgument<String, Plan> TYPE =
            ProcessType.of("planned", String.class, String.class).argument(Plan.class);

    private final Hubs hubs = new Hubs();

    /** What the process is started with. */
    public record Plan(Duration pause, Set<String> targets) {}

    private static final class Planned implements HubProcess<String> {
        private @Nullable ProcessContext<String> context;

        @Override
        public void onStart(ProcessContext<String> started) {
            context = started;
        }

        @Override
        public void onMessage(Message<String> message) {
            ProcessContext<String> own = Objects.requireNonNull(context);
            message.replyUntyped(
                    switch (message.body()) {
                        case "argument" -> own.argument(TYPE).toString();
                        case "metadata" -> own.metadata().tag();
                        case "self" -> own.self().id() + " " + own.id();
                        default -> "?";
                    });
        }
    }

    private List<ProcessHub> pair() {
        return hubs.start(2, hub -> hub.process(TYPE, Planned::new));
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    @Test
    void aProcessReadsTheArgumentItWasStartedWith() {
        var plan = new Plan(Duration.ofSeconds(5), Set.of("x"));
        for (ProcessHub hub : pair()) {
            var start = Eventually.ends(hub.start(TYPE.spec("on " + hub.self().name(), plan)));

            assertThat(Eventually.ends(start.ref().ask("argument", String.class)))
                    .isEqualTo(plan.toString());
        }
    }

    @Test
    void aProcessKnowsItsMetadataAndItself() {
        ProcessHub hub = pair().getFirst();
        var options = StartOptions.STANDARD.metadata(Metadata.tag("plans"));

        var ref = Eventually.ends(hub.ensure(TYPE.spec("p", new Plan(Duration.ZERO, Set.of())), options))
                .ref();

        assertThat(Eventually.ends(ref.ask("metadata", String.class))).isEqualTo("plans");
        assertThat(Eventually.ends(ref.ask("self", String.class))).isEqualTo("p p");
    }

    @Test
    void aProcessWithoutItsArgumentFailsItsStart() {
        var start = Eventually.ends(pair().getFirst().start(TYPE.spec("p")));

        assertThat(start.result())
                .isInstanceOfSatisfying(
                        StartResult.Failed.class,
                        failed -> assertThat(failed.failures().toString())
                                .contains("'planned'", Plan.class.getName(), "has none"));
    }

    @Test
    void anArgumentThatCannotBeReadFailsTheStart() {
        var spec = TYPE.spec("p").argument(ProcessSpec.Argument.encoded("ProcessArgumentTest.Plan", new byte[] {9}));

        var start = Eventually.ends(pair().getFirst().start(spec));

        assertThat(start.result())
                .isInstanceOfSatisfying(
                        StartResult.Failed.class,
                        failed -> assertThat(failed.failures().toString())
                                .contains("the argument of process p cannot be read"));
    }

    @Test
    void anArgumentIsShownByItsType() {
        assertThat(TYPE.spec("p", new Plan(Duration.ZERO, Set.of())).argument().toString())
                .matches("ProcessArgumentTest.Plan \\(\\d+ bytes\\)");
        assertThat(TYPE.spec("p").argument("text").argument()).hasToString("text");
    }

    @Test
    void anArgumentThatIsTooLongIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> TYPE.spec("p", new Plan(Duration.ZERO, Set.of("x".repeat(17_000)))))
                .withMessageContaining("16384");
    }

    @Test
    void aStaticProcessHasMetadata() {
        ProcessHub hub = hubs.start(
                "a",
                builder -> builder.process(TYPE, Planned::new)
                        .ensure(
                                TYPE.spec("p", new Plan(Duration.ZERO, Set.of())),
                                StartOptions.STANDARD.metadata(Metadata.tag("static"))));

        assertThat(hub.lookup(ProcessId.of("p")).orElseThrow().metadata().tag()).isEqualTo("static");
    }
}
