package io.processhub.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessContext;
import io.processhub.process.RunLoop;
import io.processhub.registry.Registration;
import io.processhub.spec.ProcessId;
import io.processhub.spring.ClusterSingleton;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Three applications in one JVM are three nodes of one hub. */
final class SpringHubClusterTest {
    private static final ProcessId CLOCK = new ProcessId("clock");

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @Import(Clock.class)
    static class Application {}

    @ClusterSingleton(id = "clock")
    static final class Clock implements RunLoop {
        @Override
        public void run(ProcessContext<Void> context) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    private static NodeId clock(ProcessHub hub) {
        return hub.active(CLOCK).map(Registration.Copy::node).orElseThrow();
    }

    private static int host(SpringHubCluster cluster) {
        NodeId node = clock(cluster.hub(0));
        return IntStream.range(0, 3)
                .filter(i -> cluster.hub(i).self().equals(node))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aSingletonRunsOnceAndElsewhereWhenItsApplicationIsClosed() {
        try (var cluster = SpringHubCluster.of(Application.class).start(3)) {
            int first = host(cluster);
            assertThat(IntStream.range(0, 3).mapToObj(cluster::hub).map(SpringHubClusterTest::clock))
                    .containsOnly(cluster.hub(first).self());

            cluster.close(first);
            cluster.settle();

            assertThat(clock(cluster.hub((first + 1) % 3)))
                    .isNotEqualTo(cluster.hub(first).self());
        }
    }

    @Test
    void aNodeThatCrashesIsReplaced() {
        try (var cluster = SpringHubCluster.of(Application.class)
                .properties("processhub.id=other")
                .start(3)) {
            int first = host(cluster);

            cluster.crash(first);
            cluster.settle();

            assertThat(cluster.hub((first + 1) % 3).id()).isEqualTo("other");
            assertThat(clock(cluster.hub((first + 1) % 3)))
                    .isNotEqualTo(cluster.hub(first).self());
        }
    }
}
