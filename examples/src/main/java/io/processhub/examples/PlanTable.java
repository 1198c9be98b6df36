package io.processhub.examples;

import io.processhub.spec.ProcessId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The plan of each process, in a table that refuses what a stale instance writes. Any database with JDBC will do. */
record PlanTable(DataSource database) {

    // tag::schema[]
    static final String SCHEMA = """
            CREATE TABLE plan (
                process VARCHAR(255) PRIMARY KEY,
                epoch BIGINT NOT NULL,
                text VARCHAR(1000) NOT NULL)
            """;
    // end::schema[]

    // tag::write[]
    private static final String UPDATE = "UPDATE plan SET epoch = ?, text = ? WHERE process = ? AND epoch <= ?";
    private static final String SELECT = "SELECT epoch FROM plan WHERE process = ?";
    private static final String INSERT = "INSERT INTO plan (epoch, text, process) VALUES (?, ?, ?)";

    /** {@return whether it was written: no instance with a greater epoch has written before} */
    boolean write(ProcessId id, long epoch, String text) {
        try (Connection connection = database.getConnection()) {
            return update(connection, id, epoch, text)
                    || insert(connection, id, epoch, text)
                    || update(connection, id, epoch, text); // another instance inserted the row meanwhile
        } catch (SQLException problem) {
            throw new IllegalStateException("the plan of process " + id + " cannot be written", problem);
        }
    }

    /** {@return the greatest epoch that has written; 0 when none has} */
    long epochOf(ProcessId id) {
        try (Connection connection = database.getConnection();
                PreparedStatement statement = connection.prepareStatement(SELECT)) {
            statement.setString(1, id.value());
            try (ResultSet found = statement.executeQuery()) {
                return found.next() ? found.getLong(1) : 0;
            }
        } catch (SQLException problem) {
            throw new IllegalStateException("the plan of process " + id + " cannot be read", problem);
        }
    }

    /** One statement compares and writes, so nothing comes in between; no row is changed for a stale writer. */
    private static boolean update(Connection connection, ProcessId id, long epoch, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(UPDATE)) {
            statement.setLong(1, epoch);
            statement.setString(2, text);
            statement.setString(3, id.value());
            statement.setLong(4, epoch);
            return statement.executeUpdate() == 1;
        }
    }

    private static boolean insert(Connection connection, ProcessId id, long epoch, String text) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setLong(1, epoch);
            statement.setString(2, text);
            statement.setString(3, id.value());
            return statement.executeUpdate() == 1;
        } catch (SQLException problem) {
            if (String.valueOf(problem.getSQLState()).startsWith("23")) { // there is such a row
                return false;
            }
            throw problem;
        }
    }
    // end::write[]
}
