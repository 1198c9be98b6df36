package io.processhub.console.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.cluster.Node;
import io.processhub.cluster.embedded.EmbeddedNetwork;
import io.processhub.console.input.Addresses;
import io.processhub.console.input.SpecReader;
import io.processhub.console.input.Token;
import io.processhub.console.json.TypedJson;
import io.processhub.console.workload.KnownTypes;
import io.processhub.console.workload.LocalInstances;
import io.processhub.console.workload.MovableState;
import io.processhub.environment.Environment;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The endpoint of a real hub that runs an account and an echo. */
final class TypedProcessesTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final Token TOKEN = Token.of("test", "secret");
    private static final String SPECS = """
            {"id":"account/anna","type":"account","argument":{"owner":"Anna","cents":500}}
            {"id":"echo","type":"echo","argument":{"a":1}}
            """;

    private final KnownTypes types = KnownTypes.load();
    private final LocalInstances instances = new LocalInstances();
    private final Node node =
            Node.join(EmbeddedNetwork.create(Environment.system()).open("a"));
    private final ProcessHub hub = hub();
    private final AdminServer server = AdminServer.open(
            Addresses.parse("--admin", "127.0.0.1:0"),
            TOKEN,
            new AdminService(hub, instances, new TypedJson(types)),
            new SpecReader(types));
    private final AdminClient client = new AdminClient(server.address(), TOKEN);

    TypedProcessesTest() {
        var started = client.start("specs.jsonl", SPECS.getBytes(StandardCharsets.UTF_8), false, TIMEOUT);
        assertThat(started).isEqualTo(new Replies.Started(2, 0, 0, List.of()));
    }

    private ProcessHub hub() {
        HubBuilder builder = ProcessHub.builder("test").node(node).message(MovableState.TYPE);
        types.byName().values().forEach(type -> instances.watch(type).register(builder));
        return builder.start();
    }

    @AfterEach
    void close() {
        client.close();
        server.close();
        hub.close();
        node.close();
    }

    @Test
    void anAccountIsAskedInJson() {
        assertThat(ask("account/anna", "Balance")).isEqualTo("500");
        assertThat(ask("account/anna", "{\"Deposit\":{\"cents\":100}}")).isEqualTo("600");
        assertThat(ask("account/anna", "{\"Withdraw\":{\"cents\":250,\"note\":\"rent\"}}"))
                .isEqualTo("{\"Paid\":{\"balance\":350,\"note\":\"rent\"}}");
        assertThat(ask("account/anna", "{\"Withdraw\":{\"cents\":250}}")).isEqualTo("{\"Paid\":{\"balance\":100}}");
        assertThat(ask("account/anna", "{\"Withdraw\":{\"cents\":250}}")).isEqualTo("{\"Declined\":{\"missing\":150}}");
        assertThat(ask("account/anna", "ping")).isEqualTo("account/anna");
        assertThat(ask("echo", "Balance")).isEqualTo("{\"a\":1} Balance");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"Deposit":{"cents":"five"}} | component 'cents' of Deposit: 'five' is not a whole number
                    {"Deposit":{"cents":-5}} | Deposit refuses its components: -5 cents cannot be moved; give 1 or more
                    {"Deposit":{}} | component 'cents' of Deposit is missing
                    {"Deposit":{"cents":5,"euros":1}} | Deposit has no component 'euros'; its components are cents
                    Close | 'Close' is not a case of Account; known are Balance, Deposit, Ping, Withdraw
                    """)
    void aWrongMessageIsRefusedByNameAndTheAccountKeepsItsBalance(String message, String complaint) {
        assertThatExceptionOfType(AdminException.class)
                .isThrownBy(() -> ask("account/anna", message))
                .withMessage(complaint)
                .satisfies(refusal -> assertThat(refusal.notFound()).isFalse());
        assertThat(ask("account/anna", "Balance")).isEqualTo("500");
    }

    @Test
    void anArgumentIsShownAsJson() {
        assertThat(client.process("account/anna").argument()).isEqualTo("{\"owner\":\"Anna\",\"cents\":500}");
        assertThat(client.processes(Filter.of("", "", "")))
                .extracting(Replies.ProcessRow::argument)
                .containsExactly("{\"owner\":\"Anna\",\"cents\":500}", "{\"a\":1}");
    }

    @Test
    void everyProcessIsVerifiedWhateverItsProtocol() {
        assertThat(client.verify("", true, TIMEOUT)).isEqualTo(new Replies.Verified(2, 2, 0, List.of()));
    }

    private String ask(String id, String message) {
        return client.ask(id, message, TIMEOUT).text();
    }
}
