package io.processhub.messaging;

import static io.processhub.messaging.TwoNodes.ASK_TIMEOUT;
import static io.processhub.messaging.TwoNodes.ID;
import static io.processhub.messaging.TwoNodes.at;
import static io.processhub.messaging.TwoNodes.await;
import static io.processhub.messaging.TwoNodes.failure;
import static io.processhub.messaging.TwoNodes.refusal;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.processhub.environment.ManualEnvironment;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.spec.Role;
import io.processhub.wire.Packet;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The ways in which an ask ends. */
final class AskTest {
    private static final HubProcess<Object> ECHO = message -> message.replyUntyped(message.body());
    private static final HubProcess<Object> SILENT = message -> {};
    private static final HubProcess<Object> BROKEN = message -> {
        throw new IllegalStateException("expected by this test");
    };

    private final ManualEnvironment environment = ManualEnvironment.threaded();
    private final TwoNodes nodes = new TwoNodes(environment);

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aLocalHandlerThatThrowsFailsTheAsk() {
        nodes.b.host(BROKEN);

        assertThat(failure(nodes.b.untyped(ID).ask("x", Object.class)).reason()).isEqualTo(Reason.FAILED);
    }

    @Test
    void aRemoteHandlerThatThrowsFailsTheAsk() {
        nodes.b.host(BROKEN);

        assertThat(failure(nodes.a.untyped(ID).ask("x", Object.class)))
                .hasMessageContaining("expected by this test")
                .extracting(ProcessException::reason)
                .isEqualTo(Reason.FAILED);
    }

    @Test
    void anAskFollowsAProcessThatHasMoved() {
        var c = nodes.node("c");
        c.host(message -> message.replyUntyped("c"));
        nodes.register(at(nodes.b, 1, Role.ACTIVE));
        nodes.b.beforeMail(() -> nodes.register(at(nodes.b, 1, Role.ACTIVE), at(c, 2, Role.ACTIVE)));

        assertThat(await(nodes.a.untyped(ID).ask("x", String.class))).isEqualTo("c");
        assertThat(nodes.a.router.openCalls()).isZero();
    }

    @Test
    void anAskFollowsAProcessThatHasMovedHere() {
        nodes.register(at(nodes.b, 1, Role.ACTIVE));
        nodes.b.beforeMail(() -> nodes.a.host(message -> message.replyUntyped("a")));

        assertThat(await(nodes.a.untyped(ID).ask("x", String.class))).isEqualTo("a");
    }

    @Test
    void anAskIsForwardedAFewTimesOnly() {
        var c = nodes.node("c");
        nodes.register(at(nodes.b, 1, Role.ACTIVE));
        nodes.b.beforeMail(() -> nodes.register(at(c, 2, Role.ACTIVE)));
        c.beforeMail(() -> nodes.register(at(nodes.b, 3, Role.ACTIVE)));

        assertThat(failure(nodes.a.untyped(ID).ask("x", Object.class)))
                .extracting(ProcessException::reason)
                .isEqualTo(Reason.NOT_RUNNING);
        assertThat(nodes.b.sent.stream().filter(Packet.Ask.class::isInstance)).hasSize(ForwardingRelay.HOPS_MAX / 2);
        assertThat(c.sent.stream().filter(Packet.Ask.class::isInstance)).hasSize(ForwardingRelay.HOPS_MAX / 2);
        assertThat(nodes.a.router.openCalls()).isZero();
    }

    @Test
    void aLongErrorIsCutOnItsWay() {
        nodes.b.host(message -> {
            throw new IllegalStateException("x".repeat(100_000));
        });

        var failure = failure(nodes.a.untyped(ID).ask("x", Object.class));

        assertThat(failure.reason()).isEqualTo(Reason.FAILED);
        assertThat(failure.getMessage()).hasSizeLessThan(1_100).endsWith("xxx…");
    }

    @Test
    void anAskThatIsNotHandledBeforeTheEndIsToldSo() {
        var gate = new CountDownLatch(1);
        var busy = new CompletableFuture<Boolean>();
        nodes.b.host(message -> {
            busy.complete(true);
            gate.await();
        });
        nodes.b.untyped(ID).tell("x");
        await(busy);
        CompletableFuture<Object> near = nodes.b.untyped(ID).ask("x", Object.class);
        CompletableFuture<Object> far = nodes.a.untyped(ID).ask("x", Object.class);

        nodes.b.stop();
        gate.countDown();

        assertThat(failure(near).reason()).isEqualTo(Reason.ENDED);
        assertThat(failure(far).reason()).isEqualTo(Reason.ENDED);
    }

    @Test
    void aSilentProcessTimesOut() {
        nodes.b.host(SILENT);
        CompletableFuture<Object> near = nodes.b.untyped(ID).ask("x", Object.class);
        CompletableFuture<Object> far = nodes.a.untyped(ID).ask("x", Object.class, ofSeconds(2));

        environment.advance(Duration.ofMillis(1_999));
        assertThat(far).isNotDone();
        environment.advance(Duration.ofMillis(100));

        assertThat(failure(far))
                .hasMessageContaining("process p")
                .hasMessageContaining("b#1")
                .hasMessageContaining("PT2S")
                .extracting(ProcessException::reason)
                .isEqualTo(Reason.TIMED_OUT);
        assertThat(near).isNotDone();
        environment.advance(ASK_TIMEOUT);
        assertThat(failure(near)).hasMessageContaining("PT5S");
        assertThat(nodes.a.router.openCalls() + nodes.b.router.openCalls()).isZero();
        environment.advance(Duration.ofSeconds(10)); // a router remembers for that long where it has sent messages
        assertThat(environment.timers()).isZero();
    }

