package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.processhub.explain.DryRun.Change;
import io.processhub.message.MessageType;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.RestartLimit;
import io.processhub.strategy.partition.PartitionStrategy;
import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Half of a surrogate pair is refused by every door, alike for a process on this node and for one on another. */
class MalformedTextTest {
    private static final String HALF = "half \uD83D";
    private static final String SAID = "half of a surrogate pair";
    private static final ProcessType<Object> ANY = ProcessType.of("any", Object.class);
    private static final ProcessSpec<Object> SPEC = ANY.spec("p");

    private final Hubs hubs = new Hubs();

    @AfterEach
    void close() {
        hubs.close();
    }

    /** A message whose text is deep inside. */
    record Note(List<Map<String, Optional<String>>> text) {}

    private static Note note(String text) {
        return new Note(List.of(Map.of("k", Optional.of(text))));
    }

    private record Spoken(String text) implements PartitionStrategy {
        @Override
        public boolean mayRun(Census census) {
            return true;
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static List<Arguments> doors() {
        return List.of(
                door("process id", ProcessId::new),
                door("hub id", text -> ProcessHub.builder(text).start()),
                door("type of a spec", text -> ProcessSpec.untyped(new ProcessId("p"), text)),
                door("process type", text -> ProcessType.of(text, Object.class)),
                door("run loop", ProcessType::runLoop),
                door("message type", text -> MessageType.of(text, Long.class, one -> new byte[0], bytes -> 1L)),
                door("argument", SPEC::argument),
                door(
                        "typed argument",
                        text -> ProcessType.of("t", Object.class)
                                .argument(String.class)
                                .spec("p", text)),
                door("type of an argument", text -> ProcessSpec.Argument.encoded(text, new byte[1])),
                door("tag", Metadata::tag),
                door("key of a label", text -> Metadata.NONE.label(text, "v")),
                door("value of a label", text -> Metadata.NONE.label("k", text)),
                door("zone", text -> ProcessHub.builder("hub").zone(text)),
                door("zone that is tried out", text -> new Change.Join("b", 1, text)),
                door(
                        "text of a strategy",
                        text -> ProcessHub.builder("hub")
                                .partition(new Spoken(text))
                                .start()));
    }

    private static Arguments door(String name, Function<String, ?> door) {
        return Arguments.of(name, door);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("doors")
    void everyDoorRefusesIt(String name, Function<String, ?> door) {
        assertThatIllegalArgumentException().isThrownBy(() -> door.apply(HALF)).withMessageContaining(SAID);
    }

    @Test
    void aMessageIsRefusedAlikeOnItsNodeAndFromAnother() {
        List<ProcessHub> pair = started(() -> message -> message.replyUntyped(message.body()));
        for (ProcessHub hub : pair) {
            ProcessRef<Object> process = hub.untyped("p");

            for (Object message : new Object[] {HALF, note(HALF)}) {
                assertThat(TypedCallsTest.failure(process.ask(message, Object.class)))
                        .hasMessageContaining(SAID)
                        .extracting(ProcessException::reason)
                        .isEqualTo(Reason.NOT_SERIALISABLE);
                assertThat(catchThrowableOfType(ProcessException.class, () -> process.tell(message)))
                        .hasMessageContaining(SAID);
            }
            assertThat(Eventually.ends(process.ask(note("\uD83D\uDE00"), Object.class)))
                    .isEqualTo(note("\uD83D\uDE00"));
        }
    }

    @Test
    void anAnswerIsRefusedAlike() {
        List<ProcessHub> pair = started(() -> message -> message.replyUntyped(HALF));
        for (ProcessHub hub : pair) {
            assertThat(TypedCallsTest.failure(hub.untyped("p").ask("q", Object.class)))
                    .hasMessageContaining(SAID)
                    .extracting(ProcessException::reason)
                    .isEqualTo(Reason.NOT_SERIALISABLE);
        }
    }

    /** What a process dies of cannot be refused: the half becomes a replacement character everywhere. */
    @Test
    void theErrorOfAParkedProcessReadsAlikeEverywhere() {
        List<ProcessHub> pair = hubs.start(
                2,
                settings -> settings.process(ANY, () -> {
                    throw new IllegalStateException(HALF);
                }));
        pair.getFirst().ensure(SPEC.limit(RestartLimit.STANDARD.restartsMax(0)));

        Eventually.holds(() -> assertThat(pair)
                .allSatisfy(hub -> assertThat(hub.lookup(SPEC.id()).stream()
                                .flatMap(found -> found.parked().stream())
                                .map(Registration.Parked::error))
                        .hasSize(2)
                        .allMatch(error -> error.endsWith("half \uFFFD"))));
        Eventually.holds(() -> assertThat(pair)
                .extracting(hub -> hub.status().registry().digest())
                .containsOnly(pair.getFirst().status().registry().digest()));
    }

    private List<ProcessHub> started(HubProcess.Factory<Object> code) {
        List<ProcessHub> pair = hubs.start(
                2,
                settings -> settings.process(ANY, code)
                        .message(MessageType.of("note", Note.class, MethodHandles.lookup())));
        Hubs.run(pair.getFirst(), SPEC);
        Eventually.holds(() ->
                assertThat(pair).noneMatch(hub -> Hubs.hosts(hub, SPEC.id()).isEmpty()));
        return pair;
    }
}
