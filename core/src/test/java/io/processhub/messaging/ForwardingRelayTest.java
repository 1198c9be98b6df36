package io.processhub.messaging;

import static io.processhub.messaging.TwoNodes.ID;
import static io.processhub.messaging.TwoNodes.at;
import static io.processhub.messaging.TwoNodes.failure;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.environment.ManualEnvironment;
import io.processhub.messaging.TwoNodes.OneNode;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessException.Reason;
import io.processhub.spec.Role;
import io.processhub.wire.Packet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** A question goes after a process that moves on and on, and its asker follows. All on one thread. */
final class ForwardingRelayTest {
    private static final HubProcess<Object> ECHO = message -> message.replyUntyped(message.body());

    private final ManualEnvironment environment = ManualEnvironment.stepped();
    private final TwoNodes nodes = new TwoNodes(environment);
    private final OneNode a = nodes.a;
    private final OneNode b = nodes.b;
    private final OneNode c = nodes.node("c");

    /** Runs the process on a node, which lets all messages wait. */
    private void hostQuietly(OneNode node) {
        node.hostLater(ECHO);
        environment.run();
        node.runtime.hold(ID, 1, 1, false);
        environment.run();
    }

    /** The process has moved to where the directory says it is now. */
    private void moveFrom(OneNode node) {
        node.runtime.stop(ID, 1, StopReason.MOVED);
        environment.run();
    }

    /** When the next mail reaches a node, all nodes know that the process is on another one. */
    private void movesMeanwhile(OneNode from, OneNode to) {
        from.beforeMail(() -> nodes.register(at(to, 2, Role.ACTIVE)));
    }

    private static List<Integer> stationsTold(OneNode node) {
        return node.sent.stream()
                .filter(Packet.Forwarded.class::isInstance)
                .map(sent -> ((Packet.Forwarded) sent).hops())
                .toList();
    }

    private void assertWaitsFor(CompletableFuture<?> asked, OneNode asker, OneNode holder, OneNode former) {
        asker.router.onNodeLost(former.self);
        environment.run();
        assertThat(asked).isNotDone();
        asker.router.onNodeLost(holder.self);
        environment.run();
        assertThat(failure(asked)).hasMessageContaining("node " + holder.self);
        assertThat(failure(asked).reason()).isEqualTo(Reason.NODE_LOST);
    }

    /** The question reaches b by way of a, waits there, and goes back to a with the process. */
    @Test
    void anAskerFollowsAQuestionThatReturnsToANode() {
        hostQuietly(b);
        nodes.register(at(a, 1, Role.ACTIVE));
        movesMeanwhile(a, b);
        CompletableFuture<Object> asked = c.untyped(ID).ask("x", Object.class);
        a.beforeMail(() -> {});
        hostQuietly(a);

        moveFrom(b);

        assertThat(stationsTold(a)).containsExactly(1);
        assertThat(stationsTold(b)).containsExactly(2);
        assertWaitsFor(asked, c, a, b);
    }

    /** The question of a comes back to a, waits there, and goes on to c and then to b. */
    @Test
    void anAskerFollowsItsQuestionThatHasWaitedAtHome() {
        nodes.register(at(b, 1, Role.ACTIVE));
        b.beforeMail(() -> hostQuietly(a));
        CompletableFuture<Object> asked = a.untyped(ID).ask("x", Object.class);
        b.beforeMail(() -> {});
        hostQuietly(b);
        nodes.register(at(c, 3, Role.ACTIVE));
        movesMeanwhile(c, b);

        moveFrom(a);

        assertThat(stationsTold(b)).containsExactly(1);
        assertThat(stationsTold(c)).containsExactly(3);
        assertWaitsFor(asked, a, b, c);
    }

    /**
     * It has gone to and fro as often as is allowed, waits, and is to go on: it is refused, and the asker asks anew.
     */
    @Test
    void aQuestionThatHasWaitedIsNotForwardedForEver() {
        nodes.register(at(a, 1, Role.ACTIVE));
        b.beforeMail(() -> nodes.register(at(a, 1, Role.ACTIVE)));
        a.beforeMail(() -> {
            if (stationsTold(b).size() < ForwardingRelay.HOPS_MAX / 2) {
                nodes.register(at(b, 1, Role.ACTIVE));
            } else {
                hostQuietly(a);
            }
        });
        CompletableFuture<Object> asked = c.untyped(ID).ask("x", Object.class);
        assertThat(stationsTold(b)).last().isEqualTo(ForwardingRelay.HOPS_MAX);
        nodes.register(at(b, 2, Role.ACTIVE));

        moveFrom(a);

        assertThat(failure(asked).reason()).isEqualTo(Reason.NOT_RUNNING);
        assertThat(failure(asked)).hasMessageContaining("moved more than 8 times");
    }
}
