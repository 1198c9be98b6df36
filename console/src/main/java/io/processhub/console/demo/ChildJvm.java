package io.processhub.console.demo;

import io.processhub.console.admin.AdminClient;
import io.processhub.console.admin.Filter;
import io.processhub.console.admin.Replies;
import io.processhub.console.input.Addresses;
import io.processhub.console.input.Token;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A node in a JVM of its own, which ends when this one does. Thread-safe once it is connected. */
public final class ChildJvm implements Member {
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(10);
    private static final int TAIL_LINES = 15;

    private final String name;
    private final int port;
    private final Process process;
    private final Path log;
    private final Path addressFile;
    private @Nullable AdminClient client;

    private ChildJvm(String name, int port, Process process, DemoFolder folder) {
        this.name = name;
        this.port = port;
        this.process = process;
        this.log = folder.log(name);
        this.addressFile = folder.addressFile(name);
    }

    /**
     * Launches it. The pipe to its input stays open as long as this JVM lives; that is how the child notices when it
     * does not.
     *
     * @param name of the node
     * @param port at which it listens for others
     * @param command what to run
     * @param folder where its log goes, and where it is looked for its admin address
     * @return the launched node, which does not serve yet
     * @throws DemoException when there is no such command
     */
    public static ChildJvm launch(String name, int port, List<String> command, DemoFolder folder) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(folder.log(name).toFile()))
                    .start();
            return new ChildJvm(name, port, process, folder);
        } catch (IOException failure) {
            throw new DemoException("cannot launch " + command.getFirst() + ": " + failure.getMessage(), failure);
        }
    }

    int port() {
        return port;
    }

    /** {@return where its admin endpoint is; empty until it serves} */
    public Optional<String> address() {
        try {
            return Files.exists(addressFile)
                    ? Optional.of(Files.readString(addressFile, StandardCharsets.US_ASCII)
                            .strip())
                    : Optional.empty();
        } catch (IOException unreadable) {
            throw new DemoException("cannot read " + addressFile + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * From now on its methods can be called.
     *
     * @param address of its admin endpoint
     * @param token of that
     */
    public void connect(String address, Token token) {
        client = new AdminClient(Addresses.parse("admin address of " + name, address), token);
    }

    /** {@return its exit code; only when it is not alive} */
    public int exitCode() {
        return process.exitValue();
    }

    /** {@return the end of its log, with the name of the node before each line} */
    public List<String> logTail() {
        try {
            var lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).stream()
                    .map(line -> name + " | " + line)
                    .toList();
        } catch (IOException unreadable) {
            return List.of(name + " | (no log: " + unreadable.getMessage() + ')');
        }
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean alive() {
        return process.isAlive();
    }

    private AdminClient client() {
        if (client == null) {
            throw new IllegalStateException("node " + name + " is used before it serves");
        }
        return client;
    }

    @Override
    public Replies.Status status() {
        return client().status();
    }

    @Override
    public List<Replies.ProcessRow> registry() {
        return client().processes(Filter.of("", "", ""));
    }

    @Override
    public List<Replies.LocalRow> local() {
        return client().local();
    }

    @Override
    public Replies.Started start(byte[] jsonLines, Duration timeout) {
        return client().start("demo", jsonLines, false, timeout);
    }

    @Override
    public Replies.Stopped stop(Collection<String> ids, Duration timeout) {
        return client().stop(ids, timeout);
    }

    @Override
    public Replies.Verified verify(String onNode, boolean own) {
        return client().verify(onNode, own, ASK_TIMEOUT);
    }

    @Override
    public String ask(String id, String message) {
        return client().ask(id, message, ASK_TIMEOUT).text();
    }

    /**
     * By the handle, which on every POSIX system is SIGTERM and leaves the pipe open: without it the node would end.
     */
    @Override
    public void leave(Duration limit) {
        process.toHandle().destroy();
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new DemoException("node " + name + " did not leave within " + limit.toSeconds() + " s");
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw new DemoException("interrupted while node " + name + " left", stop);
        }
    }

    /** On every POSIX system this is SIGKILL. Returns when the JVM is gone. */
    @Override
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
        if (client != null) {
            client.close();
        }
    }
}
