package io.processhub.messaging;

import io.processhub.cluster.NodeId;
import io.processhub.environment.Environment;
import io.processhub.process.ProcessException.Reason;
import io.processhub.spec.ProcessId;
import io.processhub.time.Durations;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The asks of this node that wait for their end. Thread-safe.
 *
 * <p>Calls that expire at about the same time share a bucket, and a bucket has one timer: most calls are answered long
 * before their limit, and a timer of its own would cost each more than all the rest. A call expires up to 17
 * milliseconds late, never early.
 */
final class OpenCalls {
    private static final int BUCKET_NANOS_BITS = 24;

    private final Environment environment;
    private final Encoder encoder;
    private final AnswerQueue answers;

    /** Begins at random, so that a late reply to an earlier generation of this hub answers no question of this one. */
    private final AtomicLong numbers;

    private final Map<Long, Bucket> buckets = new ConcurrentHashMap<>();
    private final Map<Long, Call> remote = new ConcurrentHashMap<>();
    private volatile boolean closed;

    OpenCalls(Environment environment, Encoder encoder) {
        this.environment = environment;
        this.encoder = encoder;
        this.answers = new AnswerQueue(environment.completions());
        this.numbers = new AtomicLong(environment.random().nextLong());
    }

    /** Prepares a call; it is not kept before {@link #watch}. */
    Call prepare(ProcessId id, NodeId node, Call.Terms terms) {
        long nanos = Durations.bounded(terms.limit()).toNanos();
        long key = ((environment.nanoTime() + nanos) >> BUCKET_NANOS_BITS) + 1;
        Bucket bucket = buckets.get(key);
        if (bucket == null) {
            bucket = buckets.computeIfAbsent(key, Bucket::new);
        }
        return new Call(numbers.incrementAndGet(), id, node, terms, bucket);
    }

    /** From now on the call expires. It may have ended already. */
    void watch(Call call) {
        call.bucket().add(call);
        if (closed) {
            failClosed(call);
        }
    }

    /** Like {@link #watch}, and its number finds it. */
    void watchRemote(Call call) {
        remote.put(call.number(), call);
        watch(call);
    }

    /** A question of this node that waited here is forwarded to another one; the answer is how often it was. */
    int forward(Call call, NodeId target) {
        int hops = call.forward(target);
        remote.put(call.number(), call);
        if (!call.open()) {
            call.bucket().forget(call);
        }
        return hops;
    }

    /** Finds an open call; the caller decides whose answer counts. */
    @Nullable
    Call find(long number) {
        return remote.get(number);
    }

    void failAll(NodeId lost) {
        for (Call call : remote.values()) {
            if (call.node().equals(lost)) {
                call.fail(Reason.NODE_LOST, "node " + lost + " was lost before a reply came");
            }
        }
    }

    /** How many calls wait. */
    int count() {
        return buckets.values().stream().mapToInt(bucket -> bucket.calls.size()).sum();
    }

    /** Fails all calls, now and in future. */
    void close() {
        closed = true;
        for (Bucket bucket : buckets.values()) {
            bucket.calls.forEach(OpenCalls::failClosed);
        }
    }

    private static void failClosed(Call call) {
        call.fail(Reason.ENDED, "this hub was closed before a reply came");
    }

    /** Calls that expire together. */
    final class Bucket {
        private final Long key;
        private final Set<Call> calls = ConcurrentHashMap.newKeySet();
        private volatile boolean swept;

        private Bucket(Long key) {
            this.key = key;
            long end = key << BUCKET_NANOS_BITS;
            environment.after(
                    Duration.ofNanos(end - environment.nanoTime()),
                    () -> environment.completions().execute(this::sweep));
        }

        private void sweep() {
            buckets.remove(key, this);
            swept = true;
            calls.forEach(Call::expire);
        }

        /** A call may end, and the bucket may be swept, while it is being added. */
        private void add(Call call) {
            calls.add(call);
            if (!call.open()) {
                forget(call);
            } else if (swept) {
                call.expire();
            }
        }

        void forget(Call call) {
            calls.remove(call);
            remote.remove(call.number(), call);
        }

        Encoder encoder() {
            return encoder;
        }

        AnswerQueue answers() {
            return answers;
        }
    }
}
