package io.processhub.bench.node;

import io.processhub.bench.contestant.Counters;
import io.processhub.bench.contestant.Link;
import io.processhub.bench.contestant.Mailboxes;
import io.processhub.bench.contestant.Member;
import io.processhub.bench.contestant.Window;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Semaphore;

/** Messages within one JVM, and between two. */
final class MessageWork {
    private static final int LOCAL_WINDOW = 10_000;
    private static final int LOCAL_LOOK = 500;
    private static final int REMOTE_WINDOW_MESSAGES = 10_000;
    private static final int REMOTE_WINDOW_BYTES = 4 << 20;
    private static final int REMOTE_ACKNOWLEDGE = 500;
    private static final double SECOND_NANOS = 1e9;

    private Counters received = new Counters(0);

    Map<String, Double> open(Member member, Order order) throws Exception {
        received = new Counters(order.number("receivers"));
        ((Mailboxes) member).open(received);
        return Map.of();
    }

    /** Sends by turns to all receivers, with at most so many under way. */
    Map<String, Double> tell(Member member, Order order) {
        int messages = order.number("messages");
        var mailboxes = (Mailboxes) member;
        long before = received.sum();
        long begin = System.nanoTime();
        for (int number = 0; number < messages; number++) {
            mailboxes.tell(number % received.size(), number);
            while (number % LOCAL_LOOK == 0 && number - (received.sum() - before) > LOCAL_WINDOW) {
                Thread.onSpinWait();
            }
        }
        while (received.sum() - before < messages) {
            Thread.onSpinWait();
        }
        return perSecond(messages, begin);
    }

    Map<String, Double> ask(Member member, Order order) throws Exception {
        var mailboxes = (Mailboxes) member;
        return asks(order, number -> mailboxes.ask(number % received.size(), number));
    }

    static Map<String, Double> openLink(Member member, Order order) throws Exception {
        ((Link) member).openLink();
        return Map.of();
    }

    static Map<String, Double> remoteAsk(Member member, Order order) throws Exception {
        byte[] payload = new byte[order.number("bytes")];
        return asks(order, number -> ((Link) member).ask(payload));
    }

    /** With so many in flight; with one, also how long each takes; in bursts, the next begins when all are answered. */
    private static Map<String, Double> asks(Order order, Window.Task task) throws Exception {
        int messages = order.number("messages");
        int flight = order.number("flight");
        if (flight == 1) {
            return oneByOne(messages, task);
        }
        boolean bursts = order.number("bursts") == 1;
        long begin = System.nanoTime();
        if (!bursts) {
            Window.run(messages, flight, task);
            return perSecond(messages, begin);
        }
        for (int burst = 0; burst < messages / flight; burst++) {
            Window.run(flight, flight, task);
        }
        return perSecond(messages / flight * flight, begin);
    }

    private static Map<String, Double> oneByOne(int messages, Window.Task task) throws Exception {
        long[] nanos = new long[messages];
        for (int number = 0; number < messages; number++) {
            long begin = System.nanoTime();
            task.begin(number).toCompletableFuture().join();
            nanos[number] = System.nanoTime() - begin;
        }
        Arrays.sort(nanos);
        return Map.of("p50_micros", micros(nanos, 50), "p99_micros", micros(nanos, 99));
    }

    private static double micros(long[] sorted, int percent) {
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)] / 1_000.0;
    }

    /** Every so many messages is a question, whose answer acknowledges those before it. */
    static Map<String, Double> remoteTell(Member member, Order order) throws Exception {
        int messages = order.number("messages") / REMOTE_ACKNOWLEDGE * REMOTE_ACKNOWLEDGE;
        byte[] payload = new byte[order.number("bytes")];
        var link = (Link) member;
        int window = Math.min(REMOTE_WINDOW_MESSAGES, REMOTE_WINDOW_BYTES / Math.max(1, payload.length));
        var free = new Semaphore(window / REMOTE_ACKNOWLEDGE);
        int parts = free.availablePermits();
        long begin = System.nanoTime();
        for (int number = 0; number < messages; number += REMOTE_ACKNOWLEDGE) {
            free.acquire();
            sendPart(link, payload).whenComplete((answer, lost) -> free.release());
        }
        free.acquire(parts);
        return perSecond(messages, begin);
    }

    private static CompletionStage<?> sendPart(Link link, byte[] payload) throws Exception {
        for (int number = 1; number < REMOTE_ACKNOWLEDGE; number++) {
            link.tell(payload);
        }
        return link.ask(payload);
    }

    private static Map<String, Double> perSecond(int messages, long begin) {
        return Map.of("per_second", messages * SECOND_NANOS / (System.nanoTime() - begin));
    }
}
