package io.processhub.messaging;

import static io.processhub.messaging.TwoNodes.ID;
import static io.processhub.messaging.TwoNodes.at;
import static io.processhub.messaging.TwoNodes.await;
import static io.processhub.messaging.TwoNodes.failure;
import static io.processhub.messaging.TwoNodes.refusal;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.environment.ManualEnvironment;
import io.processhub.messaging.TwoNodes.Note;
import io.processhub.messaging.TwoNodes.Secret;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessException.Reason;
import io.processhub.registry.Registration.Copy;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.wire.Packet;
import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class RouterTest {
    private static final HubProcess<Object> ECHO = message -> message.replyUntyped(message.body());

    private final ManualEnvironment environment = ManualEnvironment.threaded();
    private final TwoNodes nodes = new TwoNodes(environment);

    @AfterEach
    void close() {
        nodes.close();
    }

    @Test
    void aLocalAskHandsOverTheObjectsThemselves() {
        nodes.a.host(ECHO);
        var note = new Note("x");

        assertThat(await(nodes.a.untyped(ID).ask(note, Note.class))).isSameAs(note);
        assertThat(nodes.a.sent).isEmpty();
    }

    @Test
    void aRemoteAskIsAnsweredByValue() {
        nodes.b.host(ECHO);

        assertThat(await(nodes.a.untyped(ID).ask(new Note("x"), Note.class))).isEqualTo(new Note("x"));
        assertThat(nodes.a.router.openCalls()).isZero();
    }

    @Test
    void remoteTellsArriveInOrder() {
        var seen = new ArrayList<Object>();
        var last = new CountDownLatch(1);
        nodes.b.host(message -> {
            seen.add(message.body());
            if (message.body().equals(499)) {
                last.countDown();
            }
        });

        IntStream.range(0, 500).forEach(n -> nodes.a.untyped(ID).tell(n));

        assertThat(await(CompletableFuture.supplyAsync(() -> awaitLatch(last)))).isTrue();
        assertThat(seen).isEqualTo(IntStream.range(0, 500).boxed().toList());
    }

    private static boolean awaitLatch(CountDownLatch latch) {
        try {
            return latch.await(20, SECONDS);
        } catch (InterruptedException unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    @Test
    void theLocalInstanceIsPreferred() {
        nodes.b.host(message -> message.replyUntyped("b"));
        nodes.a.host(message -> message.replyUntyped("a"));
        nodes.register(at(nodes.b, 9, Role.ACTIVE));

        assertThat(await(nodes.a.untyped(ID).ask("who", String.class))).isEqualTo("a");
    }

    @Test
    void amongRemoteInstancesTheLatestActiveOneIsAsked() {
        nodes.b.host(ECHO);
        nodes.register(at(nodes.a, 9, Role.ACTIVE), at(nodes.b, 2, Role.ACTIVE));
        assertThat(await(nodes.a.untyped(ID).ask("x", String.class))).isEqualTo("x");
    }

    @Test
    void aPassiveCopyHereLeavesMessagesToTheActiveOne() {
        nodes.b.host(message -> message.replyUntyped("b"));
        nodes.a.hostPassive(message -> message.replyUntyped("a"));
        nodes.register(at(nodes.a, 9, Role.PASSIVE), at(nodes.b, 1, Role.ACTIVE));

        assertThat(await(nodes.a.untyped(ID).ask("who", String.class))).isEqualTo("b");
    }

    @Test
    void whileNoCopyIsActiveThePassiveOneHereAnswers() {
        nodes.b.host(message -> message.replyUntyped("b"));
        nodes.a.hostPassive(message -> message.replyUntyped("a"));
        nodes.register(at(nodes.a, 1, Role.PASSIVE), at(nodes.b, 9, Role.PASSIVE));

        assertThat(await(nodes.a.untyped(ID).ask("who", String.class))).isEqualTo("a");
    }

    @Test
    void whileNoCopyIsActiveAPassiveOneElsewhereAnswers() {
        nodes.b.hostPassive(message -> message.replyUntyped("b"));
        nodes.register(at(nodes.b, 1, Role.PASSIVE));

        assertThat(await(nodes.a.untyped(ID).ask("who", String.class))).isEqualTo("b");
    }

    @Test
    void amongActiveCopiesTheOneThatBecameSoLastIsAsked() {
        var c = nodes.node("c");
        c.host(message -> message.replyUntyped("c"));
        nodes.b.host(message -> message.replyUntyped("b"));
        Copy promoted = at(nodes.b, 1, Role.PASSIVE);
        nodes.register(
                at(c, 5, Role.ACTIVE),
                new Copy(promoted.node(), promoted.instance().in(Role.ACTIVE, 7)));

        assertThat(await(nodes.a.untyped(ID).ask("who", String.class))).isEqualTo("b");
    }

    @Test
    void anUnknownProcessIsNotFound() {
        var ref = nodes.a.untyped(new ProcessId("nobody"));

        assertThat(refusal(() -> ref.tell("x"))).isEqualTo(Reason.NOT_FOUND);
        assertThat(failure(ref.ask("x", Object.class)))
                .hasMessageContaining("nobody")
                .hasMessageContaining("a#1")
                .extracting(ProcessException::reason)
                .isEqualTo(Reason.NOT_FOUND);
    }

    @Test
    void aKnownProcessWithoutAnInstanceIsNotRunning() {
        nodes.register();

        assertThat(refusal(() -> nodes.a.untyped(ID).tell("x"))).isEqualTo(Reason.NOT_RUNNING);
        assertThat(failure(nodes.a.untyped(ID).ask("x", Object.class)).reason()).isEqualTo(Reason.NOT_RUNNING);
    }

    @Test
    void aProcessThatIsGoneFromItsNodeIsNotRunningThere() {
        nodes.register(at(nodes.b, 1, Role.ACTIVE));

        assertThat(failure(nodes.a.untyped(ID).ask("x", Object.class)))
                .hasMessageContaining("b#1")
                .extracting(ProcessException::reason)
                .isEqualTo(Reason.NOT_RUNNING);
        nodes.a.untyped(ID).tell("x");
        assertThat(nodes.b.router.dropped()).isEqualTo(Map.of(Reason.NOT_RUNNING, 1L));
    }

    @Test
    void aFullMailboxIsToldToTheSender() {
        var gate = new CountDownLatch(1);
        var busy = new CompletableFuture<Boolean>();
        nodes.b.host(message -> {
            busy.complete(true);
            gate.await();
        });
        nodes.b.untyped(ID).tell("x");
        await(busy);
        IntStream.range(0, 1_000).forEach(n -> nodes.b.untyped(ID).tell(n));

        assertThat(refusal(() -> nodes.b.untyped(ID).tell("x"))).isEqualTo(Reason.MAILBOX_FULL);
        assertThat(failure(nodes.b.untyped(ID).ask("x", Object.class)).reason()).isEqualTo(Reason.MAILBOX_FULL);
        assertThat(failure(nodes.a.untyped(ID).ask("x", Object.class)).reason()).isEqualTo(Reason.MAILBOX_FULL);
        gate.countDown();
    }

    @Test
    void aRunLoopTakesNoMessages() {
        nodes.b.hostLoop();

        assertThat(refusal(() -> nodes.b.untyped(ID).tell("x"))).isEqualTo(Reason.NO_MAILBOX);
        assertThat(failure(nodes.b.untyped(ID).ask("x", Object.class)).reason()).isEqualTo(Reason.NO_MAILBOX);
        assertThat(failure(nodes.a.untyped(ID).ask("x", Object.class)).reason()).isEqualTo(Reason.NO_MAILBOX);
    }

    @Test
    void whatCannotBeEncodedIsNotSent() {
        nodes.b.host(ECHO);

        assertThat(refusal(() -> nodes.a.untyped(ID).tell(new Object()))).isEqualTo(Reason.NOT_SERIALISABLE);
        assertThat(failure(nodes.a.untyped(ID).ask(new Object(), Object.class)))
                .hasMessageContaining("java.lang.Object");
        assertThat(failure(nodes.a.untyped(ID).ask(new Secret(), Object.class)).reason())
                .isEqualTo(Reason.NOT_SERIALISABLE);
        assertThat(nodes.a.sent).isEmpty();
        assertThat(nodes.a.router.openCalls()).isZero();
    }

    @Test
    void whatIsTooLargeIsNotSent() {
        nodes.b.host(ECHO);
        var text = "x".repeat(TwoNodes.BODY_BYTES_MAX);

        assertThat(await(nodes.a.untyped(ID).ask(text, String.class))).isEqualTo(text);
        assertThat(refusal(() -> nodes.a.untyped(ID).tell(text + "x"))).isEqualTo(Reason.TOO_LARGE);
        assertThat(failure(nodes.a.untyped(ID).ask(text + "x", Object.class)))
                .hasMessageContaining("1001")
                .hasMessageContaining("1000");
    }

    @Test
    void aReplyThatCannotBeSentIsRefused() {
        nodes.b.host(
                message -> message.replyUntyped(message.body().equals("large") ? "x".repeat(2_000) : new Object()));

        assertThat(failure(nodes.a.untyped(ID).ask("large", Object.class)).reason())
                .isEqualTo(Reason.TOO_LARGE);
        assertThat(failure(nodes.a.untyped(ID).ask("odd", Object.class)).reason())
                .isEqualTo(Reason.NOT_SERIALISABLE);
    }

    @Test
    void aMessageThatCannotBeDecodedIsRefused() {
        nodes.b.host(ECHO);

        assertThat(failure(nodes.a.untyped(ID).ask(new Note("unreadable"), Object.class))
                        .reason())
                .isEqualTo(Reason.NOT_SERIALISABLE);
        assertThat(await(nodes.a.untyped(ID).ask("x", String.class))).isEqualTo("x");
    }

    @Test
    void aReplyThatCannotBeDecodedFailsItsAsk() {
        nodes.b.host(message -> message.replyUntyped(new Note("unreadable")));

        assertThat(failure(nodes.a.untyped(ID).ask("x", Object.class)))
                .hasMessageContaining("reply")
                .extracting(ProcessException::reason)
                .isEqualTo(Reason.NOT_SERIALISABLE);
    }

    @Test
    void aTypeThatTheReceiverDoesNotKnowIsRefused() {
        nodes.b.host(ECHO);
        var body = new Packet.Body("unknown", new byte[0], Map.of());

        nodes.b.router.onMail(nodes.a.self, new Packet.Ask(7, ID, body));
        nodes.b.router.onMail(nodes.a.self, new Packet.Tell(ID, body));

        assertThat(nodes.b.sent).singleElement().isInstanceOfSatisfying(Packet.Refusal.class, refusal -> {
            assertThat(refusal.call()).isEqualTo(7);
            assertThat(refusal.reason()).isEqualTo(Reason.NOT_SERIALISABLE);
            assertThat(refusal.detail()).contains("unknown").contains("b#1");
        });
        assertThat(nodes.b.router.dropped()).isEqualTo(Map.of(Reason.NOT_SERIALISABLE, 1L));
    }

    @Test
    void aProcessMayAskAnotherNode() {
        nodes.b.host(ECHO);
        var front = new TwoNodes(environment);
        front.a.host(message -> message.replyUntyped(await(nodes.a.untyped(ID).ask(message.body(), String.class))));

        assertThat(await(front.a.untyped(ID).ask("x", String.class))).isEqualTo("x");
        front.close();
    }

    @Test
    void everythingWorksOnOneThread() {
        var single = ManualEnvironment.stepped();
        var others = new TwoNodes(single);
        others.b.hostLater(ECHO);
        single.run();

        CompletableFuture<String> near = others.b.untyped(ID).ask("near", String.class);
        CompletableFuture<String> far = others.a.untyped(ID).ask("far", String.class);
        single.run();

        assertThat(near).isCompletedWithValue("near");
        assertThat(far).isCompletedWithValue("far");
    }
}
