package io.processhub.examples.split;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.processhub.cluster.NodeId;
import io.processhub.strategy.partition.Arbiter.Claim;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Leases in a table of H2. */
final class JdbcArbiterTest extends ArbiterContract {
    private final JdbcDataSource database = new JdbcDataSource();

    @BeforeEach
    void create() throws SQLException {
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        create(database);
    }

    @Override
    DataSource database() {
        return database;
    }

    @Test
    void withoutItsTableItHasNoAnswer() throws SQLException {
        execute(database, "DROP TABLE hub_lease");
        NodeId node = new NodeId("a", 1);
        var claim = new Claim("orders", node, List.of(node), Duration.ofSeconds(15), Duration.ofSeconds(2));

        assertThatExceptionOfType(SQLException.class).isThrownBy(() -> new JdbcArbiter(database).ask(claim));
    }
}
