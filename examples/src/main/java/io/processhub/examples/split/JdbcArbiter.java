package io.processhub.examples.split;

import io.processhub.strategy.partition.Arbiter;
import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.sql.DataSource;

/**
 * Leases in a table with a row for each hub. One statement compares and writes, by the clock of the database, so of two
 * parts that ask at the same time one gets the lease. Tested with H2 and PostgreSQL.
 */
record JdbcArbiter(DataSource database) implements Arbiter {

    // tag::schema[]
    static final String SCHEMA = """
            CREATE TABLE hub_lease (
                hub VARCHAR(255) PRIMARY KEY,
                holder VARCHAR(10000) NOT NULL,
                expires DECIMAL(20, 6) NOT NULL)
            """;
    // end::schema[]

    // tag::arbiter[]
    private static final String NOW = "EXTRACT(EPOCH FROM CURRENT_TIMESTAMP)";
    private static final String UPDATE = "UPDATE hub_lease SET holder = ?, expires = " + NOW + " + ?"
            + " WHERE hub = ? AND (holder = ? OR expires < " + NOW + ")";
    private static final String INSERT = "INSERT INTO hub_lease (holder, expires, hub) VALUES (?, " + NOW + " + ?, ?)";
    private static final String SELECT = "SELECT holder FROM hub_lease WHERE hub = ?";

    /** Called on a worker of the hub, so it may wait for the database; after the deadline it is interrupted. */
    @Override
    public CompletionStage<Answer> ask(Claim claim) throws SQLException {
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(true);
            boolean granted = update(connection, claim)
                    || insert(connection, claim)
                    || update(connection, claim); // another node inserted the row meanwhile
            return CompletableFuture.completedFuture(
                    granted ? new Answer.Granted(claim.validity()) : new Answer.Refused(holder(connection, claim)));
        }
    }

    /** Changes no row when another part has the lease. */
    private static boolean update(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement statement = statement(connection, UPDATE, claim)) {
            statement.setString(1, claim.part().toString());
            statement.setBigDecimal(2, seconds(claim));
            statement.setString(3, claim.hub());
            statement.setString(4, claim.part().toString());
            return statement.executeUpdate() == 1;
        }
    }

    private static boolean insert(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement statement = statement(connection, INSERT, claim)) {
            statement.setString(1, claim.part().toString());
            statement.setBigDecimal(2, seconds(claim));
            statement.setString(3, claim.hub());
            return statement.executeUpdate() == 1;
        } catch (SQLException problem) {
            if (String.valueOf(problem.getSQLState()).startsWith("23")) { // there is such a row
                return false;
            }
            throw problem;
        }
    }

    private static String holder(Connection connection, Claim claim) throws SQLException {
        try (PreparedStatement statement = statement(connection, SELECT, claim)) {
            statement.setString(1, claim.hub());
            try (ResultSet found = statement.executeQuery()) {
                return "held by " + (found.next() ? found.getString(1) : "another part");
            }
        }
    }

    /** A statement that ends by itself when the answer is not waited for any more. */
    private static PreparedStatement statement(Connection connection, String sql, Claim claim) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        statement.setQueryTimeout(Math.toIntExact(Math.max(1, claim.deadline().toSeconds())));
        return statement;
    }

    private static BigDecimal seconds(Claim claim) {
        return BigDecimal.valueOf(claim.validity().toMillis(), 3);
    }
    // end::arbiter[]
}
