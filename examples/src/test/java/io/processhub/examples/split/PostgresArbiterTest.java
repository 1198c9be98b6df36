package io.processhub.examples.split;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Leases in a table of PostgreSQL, where it is installed: a server of its own, in a folder that is deleted afterwards.
 * It refuses to run as root, so there it needs its usual user.
 */
final class PostgresArbiterTest extends ArbiterContract {
    private static final String USER = "postgres";
    private static final PGSimpleDataSource DATABASE = new PGSimpleDataSource();

    @TempDir
    private static Path folder;

    private static Optional<Path> programs = Optional.empty();

    @BeforeAll
    static void start() throws Exception {
        Optional<Path> found = find();
        Assumptions.assumeTrue(found.isPresent(), "PostgreSQL is not installed");
        Assumptions.assumeTrue(!root() || run(List.of("id", "-u", USER)), "there is no user " + USER);
        if (root()) {
            Files.setOwner(
                    folder,
                    folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
        }
        int port = freePort();
        programs = found;
        assertThat(program("initdb", "-A", "trust", "-U", USER, "--no-locale", "-E", "UTF8", "--no-sync"))
                .isTrue();
        assertThat(program("pg_ctl", "-w", "-l", folder.resolve("log").toString(), "-o", options(port), "start"))
                .as("%s", folder)
                .isTrue();
        DATABASE.setServerNames(new String[] {"127.0.0.1"});
        DATABASE.setPortNumbers(new int[] {port});
        DATABASE.setUser(USER);
        DATABASE.setDatabaseName(USER);
        create(DATABASE);
    }

    private static String options(int port) {
        return "-h 127.0.0.1 -p " + port + " -F -k " + folder;
    }

    @AfterAll
    static void stop() throws Exception {
        if (programs.isPresent()) {
            assertThat(program("pg_ctl", "-w", "-m", "immediate", "stop")).isTrue();
        }
    }

    private static Optional<Path> find() throws IOException {
        Stream<Path> usual = Stream.of(System.getenv().getOrDefault("PATH", "").split(":", -1))
                .map(Path::of);
        Path versions = Path.of("/usr/lib/postgresql");
        try (Stream<Path> installed = Files.isDirectory(versions) ? Files.list(versions) : Stream.empty()) {
            return Stream.concat(usual, installed.map(version -> version.resolve("bin")))
                    .filter(bin ->
                            Files.isExecutable(bin.resolve("initdb")) && Files.isExecutable(bin.resolve("pg_ctl")))
                    .findFirst();
        }
    }

    private static boolean root() {
        return System.getProperty("user.name").equals("root");
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean program(String name, String... arguments) throws Exception {
        String path = programs.orElseThrow().resolve(name).toString();
        Stream<String> user = root() ? Stream.of("runuser", "-u", USER, "--") : Stream.of();
        Stream<String> command = Stream.of(path, "-D", folder.resolve("data").toString());
        return run(Stream.concat(Stream.concat(user, command), Stream.of(arguments))
                .toList());
    }

    private static boolean run(List<String> command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process.waitFor(180, TimeUnit.SECONDS) && process.exitValue() == 0;
    }

    @BeforeEach
    void empty() throws SQLException {
        execute(DATABASE, "DELETE FROM hub_lease");
    }

    @Override
    DataSource database() {
        return DATABASE;
    }
}
