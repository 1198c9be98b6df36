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
import io.processhub.process.Role;
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
    private static final HubProcess ECHO = message -> message.reply(message.body());
    private static final HubProcess SILENT = message -> {};
    private static final HubProcess BROKEN = message -> {
        throw new IllegalStateException("expected by this test");
    };

    private final ManualEnvironment environment = ManualEnvironment.threaded();
    private final TwoNodes town = new TwoNodes(environment);

    @AfterEach
    void close() {
        town.close();
    }

    @Test
    void aLocalHandlerThatThrowsFailsTheAsk() {
        town.b.host(BROKEN);

        assertThat(failure(town.b.ref(ID).ask("x")).reason()).isEqualTo(Reason.FAILED);
    }

    @Test
    void aRemoteHandlerThatThrowsFailsTheAsk() {
        town.b.host(BROKEN);

        assertThat(failure(town.a.ref(ID).ask("x")))
                .hasMessageContaining("expected by this test")
                .extracting(ProcessException::reason)
                .isEqualTo(Reason.FAILED);
    }

    @Test
    void anAskFollowsAProcessThatHasMoved() {
        var c = town.house("c");
        c.host(message -> message.reply("c"));
        town.register(at(town.b, 1, Role.ACTIVE));
        town.b.beforeMail(() -> town.register(at(town.b, 1, Role.ACTIVE), at(c, 2, Role.ACTIVE)));

        assertThat(await(town.a.ref(ID).<String>ask("x"))).isEqualTo("c");
        assertThat(town.a.router.openCalls()).isZero();
    }

    @Test
    void anAskFollowsAProcessThatHasMovedHere() {
        town.register(at(town.b, 1, Role.ACTIVE));
        town.b.beforeMail(() -> town.a.host(message -> message.reply("a")));

        assertThat(await(town.a.ref(ID).<String>ask("x"))).isEqualTo("a");
    }

    @Test
    void anAskIsPassedOnAFewTimesOnly() {
        var c = town.house("c");
        town.register(at(town.b, 1, Role.ACTIVE));
        town.b.beforeMail(() -> town.register(at(c, 2, Role.ACTIVE)));
        c.beforeMail(() -> town.register(at(town.b, 3, Role.ACTIVE)));

        assertThat(failure(town.a.ref(ID).ask("x")))
                .extracting(ProcessException::reason)
                .isEqualTo(Reason.NOT_RUNNING);
        assertThat(town.b.sent.stream().filter(Packet.Ask.class::isInstance)).hasSize(ForwardingRelay.HOPS_MAX / 2);
        assertThat(c.sent.stream().filter(Packet.Ask.class::isInstance)).hasSize(ForwardingRelay.HOPS_MAX / 2);
        assertThat(town.a.router.openCalls()).isZero();
    }

    @Test
    void aLongErrorIsCutOnItsWay() {
        town.b.host(message -> {
            throw new IllegalStateException("x".repeat(100_000));
        });

        var failure = failure(town.a.ref(ID).ask("x"));

        assertThat(failure.reason()).isEqualTo(Reason.FAILED);
        assertThat(failure.getMessage()).hasSizeLessThan(1_100).endsWith("xxx…");
    }

    @Test
    void anAskThatIsNotHandledBeforeTheEndIsToldSo() {
        var gate = new CountDownLatch(1);
        var busy = new CompletableFuture<Boolean>();
        town.b.host(message -> {
            busy.complete(true);
            gate.await();
        });
        town.b.ref(ID).tell("x");
        await(busy);
        CompletableFuture<Object> near = town.b.ref(ID).ask("x");
        CompletableFuture<Object> far = town.a.ref(ID).ask("x");

        town.b.stop();
        gate.countDown();

        assertThat(failure(near).reason()).isEqualTo(Reason.ENDED);
        assertThat(failure(far).reason()).isEqualTo(Reason.ENDED);
    }

    @Test
    void aSilentProcessTimesOut() {
        town.b.host(SILENT);
        CompletableFuture<Object> near = town.b.ref(ID).ask("x");
        CompletableFuture<Object> far = town.a.ref(ID).ask("x", ofSeconds(2));

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
        assertThat(town.a.router.openCalls() + town.b.router.openCalls()).isZero();
        environment.advance(Duration.ofSeconds(10)); // a router remembers for that long where it has sent messages
        assertThat(environment.timers()).isZero();
    }

    @Test
    void aReplyThatComesTooLateIsDropped() {
        var kept = new CompletableFuture<Message>();
        town.b.host(kept::complete);
        CompletableFuture<Object> far = town.a.ref(ID).ask("x");
        Message message = await(kept);
        environment.advance(ASK_TIMEOUT.plusSeconds(1));
        failure(far);

        message.reply("late");

        assertThat(town.a.router.dropped()).isEqualTo(Map.of(Reason.TIMED_OUT, 1L));
    }

    @Test
    void aMessageMayBeAnsweredLaterAndFromElsewhere() {
        var kept = new CompletableFuture<Message>();
        town.b.host(kept::complete);
        CompletableFuture<String> far = town.a.ref(ID).ask("x");

        await(kept).reply("later");
        await(kept).reply("again");

        assertThat(await(far)).isEqualTo("later");
        assertThat(town.b.sent).hasSize(1);
    }

    @Test
    void aLostNodeEndsTheAsksThatWaitForIt() {
        town.b.host(SILENT);
        CompletableFuture<Object> far = town.a.ref(ID).ask("x");

        town.a.router.onNodeLost(town.a.self);
        assertThat(far).isNotDone();
        town.a.router.onNodeLost(town.b.self);

        assertThat(failure(far).reason()).isEqualTo(Reason.NODE_LOST);
        assertThat(town.a.router.openCalls()).isZero();
    }

    @Test
    void thatNobodyIsThereCanOnlyBeSaidByTheNodeThatWasAsked() {
        town.b.cut();
        town.b.host(SILENT);
        CompletableFuture<Object> far = town.a.ref(ID).ask("x");
        long call = ((Packet.Ask) town.a.sent.getFirst()).call();

        town.a.router.onMail(town.a.self, new Packet.Refusal(call, Reason.NOT_RUNNING, "late"));

        assertThat(far).isNotDone();
    }

    @Test
    void aClosedRouterEndsWhatWaitsAndRefusesMore() {
        town.b.host(SILENT);
        CompletableFuture<Object> near = town.b.ref(ID).ask("x");
        CompletableFuture<Object> far = town.a.ref(ID).ask("x");

        town.a.router.close();
        town.b.router.close();

        assertThat(failure(near).reason()).isEqualTo(Reason.ENDED);
        assertThat(failure(far).reason()).isEqualTo(Reason.ENDED);
        assertThat(failure(town.b.ref(ID).ask("x")).reason()).isEqualTo(Reason.NOT_RUNNING);
        assertThat(refusal(() -> town.b.ref(ID).tell("x"))).isEqualTo(Reason.NOT_RUNNING);
    }

    @Test
    void stagesThatBlockDoNotHoldUpTheProcess() {
        town.a.host(ECHO);
        var ref = town.a.ref(ID);

        CompletableFuture<String> nested = ref.<String>ask("x").thenApply(first -> first + await(ref.<String>ask("y")));

        assertThat(await(nested)).isEqualTo("xy");
    }

    @Test
    void aProcessMayAskItselfAndReplyLater() {
        town.a.host(message -> {
            if (message.body().equals("outer")) {
                var unused = town.a.ref(ID).<String>ask("inner").thenAccept(message::reply);
            } else {
                message.reply("inner reply");
            }
        });

        assertThat(await(town.a.ref(ID).<String>ask("outer"))).isEqualTo("inner reply");
    }

    @Test
    void aTimeoutIsPositive() {
        assertThatThrownBy(() -> town.a.ref(ID).ask("x", Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void manyAsksLeaveNothingBehind() {
        town.a.host(ECHO);
        List<CompletableFuture<Object>> asks =
                IntStream.range(0, 900).mapToObj(n -> town.a.ref(ID).ask(n)).toList();

        asks.forEach(TwoNodes::await);

        assertThat(town.a.router.openCalls()).isZero();
        environment.advance(ASK_TIMEOUT.plusSeconds(1));
        assertThat(environment.timers()).isZero();
    }
}