    @Test
    void aReplyThatComesTooLateIsDropped() {
        var kept = new CompletableFuture<Message<Object>>();
        nodes.b.host(kept::complete);
        CompletableFuture<Object> far = nodes.a.untyped(ID).ask("x", Object.class);
        Message<Object> message = await(kept);
        environment.advance(ASK_TIMEOUT.plusSeconds(1));
        failure(far);

        message.replyUntyped("late");

        assertThat(nodes.a.router.dropped()).isEqualTo(Map.of(Reason.TIMED_OUT, 1L));
    }

    @Test
    void aMessageMayBeAnsweredLaterAndFromElsewhere() {
        var kept = new CompletableFuture<Message<Object>>();
        nodes.b.host(kept::complete);
        CompletableFuture<String> far = nodes.a.untyped(ID).ask("x", String.class);

        await(kept).replyUntyped("later");
        await(kept).replyUntyped("again");

        assertThat(await(far)).isEqualTo("later");
        assertThat(nodes.b.sent).hasSize(1);
    }

    @Test
    void aLostNodeEndsTheAsksThatWaitForIt() {
        nodes.b.host(SILENT);
        CompletableFuture<Object> far = nodes.a.untyped(ID).ask("x", Object.class);

        nodes.a.router.onNodeLost(nodes.a.self);
        assertThat(far).isNotDone();
        nodes.a.router.onNodeLost(nodes.b.self);

        assertThat(failure(far).reason()).isEqualTo(Reason.NODE_LOST);
        assertThat(nodes.a.router.openCalls()).isZero();
    }

    @Test
    void thatNoInstanceIsThereCanOnlyBeSaidByTheNodeThatWasAsked() {
        nodes.b.cut();
        nodes.b.host(SILENT);
        CompletableFuture<Object> far = nodes.a.untyped(ID).ask("x", Object.class);
        long call = ((Packet.Ask) nodes.a.sent.getFirst()).call();

        nodes.a.router.onMail(nodes.a.self, new Packet.Refusal(call, Reason.NOT_RUNNING, "late"));

        assertThat(far).isNotDone();
    }

    @Test
    void aClosedRouterEndsWhatWaitsAndRefusesMore() {
        nodes.b.host(SILENT);
        CompletableFuture<Object> near = nodes.b.untyped(ID).ask("x", Object.class);
        CompletableFuture<Object> far = nodes.a.untyped(ID).ask("x", Object.class);

        nodes.a.router.close();
        nodes.b.router.close();

        assertThat(failure(near).reason()).isEqualTo(Reason.ENDED);
        assertThat(failure(far).reason()).isEqualTo(Reason.ENDED);
        assertThat(failure(nodes.b.untyped(ID).ask("x", Object.class)).reason()).isEqualTo(Reason.NOT_RUNNING);
        assertThat(refusal(() -> nodes.b.untyped(ID).tell("x"))).isEqualTo(Reason.NOT_RUNNING);
    }

    @Test
    void stagesThatBlockDoNotHoldUpTheProcess() {
        nodes.a.host(ECHO);
        var ref = nodes.a.untyped(ID);

        CompletableFuture<String> nested =
                ref.ask("x", String.class).thenApply(first -> first + await(ref.ask("y", String.class)));

        assertThat(await(nested)).isEqualTo("xy");
    }

    @Test
    void aProcessMayAskItselfAndReplyLater() {
        nodes.a.host(message -> {
            if (message.body().equals("outer")) {
                var unused = nodes.a.untyped(ID).ask("inner", String.class).thenAccept(message::replyUntyped);
            } else {
                message.replyUntyped("inner reply");
            }
        });

        assertThat(await(nodes.a.untyped(ID).ask("outer", String.class))).isEqualTo("inner reply");
    }

    @Test
    void aTimeoutIsPositive() {
        assertThatThrownBy(() -> nodes.a.untyped(ID).ask("x", Object.class, Duration.ZERO))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyAsksLeaveNothingBehind() {
        nodes.a.host(ECHO);
        List<CompletableFuture<Object>> asks = IntStream.range(0, 900)
                .mapToObj(n -> nodes.a.untyped(ID).ask(n, Object.class))
                .toList();

        asks.forEach(TwoNodes::await);

        assertThat(nodes.a.router.openCalls()).isZero();
        environment.advance(ASK_TIMEOUT.plusSeconds(1));
        assertThat(environment.timers()).isZero();
    }

    @Test
    void whoCompletesItsFutureDoesSoForItself() {
        nodes.a.host(message -> {});
        CompletableFuture<Object> near = nodes.a.untyped(ID).ask("x", Object.class);

        near.complete("made up");

        assertThat(await(near)).isEqualTo("made up");
        assertThat(nodes.a.router.openCalls()).isZero();
    }

    @Test
    void whoCancelsItsFutureIsForgotten() {
        nodes.b.host(message -> {});
        CompletableFuture<Object> far = nodes.a.untyped(ID).ask("x", Object.class);
        assertThat(nodes.a.router.openCalls()).isEqualTo(1);

        far.cancel(true);

        assertThat(far).isCancelled();
        assertThat(nodes.a.router.openCalls()).isZero();
    }
}
