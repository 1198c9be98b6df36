package io.processhub.micrometer;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.processhub.hook.CallObserver;
import io.processhub.message.Message;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessException;
import io.processhub.spec.ProcessId;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Counts all messages that this node sends, and takes the times of some. Thread-safe. */
final class CallMeters implements CallObserver {
    private final MeterRegistry registry;
    private final Tags tags;
    private final TypeTags types;
    private final int sampling;
    private final Map<String, Tells> tells = new ConcurrentHashMap<>();
    private final Map<Ended, Timer> asks = new ConcurrentHashMap<>();
    private final Map<String, Handled> handled = new ConcurrentHashMap<>();

    CallMeters(MeterRegistry registry, Tags tags, TypeTags types, int sampling) {
        this.registry = registry;
        this.tags = tags;
        this.types = types;
        this.sampling = sampling;
    }

    private boolean sampled() {
        return sampling == 1 || (sampling > 1 && ThreadLocalRandom.current().nextInt(sampling) == 0);
    }

    @Override
    public Sending sending(ProcessId to, String type, boolean asks, Object message) {
        if (!asks) {
            Tells all = tells.get(type);
            Tells known = all == null ? tells(types.of(type)) : all;
            return sampled() ? known.sampled : known;
        }
        return new Asked(types.of(type), registry.config().clock().monotonicTime(), sampled());
    }

    @Override
    public boolean follows(ProcessId to) {
        return sampled();
    }

    @Override
    public Handling handling(ProcessContext<?> process, Message<?> message, Duration waited) {
        Handled meters = handled.computeIfAbsent(types.of(process.spec().type()), Handled::new);
        meters.waited.record(waited);
        return meters.begin();
    }

    /** By its tag, which is the type itself but for those that came late. */
    private Tells tells(String tag) {
        return tells.computeIfAbsent(tag, Tells::new);
    }

    private static String outcome(@Nullable Throwable failure) {
        return switch (failure) {
            case null -> "success";
            case ProcessException refused -> HubMeters.lower(refused.reason());
            default -> "failure";
        };
    }

    private static String target(boolean remote) {
        return remote ? "remote" : "local";
    }

    /** The tells to processes of one type: one object for all, because there are millions a second. */
    private final class Tells implements Sending {
        private final Sending sampled = new Sending() {
            @Override
            public void done(@Nullable Throwable failure, boolean remote) {
                Tells.this.done(failure, remote);
            }
        };

        private final String type;
        private final LongAdder local = new LongAdder();
        private final LongAdder remote = new LongAdder();

        Tells(String type) {
            this.type = type;
            count(local, false);
            count(remote, true);
        }

        /** Adding to a number of ours costs less than a counter of the registry, which has fractions. */
        private void count(LongAdder sent, boolean away) {
            FunctionCounter.builder("processhub.tell", sent, LongAdder::sum)
                    .tags(tags(away, "success"))
                    .description("messages without an answer that this node has sent")
                    .register(registry);
        }

        private Tags tags(boolean away, String outcome) {
            return CallMeters.this.tags.and("type", type, "target", target(away), "outcome", outcome);
        }

        @Override
        public boolean toHandler() {
            return false;
        }

        @Override
        public void done(@Nullable Throwable failure, boolean away) {
            if (failure == null) {
                (away ? remote : local).increment();
            } else {
                Counter.builder("processhub.tell")
                        .tags(tags(away, outcome(failure)))
                        .register(registry)
                        .increment();
            }
        }
    }

    private record Ended(String type, boolean remote, String outcome) {}

    private final class Asked implements Sending {
        private final String type;
        private final long begun;
        private final boolean toHandler;

        Asked(String type, long begun, boolean toHandler) {
            this.type = type;
            this.begun = begun;
            this.toHandler = toHandler;
        }

        @Override
        public boolean toHandler() {
            return toHandler;
        }

        @Override
        public void done(@Nullable Throwable failure, boolean remote) {
            asks.computeIfAbsent(new Ended(type, remote, outcome(failure)), CallMeters.this::timer)
                    .record(registry.config().clock().monotonicTime() - begun, TimeUnit.NANOSECONDS);
        }
    }

    private Timer timer(Ended ended) {
        return Timer.builder("processhub.ask")
                .tags(tags.and("type", ended.type(), "target", target(ended.remote()), "outcome", ended.outcome()))
                .description("questions of this node, until they are answered")
                .register(registry);
    }

    /** What processes of one type handle, as far as times are taken. */
    private final class Handled {
        private final Timer waited;
        private final Timer succeeded;
        private final Timer failed;

        Handled(String type) {
            this.waited = Timer.builder("processhub.mailbox.wait")
                    .tags(tags.and("type", type))
                    .description("from arrival on this node until the handler, of sampled messages")
                    .register(registry);
            this.succeeded = timer(type, "success");
            this.failed = timer(type, "failure");
        }

        private Timer timer(String type, String outcome) {
            return Timer.builder("processhub.handling")
                    .tags(tags.and("type", type, "outcome", outcome))
                    .description("in the handler, of sampled messages")
                    .register(registry);
        }

        private Handling begin() {
            long begun = registry.config().clock().monotonicTime();
            return new Handling() {
                @Override
                public void done(@Nullable Throwable failure) {
                    (failure == null ? succeeded : failed)
                            .record(registry.config().clock().monotonicTime() - begun, TimeUnit.NANOSECONDS);
                }
            };
        }
    }
}
