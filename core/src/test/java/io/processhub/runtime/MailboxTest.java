package io.processhub.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.environment.Environment;
import io.processhub.process.ProcessException.Reason;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

final class MailboxTest {
    private static final Executor WORKERS = Environment.system().workers();

    private final Mailbox mailbox = new Mailbox();

    private Delivery offer(Object body, int max) {
        return mailbox.offer(new Envelope(body, null), max);
    }

    private List<Object> rest() {
        return Stream.generate(mailbox::poll)
                .takeWhile(envelope -> envelope != null)
                .map(Envelope::body)
                .toList();
    }

    @Test
    void envelopesComeOutInTheOrderTheyCameIn() {
        IntStream.range(0, 5).forEach(n -> offer(n, 100));
        Envelope first = mailbox.poll();
        IntStream.range(5, 10).forEach(n -> offer(n, 100));

        assertThat(first).isNotNull().extracting(Envelope::body).isEqualTo(0);
        assertThat(rest()).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
        assertThat(mailbox.poll()).isNull();
    }

    @Test
    void whatWasTakenButNotHandedOutStillCounts() {
        IntStream.range(0, 3).forEach(n -> offer(n, 3));
        mailbox.poll();

        assertThat(offer(3, 3)).isEqualTo(Delivery.ACCEPTED);
        assertThat(offer(4, 3)).isEqualTo(Delivery.FULL);
        assertThat(mailbox.empty()).isFalse();
        assertThat(rest()).containsExactly(1, 2, 3);
        assertThat(mailbox.empty()).isTrue();
    }

    @Test
    void whatWaitsIsCounted() {
        IntStream.range(0, 3).forEach(n -> offer(n, 100));
        mailbox.poll();
        offer(3, 100);
        assertThat(mailbox.waiting()).isEqualTo(3);

        rest();
        assertThat(mailbox.waiting()).isZero();
        mailbox.close();
        assertThat(mailbox.waiting()).isZero();
    }

    @Test
    void aClosedMailboxFailsWhatWaitsAndRefusesTheRest() {
        var replies = IntStream.range(0, 4).mapToObj(n -> new Reply()).toList();
        replies.subList(0, 2).forEach(reply -> mailbox.offer(new Envelope("x", reply), 10));
        mailbox.poll();
        replies.subList(2, 4).forEach(reply -> mailbox.offer(new Envelope("x", reply), 10));

        mailbox.close();
        mailbox.close();

        assertThat(replies.getFirst().open()).as("handed out before").isTrue();
        assertThat(replies.stream().skip(1).map(Reply::end)).containsOnly(Reason.ENDED);
        assertThat(offer("x", 10)).isEqualTo(Delivery.NO_PROCESS);
    }

    /**
     * Goal: the bound holds under contention. Method: more senders than room, no thread takes; count what was accepted.
     */
    @RepeatedTest(20)
    void neverMoreThanTheBoundIsAccepted() {
        var accepted = new AtomicInteger();
        var senders = IntStream.range(0, 8)
                .mapToObj(sender -> CompletableFuture.runAsync(
                        () -> {
                            for (int n = 0; n < 100; n++) {
                                if (offer(n, 500) == Delivery.ACCEPTED) {
                                    accepted.incrementAndGet();
                                }
                            }
                        },
                        WORKERS))
                .toList();

        senders.forEach(CompletableFuture::join);

        assertThat(accepted).hasValue(500);
        assertThat(rest()).hasSize(500);
    }

    /**
     * Goal: no sender is refused while fewer wait than the bound. Method: beside a taker, as many messages are under
     * way as the bound allows.
     */
    @RepeatedTest(20)
    void noSenderIsRefusedWithoutCause() {
        int senders = 4;
        var underWay = new Semaphore(senders);
        var refused = new AtomicInteger();
        var all = IntStream.range(0, senders)
                .mapToObj(sender -> CompletableFuture.runAsync(
                        () -> {
                            for (int n = 0; n < 2_000; n++) {
                                underWay.acquireUninterruptibly();
                                if (offer(n, senders) != Delivery.ACCEPTED) {
                                    refused.incrementAndGet();
                                    underWay.release();
                                }
                            }
                        },
                        WORKERS))
                .toList();
        var sent = CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));

        int taken = 0;
        while (!sent.isDone() || !mailbox.empty()) {
            if (mailbox.poll() != null) {
                taken++;
                underWay.release();
            }
        }

        assertThat(refused).hasValue(0);
        assertThat(taken).isEqualTo(senders * 2_000);
    }

    /** Goal: no ask is forgotten. Method: close while senders offer; every accepted ask must have an end. */
    @RepeatedTest(50)
    void everyAcceptedAskEndsWhenTheMailboxCloses() {
        var accepted = Collections.synchronizedList(new ArrayList<Reply>());
        var senders = IntStream.range(0, 4)
                .mapToObj(sender -> CompletableFuture.runAsync(
                        () -> {
                            for (int n = 0; n < 100; n++) {
                                var reply = new Reply();
                                if (mailbox.offer(new Envelope(n, reply), 1_000) == Delivery.ACCEPTED) {
                                    accepted.add(reply);
                                }
                            }
                        },
                        WORKERS))
                .toList();
        mailbox.poll();

        mailbox.close();
        senders.forEach(CompletableFuture::join);

        assertThat(accepted.stream().filter(Reply::open).count()).isLessThanOrEqualTo(1);
    }
}
