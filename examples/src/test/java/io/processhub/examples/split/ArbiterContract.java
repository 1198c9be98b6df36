package io.processhub.examples.split;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.partition.Arbiter.Answer;
import io.processhub.strategy.partition.Arbiter.Claim;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** What leases in a table do, with any database. */
abstract class ArbiterContract {
    private static final List<NodeId> ONE = List.of(new NodeId("a", 1), new NodeId("b", 1));
    private static final List<NodeId> OTHER = List.of(new NodeId("c", 1), new NodeId("d", 1));
    private static final Duration VALIDITY = Duration.ofMinutes(10);

    /** {@return a database with an empty table} */
    abstract DataSource database();

    static void create(DataSource database) throws SQLException {
        execute(database, JdbcArbiter.SCHEMA);
    }

    static void execute(DataSource database, String sql) throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Answer ask(String hub, NodeId node, List<NodeId> part) throws SQLException {
        var claim = new Claim(hub, node, part, VALIDITY, Duration.ofSeconds(5));
        return new JdbcArbiter(database()).ask(claim).toCompletableFuture().join();
    }

    private Answer ask(List<NodeId> part) throws SQLException {
        return ask("orders", part.getFirst(), part);
    }

    @Test
    void thePartThatAsksFirstHasTheLeaseAndItsNodesShareIt() throws SQLException {
        assertThat(ask(ONE)).isEqualTo(new Answer.Granted(VALIDITY));

        assertThat(ask("orders", ONE.getLast(), ONE)).isEqualTo(new Answer.Granted(VALIDITY));
        assertThat(ask(OTHER)).isEqualTo(new Answer.Refused("held by [a#1, b#1]"));
        assertThat(ask(ONE)).isEqualTo(new Answer.Granted(VALIDITY));
    }

    @Test
    void anotherPartGetsItWhenItIsOver() throws SQLException {
        ask(ONE);
        execute(database(), "UPDATE hub_lease SET expires = expires - " + (VALIDITY.toSeconds() - 60));
        assertThat(ask(OTHER)).isInstanceOf(Answer.Refused.class);

        execute(database(), "UPDATE hub_lease SET expires = expires - 61");
        assertThat(ask(OTHER)).isInstanceOf(Answer.Granted.class);
        assertThat(ask(ONE)).isEqualTo(new Answer.Refused("held by [c#1, d#1]"));
    }

    @Test
    void aLeaseIsValidForAllOfTheTimeFromItsLastGrant() throws SQLException {
        ask(ONE);
        execute(database(), "UPDATE hub_lease SET expires = expires - " + (VALIDITY.toSeconds() - 60));
        ask(ONE);
        execute(database(), "UPDATE hub_lease SET expires = expires - " + (VALIDITY.toSeconds() - 60));

        assertThat(ask(OTHER)).isInstanceOf(Answer.Refused.class);
    }

    @Test
    void eachHubHasALeaseOfItsOwn() throws SQLException {
        ask(ONE);

        assertThat(ask("carts", OTHER.getFirst(), OTHER)).isInstanceOf(Answer.Granted.class);
    }

    /** Eight threads ask at the same time, four for each part; first there is no row, then one that is over. */
    @Test
    void ofTwoPartsThatAskAtTheSameTimeOneGetsIt() throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
            for (int round = 0; round < 20; round++) {
                var together = new CyclicBarrier(8);
                List<Future<Answer>> ones = new ArrayList<>();
                List<Future<Answer>> others = new ArrayList<>();
                for (int thread = 0; thread < 4; thread++) {
                    ones.add(threads.submit(() -> ask(together, ONE)));
                    others.add(threads.submit(() -> ask(together, OTHER)));
                }
                assertThat(granted(ones) + granted(others))
                        .as("round %d", round)
                        .isEqualTo(4);
                assertThat(Stream.of(granted(ones), granted(others))).contains(0L, 4L);
                execute(database(), round % 2 == 0 ? "UPDATE hub_lease SET expires = 0" : "DELETE FROM hub_lease");
            }
        }
    }

    private Answer ask(CyclicBarrier together, List<NodeId> part) throws Exception {
        together.await();
        return ask(part);
    }

    private static long granted(List<Future<Answer>> answers) throws Exception {
        long granted = 0;
        for (Future<Answer> answer : answers) {
            granted += answer.get() instanceof Answer.Granted ? 1 : 0;
        }
        return granted;
    }
}
