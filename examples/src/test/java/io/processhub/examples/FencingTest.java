package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.examples.Fencing.Fleet;
import io.processhub.spec.ProcessId;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class FencingTest {
    private static final ProcessId LEADER = ProcessId.of("leader");

    private final JdbcDataSource database = new JdbcDataSource();
    private final PlanTable plans = new PlanTable(database);

    @BeforeEach
    void create() throws SQLException {
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        try (var connection = database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute(PlanTable.SCHEMA);
        }
    }

    private record Row(long epoch, String text) {}

    private List<Row> rows() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT epoch, text FROM plan")) {
            var rows = new ArrayList<Row>();
            while (found.next()) {
                rows.add(new Row(found.getLong(1), found.getString(2)));
            }
            return rows;
        }
    }

    /** The node that is cut off does not know that it was replaced: its instance goes on and tries to write. */
    @Test
    void ofTwoIncarnationsTheSuccessorMayWriteAndTheStaleOneMayNot() throws SQLException {
        var spec = Fleet.TYPE.spec(LEADER.value());
        try (var world = new TwoNodes("fleet", hub -> hub.process(Fleet.TYPE, () -> new Fencing.Leader(plans)))) {
            world.startEverywhere(spec);
            var first = world.hostOf(spec);
            ProcessHub stale = world.hubs().stream()
                    .filter(hub -> hub.self().equals(first.node()))
                    .findFirst()
                    .orElseThrow();

            ProcessHub survivor = world.crashHostOf(spec);
            boolean written =
                    survivor.ref(spec).ask(new Fleet.Publish("new plan")).join();
            boolean writtenByStale =
                    stale.ref(spec).ask(new Fleet.Publish("old plan")).join();

            assertThat(written).isTrue();
            assertThat(writtenByStale).isFalse();
            assertThat(rows()).singleElement().satisfies(row -> {
                assertThat(row.text()).isEqualTo("new plan");
                assertThat(row.epoch()).isGreaterThan(first.epoch());
            });
        }
    }

    /** The node of a later instance died before the other one had heard of it; only the table has. */
    @Test
    void aSurvivorThatTheTableRefusesGetsAGreaterEpoch() throws SQLException {
        var spec = Fleet.TYPE.spec(LEADER.value());
        try (var world = new TwoNodes("claim", hub -> hub.process(Fleet.TYPE, () -> new Fencing.Leader(plans)))) {
            world.startEverywhere(spec);
            long unheard = world.hostOf(spec).epoch() + 1_000;
            plans.write(LEADER, unheard, "plan of a node that died");
            var leader = world.hubs().getFirst().ref(spec);

            assertThat(leader.ask(new Fleet.Publish("refused plan")).join()).isFalse();
            assertThat(leader.ask(new Fleet.Claim()).join()).isTrue();
            assertThat(leader.ask(new Fleet.Publish("new plan")).join()).isTrue();

            assertThat(rows()).singleElement().satisfies(row -> {
                assertThat(row.text()).isEqualTo("new plan");
                assertThat(row.epoch()).isGreaterThan(unheard);
            });
        }
    }

    @Test
    void theFirstWriterNeedsNoRow() throws SQLException {
        assertThat(plans.write(LEADER, 5, "plan")).isTrue();

        assertThat(rows()).containsExactly(new Row(5, "plan"));
    }

    /** Whatever comes first, once the successor has written, no write of the stale instance succeeds any more. */
    @Test
    void aStaleWriterLosesEveryRace() throws SQLException {
        var staleWrites = new ArrayList<Boolean>();
        var ready = new CompletableFuture<Void>();
        var stale = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 300; i++) {
                staleWrites.add(plans.write(LEADER, 1, "old plan " + i));
                ready.complete(null);
            }
        });
        ready.join();

        boolean written = plans.write(LEADER, 2, "new plan");
        stale.join();

        assertThat(written).isTrue();
        assertThat(plans.write(LEADER, 1, "last try")).isFalse();
        assertThat(staleWrites).as("never again, once refused").isSortedAccordingTo(Comparator.reverseOrder());
        assertThat(rows()).containsExactly(new Row(2, "new plan"));
    }
}
