package io.processhub.console.admin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.fuzz.Corpus;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Goal: the corpus holds a request to each path, and what was once answered badly. */
final class RequestsCorpusTest {
    private static final Corpus CORPUS = Corpus.of(RequestsFuzzTest.class);

    @Test
    void eachPathIsInTheCorpus() {
        var requests = new LinkedHashMap<String, byte[]>();
        add(requests, "status", "GET /v1/status\n");
        add(requests, "nodes", "GET /v1/nodes\n");
        add(requests, "local", "GET /v1/local\n");
        add(requests, "list", "GET /v1/processes?tag=t&node=a&label=k%3Dv\n");
        add(requests, "lookup", "GET /v1/processes/a%2Fb\n");
        add(requests, "explain", "GET /v1/explain/a\n");
        add(requests, "dry-run-leave", "GET /v1/dry-run?leave=b\n");
        add(requests, "dry-run-join", "GET /v1/dry-run?join=c&weight=1.5&zone=z\n");
        add(
                requests,
                "dry-run-several",
                "POST /v1/dry-run\n{\"changes\":[{\"leave\":\"b\"},{\"join\":\"c\",\"weight\":\"2\"}]}");
        add(requests, "start", "POST /v1/processes?existing=keep&timeout_ms=5\n{\"id\":\"a\",\"type\":\"echo\"}");
        add(requests, "stop", "POST /v1/stop?timeout_ms=5\n{\"ids\":[\"a\"]}");
        add(requests, "ask", "POST /v1/ask\n{\"id\":\"a\",\"message\":{\"Deposit\":{\"cents\":5}}}");
        add(requests, "tell", "POST /v1/tell\n{\"id\":\"a\",\"message\":{\"Deposit\":{\"cents\":5}}}");
        add(requests, "drain", "POST /v1/drain?timeout_ms=5\n{\"node\":\"b\"}");
        add(requests, "reset-cluster-size", "POST /v1/reset-cluster-size\n{\"size\":3}");
        add(requests, "verify", "POST /v1/verify?own=true&on=a\n");
        CORPUS.holds(requests);
        var missing = new TreeSet<>(RequestsFuzzTest.routes().exact.keySet());
        CORPUS.inputs().forEach(input -> missing.removeIf(path -> new String(input, UTF_8).startsWith(path)));

        assertThat(missing).isEmpty();
    }

    @Test
    void whatWasOnceAnsweredBadlyIsInTheCorpus() {
        var requests = new LinkedHashMap<String, byte[]>();
        add(requests, "fault-null", "POST /v1/stop\nnull");
        add(requests, "fault-null-id", "POST /v1/stop\n{\"ids\":[null]}");
        add(requests, "fault-query-that-cannot-be-decoded", "POST /v1/verify?own=%zz&on=%E0\n");
        add(requests, "fault-id-not-unicode", "POST /v1/stop\n{\"ids\":[\"\\ud83d\"]}");
        add(requests, "fault-deep-nesting", "POST /v1/ask\n{\"id\":\"a\",\"message\":" + "[".repeat(5_000));
        CORPUS.holds(requests);
    }

    private static void add(Map<String, byte[]> requests, String name, String text) {
        requests.put(name, text.getBytes(UTF_8));
    }
}
