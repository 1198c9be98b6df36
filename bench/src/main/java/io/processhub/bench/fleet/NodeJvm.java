package io.processhub.bench.fleet;

import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.contestant.Place;
import io.processhub.bench.node.NodeMain;
import io.processhub.bench.node.Order;
import io.processhub.bench.node.Reply;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A node in a JVM of its own, which ends when this one does: its standard input ends then. */
public final class NodeJvm {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int TAIL_LINES = 20;
    private static final int PATIENCE_SECONDS = 600;
    private static final long OPENED = 0;

    private final Place place;
    private final Process process;
    private final Path log;
    private final BufferedWriter orders;
    private final AtomicLong last = new AtomicLong(OPENED);
    private final Map<Long, CompletableFuture<Reply>> open = new ConcurrentHashMap<>();

    private NodeJvm(Place place, Process process, Path log) {
        this.place = place;
        this.process = process;
        this.log = log;
        this.orders = process.outputWriter(StandardCharsets.UTF_8);
        open.put(OPENED, new CompletableFuture<>());
        Thread.ofPlatform().daemon().name("bench-" + place.name()).start(this::read);
    }

    /** Launches a node, which joins by itself. */
    static NodeJvm launch(Contestant contestant, Place place, String heap, Path log) {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseG1GC",
                "-Xmx" + heap,
                "-Xshare:auto",
                // What a JVM warns of must not stand among the replies.
                "-Xlog:disable",
                "-Xlog:all=warning:stderr",
                "-XX:+IgnoreUnrecognizedVMOptions",
                "-XX:-UseCompactObjectHeaders",
                "-Djava.net.preferIPv4Stack=true"));
        command.addAll(contestant.jvmOptions());
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                NodeMain.class.getName(),
                contestant.name(),
                JSON.writeValueAsString(place)));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            return new NodeJvm(place, process, log);
        } catch (IOException failure) {
            throw new BenchException("cannot launch " + command.getFirst() + ": " + failure.getMessage(), failure);
        }
    }

    private void read() {
        try (BufferedReader replies = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = replies.readLine(); line != null; line = replies.readLine()) {
                Reply reply = JSON.readValue(line, Reply.class);
                CompletableFuture<Reply> waiting = open.remove(reply.id());
                if (waiting != null) {
                    waiting.complete(reply);
                }
            }
            throw new IOException("the node has ended");
        } catch (IOException | JacksonException ended) {
            process.destroyForcibly();
            open.values().forEach(waiting -> waiting.completeExceptionally(ended));
        }
    }

    /** {@return its name} */
    public String name() {
        return place.name();
    }

    /** Blocks until it has joined. */
    void awaitOpen() {
        CompletableFuture<Reply> opened = open.get(OPENED);
        if (opened != null) {
            end("open", opened);
        }
    }

    /** Orders something without waiting. */
    public CompletableFuture<Reply> order(String work, String text, Map<String, Integer> numbers) {
        var order = new Order(last.incrementAndGet(), work, text, numbers);
        var reply = new CompletableFuture<Reply>();
        open.put(order.id(), reply);
        try {
            synchronized (orders) {
                orders.write(JSON.writeValueAsString(order));
                orders.newLine();
                orders.flush();
            }
        } catch (IOException broken) {
            reply.completeExceptionally(broken);
        }
        return reply;
    }

    /** Orders something, and waits for its figures. */
    public Map<String, Double> run(String work, Map<String, Integer> numbers) {
        return run(work, "", numbers);
    }

    /** Orders something that needs a name, and waits for its figures. */
    public Map<String, Double> run(String work, String text, Map<String, Integer> numbers) {
        return end(work, order(work, text, numbers));
    }

    /** Waits for the figures of an order. */
    public Map<String, Double> end(String work, CompletableFuture<Reply> ordered) {
        try {
            Reply reply = ordered.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!reply.failure().isEmpty()) {
                throw failed(work, reply.failure(), null);
            }
            return reply.figures();
        } catch (ExecutionException ended) {
            throw failed(work, "it ended", ended);
        } catch (TimeoutException late) {
            throw failed(work, "no reply within " + PATIENCE_SECONDS + " s", late);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
            throw failed(work, "interrupted", stop);
        }
    }

    private BenchException failed(String work, String why, @Nullable Throwable cause) {
        String message = "node " + name() + ", " + work + ": " + why + "\n" + String.join("\n", logTail());
        return cause == null ? new BenchException(message) : new BenchException(message, cause);
    }

    private List<String> logTail() {
        try {
            List<String> lines = Files.readAllLines(log);
            return lines.subList(Math.max(0, lines.size() - TAIL_LINES), lines.size()).stream()
                    .map(line -> name() + " | " + line)
                    .toList();
        } catch (IOException unreadable) {
            return List.of(name() + " | (no log: " + unreadable.getMessage() + ')');
        }
    }

    /** Ends its input, as the end of this JVM does, and returns its exit code. */
    int endInput() {
        try {
            orders.close();
        } catch (IOException broken) {
            throw new BenchException("the pipe to node " + name() + " broke: " + broken.getMessage(), broken);
        }
        return process.onExit().join().exitValue();
    }

    /** On every POSIX system this is SIGKILL. Returns when the JVM is gone. */
    public void kill() {
        process.destroyForcibly();
        process.onExit().join();
    }
}
