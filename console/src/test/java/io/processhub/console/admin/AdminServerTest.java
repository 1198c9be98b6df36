package io.processhub.console.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.processhub.console.input.Addresses;
import io.processhub.console.input.BadInputException;
import io.processhub.console.input.SpecReader;
import io.processhub.console.input.Token;
import io.processhub.console.json.TypedJson;
import io.processhub.console.workload.KnownTypes;
import io.processhub.console.workload.LocalInstances;
import io.processhub.explain.DryRun.Change;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.StringNode;

final class AdminServerTest {
    private static final Token TOKEN = Token.of("test", "secret");
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final AdminServer server = open("127.0.0.1:0");
    private final AdminClient client = new AdminClient(server.address(), TOKEN);
    private final HttpClient http = HttpClient.newHttpClient();

    private static AdminServer open(String address) {
        var service = new AdminService(new InMemoryHub(), new LocalInstances(), new TypedJson(KnownTypes.load()));
        return AdminServer.open(Addresses.parse("--admin", address), TOKEN, service, new SpecReader(KnownTypes.load()));
    }

    @AfterEach
    void close() {
        http.close();
        client.close();
        server.close();
    }

    @Test
    void whatWasStartedIsListedWithItsTagAndLabels() {
        var outcome = start("{\"id\":\"near 1/ä+b\",\"type\":\"echo\",\"tag\":\"t\",\"labels\":{\"k\":\"v\"}}\n"
                + "{\"id\":\"far1\",\"type\":\"echo\"}");

        assertThat(outcome).isEqualTo(new Replies.Started(2, 0, 0, List.of()));
        assertThat(ids(Filter.of("", "", ""))).containsExactly("far1", "near 1/ä+b");
        assertThat(ids(Filter.of("t", "", ""))).containsExactly("near 1/ä+b");
        assertThat(ids(Filter.of("", "b", ""))).containsExactly("far1");
        assertThat(ids(Filter.of("t", "a#1", "k=v"))).containsExactly("near 1/ä+b");
        assertThat(ids(Filter.of("", "", "k=w"))).isEmpty();
        assertThat(client.process("near 1/ä+b").labels()).isEqualTo(Map.of("k", "v"));
    }

    @Test
    void aWrongLineStartsNothing() {
        assertThatExceptionOfType(AdminException.class)
                .isThrownBy(() -> start("{\"id\":\"a\",\"type\":\"echo\"}\n{\"id\":\"b\",\"type\":\"nope\"}"))
                .withMessageStartingWith("my specs.jsonl:2: unknown type 'nope'");
        assertThat(client.processes(Filter.of("", "", ""))).isEmpty();
    }

    @Test
    void anExistingProcessRefusesTheWholeUnlessItMayStay() {
        start("{\"id\":\"a\",\"type\":\"echo\"}");
        String both = "{\"id\":\"a\",\"type\":\"echo\"}\n{\"id\":\"b\",\"type\":\"echo\"}";

        assertThatExceptionOfType(AdminException.class)
                .isThrownBy(() -> start(both))
                .withMessageContaining("process 'a' exists already, nothing was started");
        assertThat(ids(Filter.of("", "", ""))).containsExactly("a");
        assertThat(client.start("x", bytes(both), true, TIMEOUT)).isEqualTo(new Replies.Started(1, 1, 0, List.of()));
    }

    @Test
    void whatWasStoppedIsGone() {
        start("{\"id\":\"a\",\"type\":\"echo\"}");

        assertThat(client.stop(List.of("a", "b"), TIMEOUT))
                .isEqualTo(new Replies.Stopped(1, 1, List.of("b: no such process")));
        assertThatExceptionOfType(AdminException.class)
                .isThrownBy(() -> client.process("a"))
                .withMessage("no process 'a'")
                .satisfies(missing -> assertThat(missing.notFound()).isTrue());
    }

    @Test
    void aProcessIsAskedByName() {
        start("{\"id\":\"far1\",\"type\":\"echo\"}\n{\"id\":\"far mute\",\"type\":\"echo\"}");

        assertThat(client.ask("far1", "hello", TIMEOUT))
                .isEqualTo(new Replies.Answer("far1", StringNode.valueOf("hello")));
        assertThatExceptionOfType(AdminException.class)
                .isThrownBy(() -> client.ask("far mute", "hello", TIMEOUT))
                .withMessage("process far mute: does not answer");
    }

