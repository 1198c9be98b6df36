package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.process.StopResult;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What factories make they get back, once, when no code of it runs any more. */
final class ReleaseTest {
    private static final ProcessType<String> TYPE = ProcessType.of("released", String.class);
    private static final ProcessType<Void> LOOP = ProcessType.runLoop("loop");
    private static final ProcessId ID = new ProcessId("p");

    private final Queue<String> seen = new ConcurrentLinkedQueue<>();
    private final AtomicInteger made = new AtomicInteger();
    private final Hubs hubs = new Hubs();

    /** Crashes at each message; its first start fails if that is asked for. */
    private final class Numbered implements HubProcess<String> {
        private final int number = made.incrementAndGet();
        private final boolean failing;

        Numbered(boolean failing) {
            this.failing = failing;
        }

        @Override
        public void onStart(ProcessContext<String> context) {
            if (failing && number == 1) {
                throw new IllegalStateException("the first start fails");
            }
        }

        @Override
        public void onMessage(Message<String> message) {
            throw new IllegalStateException(message.body());
        }

        @Override
        public void onStop(StopReason reason) {
            seen.add(number + " stopped");
        }
    }

    private HubProcess.Factory<String> factory(boolean failing) {
        return new HubProcess.Factory<>() {
            @Override
            public HubProcess<String> make() {
                return new Numbered(failing);
            }

            @Override
            public void release(HubProcess<String> ended) {
                seen.add(((Numbered) ended).number + " released");
            }
        };
    }

    private ProcessHub hub(boolean failing) {
        return hubs.start("a", settings -> settings.process(TYPE, factory(failing)));
    }

    @AfterEach
    void close() {
        hubs.close();
    }

    @Test
    void aStoppedProcessIsReleasedBeforeTheStopIsAnswered() {
        ProcessHub hub = hub(false);
        Hubs.run(hub, TYPE.spec("p"));

        assertThat(Eventually.ends(hub.stop(ID))).isInstanceOf(StopResult.Stopped.class);

        assertThat(seen).containsExactly("1 stopped", "1 released");
    }

    @Test
    void aCrashedProcessIsReleasedAndAnotherOneIsMade() {
        ProcessHub hub = hub(false);
        Hubs.run(hub, TYPE.spec("p"));

        hub.ref(TYPE, ID).tell("crash");

        Eventually.holds(() -> assertThat(seen).containsExactly("1 released"));
        Eventually.holds(() -> assertThat(made).hasValue(2));
    }

    @Test
    void aProcessWhoseStartFailsIsReleased() {
        var unused = Eventually.ends(hub(true).start(TYPE.spec("p")));

        Eventually.holds(() -> assertThat(seen).containsExactly("1 released"));
    }

    @Test
    void aHubThatIsClosedHasReleasedAllBefore() {
        ProcessHub hub = hub(false);
        Hubs.run(hub, TYPE.spec("p"));
        Hubs.run(hub, TYPE.spec("q"));

        Eventually.ends(hub.closeAsync(Duration.ZERO));

        assertThat(seen).containsExactlyInAnyOrder("1 stopped", "1 released", "2 stopped", "2 released");
    }

    @Test
    void aFactoryThatCannotTakeAProcessBackHoldsUpNothing() {
        HubProcess.Factory<String> refusing = new HubProcess.Factory<>() {
            @Override
            public HubProcess<String> make() {
                return message -> {};
            }

            @Override
            public void release(HubProcess<String> ended) {
                throw new IllegalStateException("cannot take it back");
            }
        };
        ProcessHub hub = hubs.start("a", settings -> settings.process(TYPE, refusing));
        Hubs.run(hub, TYPE.spec("p"));

        assertThat(Eventually.ends(hub.stop(ID))).isInstanceOf(StopResult.Stopped.class);
    }

    @Test
    void aLoopIsReleasedWhenItIsStoppedAndWhenItReturns() {
        var returns = new CountDownLatch(1);
        var loops = new RunLoop.Factory<RunLoop>() {
            private static final long serialVersionUID = 1;

            @Override
            public RunLoop make() {
                return context -> {
                    if (context.id().equals(ID)) {
                        returns.await();
                    } else {
                        new CountDownLatch(1).await();
                    }
                };
            }

            @Override
            public void release(RunLoop ended) {
                seen.add("released");
            }
        };
        ProcessHub hub = hubs.start("a", settings -> settings.runLoop(LOOP, loops));
        Hubs.run(hub, LOOP.spec("p").restart(RestartPolicy.TEMPORARY));
        Hubs.run(hub, LOOP.spec("stopped"));

        Eventually.ends(hub.stop(new ProcessId("stopped")));
        assertThat(List.copyOf(seen)).hasSize(1);

        returns.countDown();
        Eventually.holds(() -> assertThat(seen).hasSize(2));
    }
}
