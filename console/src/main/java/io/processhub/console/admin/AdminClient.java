package io.processhub.console.admin;

import io.processhub.console.input.Addresses;
import io.processhub.console.input.Token;
import io.processhub.explain.DryRun.Change;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JavaType;

/**
 * Speaks to the admin endpoint of one node. Thread-safe; every method blocks until the node has answered, and throws
 * {@link AdminException} when it cannot be reached or refuses.
 */
public final class AdminClient implements AutoCloseable {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(3);
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(30);
    /** What an answer may take beyond the time that the node itself was given. */
    private static final Duration MARGIN = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_TIMEOUT)
            .build();
    private final String address;
    private final Token token;

    /**
     * A client; connects when it is first used.
     *
     * @param address where the node listens
     * @param token of its endpoint
     */
    public AdminClient(InetSocketAddress address, Token token) {
        this.address = Addresses.text(address);
        this.token = token;
    }

    /** {@return how the hub is doing} */
    public Replies.Status status() {
        return one(get("/v1/status"), Replies.Status.class);
    }

    /** {@return the nodes of the hub} */
    public List<Replies.NodeRow> nodes() {
        return all(get("/v1/nodes"), Replies.NodeRow.class);
    }

    /** {@return what lives in the node's JVM} */
    public List<Replies.LocalRow> local() {
        return all(get("/v1/local"), Replies.LocalRow.class);
    }

    /**
     * Lists processes.
     *
     * @param filter which ones
     * @return them, in order of their names
     */
    public List<Replies.ProcessRow> processes(Filter filter) {
        String label = filter.labelKey().isEmpty() ? "" : filter.labelKey() + '=' + filter.labelValue();
        return all(
                get("/v1/processes?tag=" + encode(filter.tag()) + "&node=" + encode(filter.node()) + "&label="
                        + encode(label)),
                Replies.ProcessRow.class);
    }

    /**
     * Finds a process.
     *
     * @param id its name
     * @return what the node knows about it
     */
    public Replies.ProcessRow process(String id) {
        return one(get("/v1/processes/" + encodeInPath(id)), Replies.ProcessRow.class);
    }

    /**
     * Explains where a process runs.
     *
     * @param id its name, whether it exists or not
     * @return what the node knows, and why it is so
     */
    public Replies.Explained explain(String id) {
        return one(get("/v1/explain/" + encodeInPath(id)), Replies.Explained.class);
    }

    /**
     * Tries changes of the members out.
     *
     * @param changes which ones, in order; not empty. Nothing is changed
     * @return what would move
     */
    public Replies.Predicted dryRun(List<Change> changes) {
        byte[] body = Json.MAPPER.writeValueAsBytes(Changes.written(changes));
        return one(post("/v1/dry-run", body, READ_TIMEOUT), Replies.Predicted.class);
    }

    /**
     * Starts processes.
     *
     * @param source what to call the input in messages
     * @param jsonLines a spec file
     * @param keepExisting whether processes that are wanted already are left alone; otherwise they refuse the whole
     * @param timeout how long the node waits for them
     * @return what became of it
     */
    public Replies.Started start(String source, byte[] jsonLines, boolean keepExisting, Duration timeout) {
        String path = "/v1/processes?source=" + encode(source) + "&timeout_ms=" + timeout.toMillis()
                + (keepExisting ? "&existing=keep" : "");
        return one(post(path, jsonLines, timeout), Replies.Started.class);
    }

    /**
     * Stops processes.
     *
     * @param ids which ones
     * @param timeout how long the node waits for them
     * @return what became of it
     */
    public Replies.Stopped stop(Collection<String> ids, Duration timeout) {
        byte[] body = Json.MAPPER.writeValueAsBytes(Map.of("ids", ids));
        return one(post("/v1/stop?timeout_ms=" + timeout.toMillis(), body, timeout), Replies.Stopped.class);
    }

    /**
     * Counts a majority from another number of nodes, and forgets the votes of those that are no members.
     *
     * @param size at least so many; not less than there are members
     * @return the size
     */
    public Replies.Size resetClusterSize(int size) {
        byte[] body = Json.MAPPER.writeValueAsBytes(new Replies.Size(size));
        return one(post("/v1/reset-cluster-size", body, READ_TIMEOUT), Replies.Size.class);
    }

    /**
     * Asks a process.
     *
     * @param id which one
     * @param message what to send
     * @param timeout how long to wait for its reply
     * @return the reply
     */
    public Replies.Answer ask(String id, String message, Duration timeout) {
        byte[] body = Json.MAPPER.writeValueAsBytes(Map.of("id", id, "message", message));
        return one(post("/v1/ask?timeout_ms=" + timeout.toMillis(), body, timeout), Replies.Answer.class);
    }

    /**
     * Sends a message to a process, without waiting for a reply.
     *
     * @param id which one
     * @param message what to send
     * @return where it was sent
     */
    public Replies.Sent tell(String id, String message) {
        byte[] body = Json.MAPPER.writeValueAsBytes(Map.of("id", id, "message", message));
        return one(post("/v1/tell", body, READ_TIMEOUT), Replies.Sent.class);
    }

    /**
     * Lets a node leave.
     *
     * @param node its name
     * @param grace how long the others have to take its processes over
     * @return what became of it
     */
    public Replies.Drained drain(String node, Duration grace) {
        byte[] body = Json.MAPPER.writeValueAsBytes(Map.of("node", node));
        return one(
                post("/v1/drain?timeout_ms=" + grace.toMillis(), body, grace.plus(READ_TIMEOUT)),
                Replies.Drained.class);
    }

    /**
     * Lets the node call every process that it does not run itself.
     *
     * @param onNode only those that run there; empty for all
     * @param own whether to call those as well that it does run itself
     * @param timeout how long it waits for each
     * @return who answered
     */
    public Replies.Verified verify(String onNode, boolean own, Duration timeout) {
        String path = "/v1/verify?on=" + encode(onNode) + "&own=" + own + "&timeout_ms=" + timeout.toMillis();
        return one(post(path, new byte[0], timeout.plusMinutes(5)), Replies.Verified.class);
    }

    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static String encodeInPath(String text) {
        return encode(text).replace("+", "%20");
    }

    private HttpRequest get(String path) {
        return request(path, READ_TIMEOUT).GET().build();
    }

    private HttpRequest post(String path, byte[] body, Duration timeout) {
        return request(path, timeout.plus(MARGIN))
                .POST(BodyPublishers.ofByteArray(body))
                .build();
    }

    private HttpRequest.Builder request(String path, Duration timeout) {
        return HttpRequest.newBuilder(URI.create("http://" + address + path))
                .timeout(timeout)
                .header("Authorization", "Bearer " + token.reveal());
    }

    private <T> T one(HttpRequest request, Class<T> type) {
        return send(request, Json.MAPPER.constructType(type));
    }

    private <T> List<T> all(HttpRequest request, Class<T> type) {
        return send(request, Json.MAPPER.getTypeFactory().constructCollectionType(List.class, type));
    }

    @SuppressWarnings("TypeParameterUnusedInFormals") // the callers above derive both from one class
    private <T> T send(HttpRequest request, JavaType type) {
        try {
            var response = http.send(request, BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                if (response.statusCode() != 200) {
                    throw new AdminException(response.statusCode(), problem(body, response.statusCode()));
                }
                return Json.MAPPER.readValue(body, type);
            }
        } catch (IOException | JacksonException unreachable) {
            throw new AdminException(
                    "no node answers at " + address + " (" + reason(unreachable) + "); start one with --admin "
                            + address + ", or say with --admin where it is",
                    unreachable);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new AdminException("interrupted while waiting for " + address, interrupted);
        }
    }

    private static String reason(Exception failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }

    private static String problem(InputStream body, int status) {
        try {
            return Json.MAPPER.readValue(body, Replies.Problem.class).error();
        } catch (JacksonException notOurs) {
            return "HTTP status " + status + ", and no reason that can be read: " + notOurs.getOriginalMessage();
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