    @Test
    void onlyProcessesElsewhereAreVerified() {
        String specs = IntStream.range(0, 1_000)
                .mapToObj(n -> "{\"id\":\"" + (n % 2 == 0 ? "far" : "near") + n + "\",\"type\":\"echo\"}")
                .collect(Collectors.joining("\n"));
        start(specs + "\n{\"id\":\"far mute\",\"type\":\"echo\"}");

        assertThat(client.verify("", false, TIMEOUT))
                .isEqualTo(new Replies.Verified(501, 500, 1, List.of("far mute: process far mute: does not answer")));
        assertThat(client.verify("a", false, TIMEOUT)).isEqualTo(new Replies.Verified(0, 0, 0, List.of()));
        assertThat(client.verify("b", false, TIMEOUT).asked()).isEqualTo(501);
    }

    @Test
    void theClusterSizeIsResetOrTheReasonTold() {
        assertThat(client.resetClusterSize(2)).isEqualTo(new Replies.Size(2));
        assertThatExceptionOfType(AdminException.class)
                .isThrownBy(() -> client.resetClusterSize(1))
                .withMessage("a cluster of 1 is too small");
    }

    @Test
    void statusAndNodesSayWhatTheHubSays() {
        start("{\"id\":\"near\",\"type\":\"echo\"}");

        assertThat(client.status())
                .isEqualTo(new Replies.Status(
                        "test",
                        "a#1",
                        "RUNNING",
                        new Replies.Membership(List.of("a#1", "b#1"), true, false, List.of("b#1")),
                        new Replies.RegistryState(1, 0, "ff"),
                        1,
                        Map.of("ENDED", 3L),
                        List.of("busy")));
        assertThat(client.nodes())
                .containsExactly(new Replies.NodeRow("a#1", 1, true), new Replies.NodeRow("b#1", 0, false));
        assertThat(client.local()).isEmpty();
    }

    @Test
    void aProcessIsExplained() {
        start("{\"id\":\"pair/ä+b 1\",\"type\":\"echo\"}");

        Replies.Explained explained = client.explain("pair/ä+b 1");

        String second = "1970-01-01T00:00:01Z";
        assertThat(explained)
                .usingRecursiveComparison()
                .ignoringFields("text")
                .isEqualTo(new Replies.Explained(
                        "pair/ä+b 1",
                        "a#1",
                        new Replies.Intent(true, second, "b#1"),
                        new Replies.Placement(
                                "",
                                "the first one",
                                List.of(
                                        new Replies.CandidateRow("a#1", "OWNER", "note of a"),
                                        new Replies.CandidateRow("b#1", "OWNER", "note of b"))),
                        List.of(
                                new Replies.CopyRow("a#1", 1, "FRESH", second, "PASSIVE", "", "PASSIVE", "STAYS"),
                                new Replies.CopyRow("b#1", 1, "FRESH", second, "ACTIVE", second, "ACTIVE", "STAYS")),
                        List.of(second + " parked here: no disk"),
                        ""));
        assertThat(explained.text()).startsWith("process pair/ä+b 1, seen from a#1\nintent to run since ");
    }

    @Test
    void anUnwantedProcessIsExplainedToo() {
        Replies.Explained unknown = client.explain("nobody");

        assertThat(unknown.intent()).isEqualTo(new Replies.Intent(false, "", ""));
        assertThat(unknown.text()).contains("no intent is known");
    }

    @Test
    void changesAreTriedOut() {
        start("{\"id\":\"p\",\"type\":\"echo\"}");

        assertThat(client.dryRun(List.of(new Change.Leave("a"))))
                .isEqualTo(new Replies.Predicted(
                        "if a left, 1 of 1 processes would move",
                        1,
                        List.of(new Replies.MoveRow("p", List.of("a", "b"), List.of())),
                        new Replies.QuorumRow(true, true, "")));
        assertThat(client.dryRun(List.of(new Change.Join("c", 2.5, "rack & row"), new Change.Leave("a")))
                        .summary())
                .isEqualTo("if c joined with weight 2.5 in zone rack & row and a left, 1 of 1 processes would move");
        assertThat(client.dryRun(List.of(new Change.Weigh("a", 0.5))).summary())
                .isEqualTo("if a came back with weight 0.5, 1 of 1 processes would move");
    }

