package io.processhub.benchmarks;

import io.processhub.process.ProcessRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
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

/** Messages sent and handled per second, from one sender to processes of the same node. Budget: 5 million per core. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class MailboxTellBenchmark {
    private static final int BURST = 50_000;
    private static final String LAST = "last";

    @Param({"1", "1000"})
    int processes;

    private MailboxHost host;
    private List<ProcessRef<Object>> refs;
    private volatile CountDownLatch handled;

    @Setup(Level.Trial)
    public void start() throws InterruptedException {
        host = new MailboxHost(processes, () -> message -> {
                    if (message.body() == LAST) {
                        handled.countDown();
                    }
                })
                .start(processes);
        refs = new ArrayList<>();
        for (int n = 0; n < processes; n++) {
            refs.add(host.untyped("p" + n));
        }
    }

    @Benchmark
    @OperationsPerInvocation(BURST)
    public void tell() throws InterruptedException {
        var all = new CountDownLatch(processes);
        handled = all;
        for (int n = 0; n < BURST; n++) {
            refs.get(n % processes).tell(n >= BURST - processes ? LAST : "x");
        }
        all.await();
    }

    @TearDown(Level.Trial)
    public void stop() {
        host.close();
    }
}
