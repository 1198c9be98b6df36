package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.environment.Environment;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A hub that waits for others before it starts anything. */
final class InitialSizeTest {
    private static final ProcessType<String> TYPE = ProcessType.of("counted", String.class);
    private static final Duration LONG = Duration.ofMinutes(5);

    private final EmbeddedNetwork network = EmbeddedNetwork.create(Environment.system());
    private final List<Node> nodes = new ArrayList<>();
    private final CountDownLatch secondIsSeen = new CountDownLatch(2);
    private final AtomicInteger starts = new AtomicInteger();

    /** Its objects count themselves. */
    private final class Counted implements HubProcess<String> {
        Counted() {
            starts.incrementAndGet();
        }

        @Override
        public void onMessage(Message<String> message) {
            message.replyUntyped(message.body());
        }
    }

    private CompletableFuture<ProcessHub> starting(String name, int size, Duration patience) {
        Node node = Node.join(network.open(name));
        nodes.add(node);
        return ProcessHub.builder("hub")
                .node(node)
                .process(TYPE, Counted::new)
                .ensure(TYPE.spec("only"))
                .hook(Hook.of("seen", HubEvent.NodeJoined.class, joined -> secondIsSeen.countDown()))
                .initialSize(size, patience)
                .startAsync();
    }

    @AfterEach
    void close() {
        nodes.forEach(Node::close);
    }

    @Test
    void nothingStartsBeforeAllAreThereAndThenOnce() throws InterruptedException {
        var first = starting("a", 3, LONG);
        var second = starting("b", 3, LONG);
        secondIsSeen.await();
        assertThat(first).isNotDone();
        assertThat(second).isNotDone();
        assertThat(starts).hasValue(0);

        var third = starting("c", 3, LONG);

        for (var hub : List.of(first, second, third)) {
            assertThat(hub.join().status().membership().nodes()).hasSize(3);
        }
        assertThat(third.join().untyped("only").ask("hello", String.class).join())
                .isEqualTo("hello");
        assertThat(starts).hasValue(1);
    }

    @Test
    void afterTheTimeItGoesOnWithFewer() {
        ProcessHub alone = starting("a", 3, Duration.ofMillis(200)).join();

        assertThat(alone.untyped("only").ask("hello", String.class).join()).isEqualTo("hello");
    }
}