    @Test
    void withoutTheTokenNothingIsSaid() throws Exception {
        for (String header : List.of("Bearer wrong", "secret", "Bearer ", "Basic secret")) {
            var response = send("GET", "/v1/status", "", header);

            assertThat(response.statusCode()).isEqualTo(401);
            assertThat(response.body())
                    .isEqualTo("{\"error\":\"token missing or wrong; send the header Authorization: Bearer TOKEN\"}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    GET | /v1/nothing | `` | 404 | no such path
                    DELETE | /v1/status | `` | 405 | does not take DELETE
                    DELETE | /v1/processes/a | `` | 405 | does not take DELETE
                    GET | /v1/processes?label=x | `` | 400 | write key=value
                    GET | /v1/processes/%00 | `` | 400 | contains a control character
                    DELETE | /v1/explain/a | `` | 405 | does not take DELETE
                    GET | /v1/explain/%00 | `` | 400 | contains a control character
                    GET | /v1/dry-run | `` | 400 | names no change; give one of leave, join and weigh
                    GET | /v1/dry-run?leave=a&join=c | `` | 400 | names [leave, join]; give one of
                    GET | /v1/dry-run?leave=c | `` | 400 | node c does not fit
                    GET | /v1/dry-run?leave=b | `` | 503 | the hub is closed
                    GET | /v1/dry-run?join=c&weight=x | `` | 400 | weight 'x' is not a number
                    GET | /v1/dry-run?join=c&weight=NaN | `` | 400 | weight NaN is not a number from 0
                    GET | /v1/dry-run?weigh=a | `` | 400 | weight '' is not a number
                    GET | /v1/dry-run?weigh=a&weight=1e400 | `` | 400 | weight Infinity is not a number from 0
                    POST | /v1/dry-run | `` | 400 | the body is not the JSON expected
                    POST | /v1/dry-run | {"changes":[]} | 400 | the body names no change
                    POST | /v1/dry-run | {"changes":[null]} | 400 | the body names no change
                    POST | /v1/dry-run | {"changes":[{"leave":null}]} | 400 | names no change
                    POST | /v1/dry-run | {"changes":[{"join":"c","weight":"x"}]} | 400 | weight 'x' is not a number
                    DELETE | /v1/dry-run?leave=a | `` | 405 | does not take DELETE
                    POST | /v1/processes | `` | 400 | body: contains no process
                    POST | /v1/processes?timeout_ms=soon | {"id":"a","type":"echo"} | 400 | 'soon' is no number
                    POST | /v1/verify?timeout_ms=0 | `` | 400 | must lie between
                    POST | /v1/processes | {"id":"a\\ud83d","type":"echo"} | 400 | half of a surrogate pair
                    POST | /v1/processes | {"id":"a","type":"echo","restart":"\\ud83d"} | 400 | restart '?' is unknown
                    POST | /v1/stop | {"ids":["a\\ud83d"]} | 400 | half of a surrogate pair
                    POST | /v1/ask | {"id":"a\\ud83d","message":"x"} | 400 | half of a surrogate pair
                    POST | /v1/stop | {"ids": | 400 | the body is not the JSON expected
                    POST | /v1/stop | {} | 400 | the body is not the JSON expected
                    POST | /v1/ask | {"id":"a"} | 400 | the body is not the JSON expected
                    POST | /v1/ask | {"id":"a","message":null} | 400 | a message is never null
                    """)
    void aBadRequestGetsAReason(String method, String path, String body, int status, String complaint)
            throws Exception {
        var response = send(method, path, body, "Bearer secret");

        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).startsWith("{\"error\":\"").contains(complaint.replace("\"", "\\\""));
    }

    @Test
    void aBodyThatIsTooLargeIsRefused() throws Exception {
        var response = send("POST", "/v1/ask", " ".repeat(4 * 1024 * 1024 + 1), "Bearer secret");

        assertThat(response.statusCode()).isEqualTo(413);
    }

    @Test
    void anAddressThatOthersCanReachIsRefused() {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> open("[::]:0"))
                .withMessageContaining("can be reached from other machines");
    }

    @Test
    void aTakenPortIsNamed() {
        String taken = Addresses.text(server.address());

        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> open(taken))
                .withMessageStartingWith("--admin: cannot listen on " + taken);
    }

    @Test
    void aNodeThatIsNotThereIsNamed() {
        InetSocketAddress address = server.address();
        server.close();

        assertThatExceptionOfType(AdminException.class)
                .isThrownBy(client::status)
                .withMessageStartingWith("no node answers at " + Addresses.text(address));
    }

    private Replies.Started start(String specs) {
        return client.start("my specs.jsonl", bytes(specs), false, TIMEOUT);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private List<String> ids(Filter filter) {
        return client.processes(filter).stream().map(Replies.ProcessRow::id).toList();
    }

    private HttpResponse<String> send(String method, String path, String body, String authorization)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://" + Addresses.text(server.address()) + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Authorization", authorization)
                .build();
        return http.send(request, BodyHandlers.ofString());
    }
}
