package io.processhub.console.admin;

import io.processhub.cluster.NodeId;
import io.processhub.console.input.SpecReader;
import io.processhub.process.ProcessException;
import io.processhub.spec.ProcessId;
import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;

/** Which request does what. Thread-safe. */
final class Routes {
    private static final String PROCESS = "/v1/processes/";
    private static final String EXPLAIN = "/v1/explain/";
    private static final int SMALL_BODY_BYTES_MAX = 4 * 1024 * 1024;
    private static final Duration CHANGE_TIMEOUT = Duration.ofSeconds(60);
    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final AdminService service;
    private final SpecReader specs;
    private final Bodies bodies = new Bodies(SpecReader.BYTES_MAX);
    /** By method and path; those about one process have more paths. */
    final Map<String, Route> exact = Map.ofEntries(
            Map.entry("GET /v1/status", this::status),
            Map.entry("GET /v1/nodes", this::nodes),
            Map.entry("GET /v1/local", this::local),
            Map.entry("GET /v1/processes", this::list),
            Map.entry("GET /v1/dry-run", this::dryRunOne),
            Map.entry("POST /v1/dry-run", this::dryRun),
            Map.entry("POST /v1/processes", this::start),
            Map.entry("POST /v1/stop", this::stop),
            Map.entry("POST /v1/reset-cluster-size", this::resetClusterSize),
            Map.entry("POST /v1/ask", this::ask),
            Map.entry("POST /v1/tell", this::tell),
            Map.entry("POST /v1/drain", this::drain),
            Map.entry("POST /v1/verify", this::verify));

    Routes(AdminService service, SpecReader specs) {
        this.service = service;
        this.specs = specs;
    }

    /** Answers one request. */
    @FunctionalInterface
    interface Route {
        void serve(Call call) throws IOException;
    }

    /** Ids to stop. */
    record Ids(List<String> ids) {
        /** Refuses {@code null}, which JSON may hold. */
        Ids {
            if (ids.stream().anyMatch(Objects::isNull)) {
                throw new IllegalArgumentException("an id is null; give each process by its name");
            }
        }
    }

    /** A message for a process. */
    record Question(String id, JsonNode message) {}

    /** A node that is to leave. */
    record Leaver(String node) {}

    /** @throws AdminException when there is no such route */
    Route find(String method, String path) {
        Route found = exact.get(method + ' ' + path);
        if (found != null) {
            return found;
        }
        if (path.startsWith(PROCESS) && path.length() > PROCESS.length()) {
            return get(method, path, this::lookup);
        }
        if (path.startsWith(EXPLAIN) && path.length() > EXPLAIN.length()) {
            return get(method, path, this::explain);
        }
        if (exact.keySet().stream().anyMatch(key -> key.endsWith(' ' + path))) {
            throw wrongMethod(method, path);
        }
        throw new AdminException(404, "no such path: " + path + "; docs/OPERATIONS.md lists them");
    }

    private static Route get(String method, String path, Route route) {
        if (!method.equals("GET")) {
            throw wrongMethod(method, path);
        }
        return route;
    }

    private static AdminException wrongMethod(String method, String path) {
        return new AdminException(405, path + " does not take " + method);
    }

    private void status(Call call) throws IOException {
        call.reply(200, service.status());
    }

    private void nodes(Call call) throws IOException {
        call.reply(200, service.nodes());
    }

    private void local(Call call) throws IOException {
        call.replyAll(service.local().stream());
    }

    private void list(Call call) throws IOException {
        var filter = Filter.of(call.parameter("tag"), call.parameter("node"), call.parameter("label"));
        call.replyAll(service.processes(filter));
    }

    private void lookup(Call call) throws IOException {
        var id = new ProcessId(call.pathAfter(PROCESS));
        call.reply(200, service.process(id).orElseThrow(() -> new AdminException(404, "no process '" + id + "'")));
    }

    private void explain(Call call) throws IOException {
        call.reply(200, answer(service.explain(new ProcessId(call.pathAfter(EXPLAIN)))));
    }

