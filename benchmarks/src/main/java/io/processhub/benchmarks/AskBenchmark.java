package io.processhub.benchmarks;

import io.processhub.process.ProcessRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** Asks per second, with replies, to processes of the same node. Budget: 500,000, with several outstanding asks. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class AskBenchmark {
    private static final int BURST = 1_000;

    @Param({"1", "1000"})
    int processes;

    private MailboxHost host;
    private List<ProcessRef<Object>> refs;

    @Setup(Level.Trial)
    public void start() throws InterruptedException {
        host = new MailboxHost(processes, () -> message -> message.replyUntyped(message.body())).start(processes);
        refs = new ArrayList<>();
        for (int n = 0; n < processes; n++) {
            refs.add(host.untyped("p" + n));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void manyUnderWay() {
        var replies = new CompletableFuture<?>[BURST];
        for (int n = 0; n < BURST; n++) {
            replies[n] = refs.get(n % processes).ask("x", Object.class);
        }
        for (CompletableFuture<?> reply : replies) {
            reply.join();
        }
    }

    @Benchmark
    public Object oneAfterAnother() {
        return refs.getFirst().ask("x", Object.class).join();
    }

    @TearDown(Level.Trial)
    public void stop() {
        host.close();
    }
}