    private void dryRunOne(Call call) throws IOException {
        call.replyLarge(answer(service.dryRun(List.of(Changes.of(call)))));
    }

    private void dryRun(Call call) throws IOException {
        call.replyLarge(answer(service.dryRun(read(call, Changes.Several.class).parsed())));
    }

    /** What does not fit is the caller's mistake; anything else is that the hub is closed. */
    private static <T> T answer(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException failed) {
            throw new AdminException(failed.getCause() instanceof IllegalArgumentException ? 400 : 503, reason(failed));
        }
    }

    private static String reason(CompletionException failed) {
        Throwable cause = failed.getCause();
        return cause == null ? failed.toString() : String.valueOf(cause.getMessage());
    }

    private void start(Call call) throws IOException {
        var timeout = call.timeout(CHANGE_TIMEOUT);
        // What was read takes up memory until all is started, so that counts as well.
        call.reply(200, bodies.with(call.body(), SpecReader.BYTES_MAX, body -> start(call, body, timeout)));
    }

    private Replies.Started start(Call call, byte[] body, Duration timeout) {
        String source = call.parameter("source");
        var wanted = specs.parse(source.isEmpty() ? "body" : source, body);
        if (!call.parameter("existing").equals("keep")) {
            refuse(service.existing(wanted));
        }
        return service.start(wanted, timeout);
    }

    private static void refuse(Collection<String> existing) {
        if (!existing.isEmpty()) {
            String first = existing.iterator().next();
            String others = existing.size() == 1 ? "" : " and " + (existing.size() - 1) + " more";
            throw new AdminException(
                    409,
                    "process '" + first + "'" + others
                            + " exists already, nothing was started; stop it first, or leave existing ones alone with"
                            + " --keep-existing");
        }
    }

    private void stop(Call call) throws IOException {
        var ids = read(call, Ids.class).ids().stream().map(ProcessId::new).toList();
        call.reply(200, service.stop(ids, call.timeout(CHANGE_TIMEOUT)));
    }

    private void resetClusterSize(Call call) throws IOException {
        int size = read(call, Replies.Size.class).size();
        try {
            call.reply(200, service.resetClusterSize(size).join());
        } catch (CompletionException refused) {
            throw new AdminException(409, reason(refused));
        }
    }

    private void ask(Call call) throws IOException {
        var question = read(call, Question.class);
        var answer = service.ask(new ProcessId(question.id()), question.message(), call.timeout(ASK_TIMEOUT));
        try {
            call.reply(200, answer.join());
        } catch (CompletionException failed) {
            throw new AdminException(404, reason(failed));
        }
    }

    private void tell(Call call) throws IOException {
        var message = read(call, Question.class);
        try {
            call.reply(200, service.tell(new ProcessId(message.id()), message.message()));
        } catch (ProcessException refused) {
            throw new AdminException(404, String.valueOf(refused.getMessage()));
        }
    }

    private void drain(Call call) throws IOException {
        String name = read(call, Leaver.class).node();
        NodeId node = service.member(name)
                .orElseThrow(() -> new AdminException(
                        404,
                        "no member '" + name + "'; the members are "
                                + service.status().membership().members()));
        call.reply(200, service.drain(node, call.timeout(GRACE)).join());
    }

    private void verify(Call call) throws IOException {
        call.reply(200, service.verify(call.parameter("on"), call.flag("own"), call.timeout(ASK_TIMEOUT)));
    }

    private <T> T read(Call call, Class<T> type) throws IOException {
        try {
            ObjectReader reader = Json.MAPPER
                    .readerFor(type)
                    .with(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .with(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES);
            T value = bodies.with(call.body(), SMALL_BODY_BYTES_MAX, reader::readValue);
            if (value == null) {
                throw new IllegalArgumentException("the body is null, which says nothing; send an object");
            }
            return value;
        } catch (JacksonException broken) {
            throw new IllegalArgumentException(
                    "the body is not the JSON expected: " + broken.getOriginalMessage(), broken);
        }
    }
}
