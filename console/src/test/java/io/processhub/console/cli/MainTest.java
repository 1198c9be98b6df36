package io.processhub.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.console.admin.AdminServer;
import io.processhub.console.admin.AdminService;
import io.processhub.console.admin.InMemoryHub;
import io.processhub.console.input.Addresses;
import io.processhub.console.input.SpecReader;
import io.processhub.console.input.Token;
import io.processhub.console.json.TypedJson;
import io.processhub.console.workload.KnownTypes;
import io.processhub.console.workload.LocalInstances;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MainTest {
    private final Screen screen = new Screen();

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        demo --nodes 1                                  | --nodes: 1 must be between 2 and 20
        demo --nodes many                               | Invalid value for option '--nodes'
        demo --processes 0                              | --processes: 0 must be between
        demo --processes 5 --specs x                    | exclude each other
        demo --specs /no/such/file                      | --specs: cannot read /no/such/file
        demo --timeout 0                                | --timeout: 0 must be between
        demo --replicas 0                               | --replicas: 0 is below 1
        demo --replicas 3                               | --replicas: 3 must be less than --nodes, which is 3
        demo --model leader                             | Invalid value for option '--model'
        demo --partition --nodes 2                      | --nodes: 2 must be between 3 and 20
        demo --partition=luck                           | Invalid value for option '--partition'
        demo --partition --replicas 2                   | --replicas: with --partition each process has a single copy
        demo --fast                                     | Unknown option: '--fast'
        node                                            | Missing required option: '--name=NAME'
        node --name a/b                                 | --name: node name 'a/b' must have
        node --name a --weight -1                       | --weight, --zone or --label: weight -1.0 is not a number
        node --name a --label zone=x                    | a node cannot have a label 'zone'
        node --name a --bind 7800                       | --bind: '7800' is not an address
        node --name a --join 127.0.0.1:1,x              | --join: 'x' is not an address
        node --name a --join-limit 0                    | --join-limit: 0 must be between 1 and 86400
        node --name a --initial-size 0                  | --initial-size: 0 is below 1
        node --name a --specs /no/such/file             | --specs: cannot read /no/such/file
        node --name a --admin 127.0.0.1:0 --admin-token-file /no/such | cannot read the token file
        node --name a --replicas 0                      | --replicas: 0 is below 1
        node --name a --allow b                         | --allow: names are known from certificates only
        node --name a --certificates /no/such/folder    | --certificates: cannot read /no/such/folder
        certify --certificates x                        | Missing required parameter
        certify --certificates x --days 0 a             | --days: 0 is not within
        certify --certificates x a/b                    | certify: node name 'a/b' must have
        certify --certificates x authority              | is the name of another file
        node --name a --sync telepathy                  | Invalid value for option '--sync'
        node --name a --partition luck                  | Invalid value for option '--partition'
        simulate --nodes 0                              | --nodes: 0 must be between 1 and 1000
        simulate --nodes 1001                           | --nodes: 1001 must be between 1 and 1000
        simulate --processes 0                          | --processes: 0 must be between
        simulate --seeds 0                              | --seeds: 0 must be between
        simulate --threads 0                            | --threads: 0 must be between
        simulate --loss 1.5                             | --loss: 1.5 must be between 0 and 1
        simulate --nodes 1 --churn                      | --churn: needs at least 2 nodes
        simulate --nodes 1 --cuts                       | --cuts: needs at least 2 nodes
        simulate --partition luck                       | Invalid value for option '--partition'
        reset-cluster-size 0 --admin-token t            | SIZE: 0 must be positive
        simulate --sync telepathy                       | Invalid value for option '--sync'
        start --admin-token t                           | nothing to start
        start --id a --type echo --specs x              | exclude each other
        stop a a --admin-token t                        | id a is given twice
        list --label x --admin-token t                  | --label: label 'x' is no pair
        status --admin x --admin-token t                | --admin: 'x' is not an address
        lookup                                          | Missing required parameter: 'ID'
        explain                                         | Missing required parameter: 'ID'
        dry-run --admin-token t                         | nothing to try out; give --leave, --join or --weigh
        dry-run --join a/b --admin-token t              | --join: node name 'a/b' must have
        dry-run --join c=much --admin-token t           | --join: weight 'much' is not a number
        dry-run --join c=-1:east --admin-token t        | --join: weight -1.0 is not a number from 0
        dry-run --weigh a --admin-token t               | --weigh: 'a' has no weight; write NODE=WEIGHT
        dry-run --weigh a=-1 --admin-token t            | --weigh: weight -1.0 is not a number from 0
        dance                                           | processhub: 'dance' is no command; see ./processhub --help
        lsit                                            | processhub: 'lsit' is no command, did you mean list?
        stauts                                          | processhub: 'stauts' is no command, did you mean status?
        tell                                            | Missing required parameters: 'ID', 'MESSAGE'
        drain a --timeout 0 --admin-token t             | --timeout: 0 must be between 1 and 600
        watch --interval 0 --admin-token t              | --interval: 0 must be between 1 and 3600
        watch --looks 0 --admin-token t                 | --looks: 0 must be between 1 and
        """)
    void badInputGetsOneLineAndExitCodeTwo(String line, String complaint) {
        int code = screen.run(line.split(" "));

        assertThat(code).isEqualTo(2);
        assertThat(screen.err()).contains(complaint).startsWith("processhub").hasLineCount(1);
        assertThat(screen.out()).isEmpty();
    }

    @Test
    void withoutACommandAllOfThemAreShown() {
        assertThat(screen.run()).isZero();
        assertThat(screen.out()).contains("Usage: processhub", "demo", "drain", "watch");
        assertThat(screen.err()).isEmpty();
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String bind = "127.0.0.1:" + taken.getLocalPort();

            assertThat(screen.run("node", "--name", "a", "--bind", bind)).isEqualTo(2);
            assertThat(screen.err())
                    .startsWith("processhub: --bind: cannot listen on " + bind)
                    .hasLineCount(1);
        }
    }

    @Test
    void aWrongSpecFileIsNamedWithItsLine(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("s.jsonl"), "{\"id\":\"a\",\"type\":\"echo\"}\n{\"id\":\"b\"}\n");

        assertThat(screen.run("demo", "--specs", file.toString())).isEqualTo(2);
        assertThat(screen.err())
                .startsWith("processhub: " + file + ":2: field 'type' is missing")
                .hasLineCount(1);
    }

    @Test
    void everyCommandExplainsItself() {
        for (String command :
                "demo node simulate start stop drain list lookup explain dry-run ask tell nodes status watch"
                        .split(" ", -1)) {
            assertThat(new Screen().run(command, "--help")).isZero();
        }
    }

    @Test
    void aNodeIsUsedThroughItsEndpoint(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret\n");
        try (var server = endpoint()) {
            String[] admin = admin(server, token);

            String[] start = "start --id a --type echo --label k=v".split(" ", -1);
            expect(0, "1 started, 0 existed, 0 failed\n", admin, start);
            expect(2, "", admin, "start", "--id", "a", "--type", "echo");
            expect(0, "ID  TYPE  NODE  TAG  LABELS\na   echo  a#1        k=v\n", admin, "list");
            expect(0, "hello\n", admin, "ask", "a", "hello");
            expect(1, "", admin, "ask", "b", "hello");
            expect(0, "sent to a\n", admin, "tell", "a", "hello");
            expect(0, "{\"id\":\"a\"}\n", admin, "tell", "a", "hello", "--json");
            expect(1, "", admin, "tell", "b", "hello");
            expect(1, "", admin, "lookup", "b");
            expect(
                    0,
                    "{\"id\":\"a\",\"type\":\"echo\",\"argument\":\"\",\"tag\":\"\","
                            + "\"labels\":{\"k\":\"v\"},\"instances\":"
                            + "[{\"node\":\"a#1\",\"epoch\":1,\"role\":\"ACTIVE\",\"reason\":\"FRESH\"}]}\n",
                    admin,
                    "lookup",
                    "a",
                    "--json");
            expect(0, "NODE  PROCESSES\na#1           1  answers\nb#1           0\n", admin, "nodes");
            expect(0, "1 stopped, 0 not\n", admin, "stop", "a");
            expect(1, "0 stopped, 1 not\n", admin, "stop", "a");
            expect(2, "", new String[] {"--admin", admin[1], "--admin-token", "wrong"}, "status");
        }
    }

    @Test
    void aNodeIsDrained(@TempDir Path folder) throws IOException {
        ask(folder, 0, "b#1 has left; what it ran was handed over as far as there was time\n", "drain", "b");
        ask(folder, 1, "a#1 is still there; ask again, or look at its log\n", "drain", "a#1");
        ask(folder, 1, "", "drain", "c");
        ask(folder, 0, """
            {"node":"b#1","gone":true,\
            "text":"b#1 has left; what it ran was handed over as far as there was time"}
            """, "drain", "b", "--json");
    }

    @Test
    void whatDoesNotChangeIsShownOnce(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret");
        try (var server = endpoint()) {
            String[] admin = admin(server, token);
            expect(0, "1 started, 0 existed, 0 failed\n", admin, "start --id a --type echo".split(" ", -1));

            var watch = new Screen();
            assertThat(watch.run("watch", "--looks", "2", admin[0], admin[1], admin[2], admin[3]))
                    .isZero();
            assertThat(watch.out()).matches("\\d\\d:\\d\\d:\\d\\d  2 nodes, 1 process, 0 waiting: a 1, b 0\\R");
            expect(0, """
                {"processes":1,"waiting":0,"redistributing":false,"nodes":\
                [{"node":"a#1","processes":1,"self":true},{"node":"b#1","processes":0,"self":false}]}
                """, admin, "watch", "--looks", "1", "--json");
        }
    }

    @Test
    void longIdsAreShortenedInTheMiddleUnlessAllIsAskedFor(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret");
        String id = "device/" + "x".repeat(80) + "/7";
        try (var server = endpoint()) {
            String[] admin = admin(server, token);
            expect(0, "1 started, 0 existed, 0 failed\n", admin, "start", "--id", id, "--type", "echo");

            var list = new Screen();
            assertThat(list.run("list", admin[0], admin[1], admin[2], admin[3])).isZero();
            assertThat(list.out().lines()).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
            assertThat(list.out()).contains("device/xx", "xx/7", "…");
            var wide = new Screen();
            assertThat(wide.run("list", "--wide", admin[0], admin[1], admin[2], admin[3]))
                    .isZero();
            assertThat(wide.out()).contains(id);
        }
    }

    @Test
    void rolesAreShown(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret");
        try (var server = endpoint()) {
            String[] admin = admin(server, token);

            expect(0, "1 started, 0 existed, 0 failed\n", admin, "start --id pair --type echo".split(" ", -1));
            expect(0, "ID    TYPE  NODE       TAG  LABELS\npair  echo  (a#1),b#1\n", admin, "list");
            var screen = new Screen();
            assertThat(screen.run("lookup", "pair", admin[0], admin[1], admin[2], admin[3]))
                    .isZero();
            assertThat(screen.out()).containsSubsequence("b#1, epoch 1, ACTIVE, FRESH", "a#1, epoch 1, PASSIVE, FRESH");
        }
    }

    @Test
    void aRecordIsGivenAndShownAsJson(@TempDir Path folder) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret");
        try (var server = endpoint()) {
            String[] admin = admin(server, token);
            String opening = "{\"owner\":\"Anna\",\"cents\":500}";

            expect(2, "", admin, "start", "--id", "a", "--type", "account");
            expect(2, "", admin, "start", "--id", "a", "--type", "account", "--argument", "{\"owner\":\"Anna\"}");
            expect(
                    0,
                    "1 started, 0 existed, 0 failed\n",
                    admin,
                    "start",
                    "--id",
                    "a",
                    "--type",
                    "account",
                    "--argument",
                    opening);
            expect(0, """
                id        a
                type      account
                argument  {"owner":"Anna","cents":500}
                tag
                labels    {}
                runs on   a#1, epoch 1, ACTIVE, FRESH
                """, admin, "lookup", "a");
            expect(0, "{\"cents\":5}\n", admin, "ask", "a", "{\"Deposit\":{\"cents\":5}}");
            expect(
                    0,
                    "{\"id\":\"a\",\"reply\":{\"cents\":5}}\n",
                    admin,
                    "ask",
                    "a",
                    "{\"Deposit\":{\"cents\":5}}",
                    "--json");
            expect(2, "", admin, "ask", "a", "{\"Deposit\":{\"cents\":\"five\"}}");
            expect(2, "", admin, "ask", "a", "Deposit");
        }
    }

    /** What a command says to a node that runs one process. */
    private static void ask(Path folder, int code, String out, String... arguments) throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "secret");
        try (var server = endpoint()) {
            String[] admin = admin(server, token);
            expect(0, "1 started, 0 existed, 0 failed\n", admin, "start --id p --type echo".split(" ", -1));
            expect(code, out, admin, arguments);
        }
    }

    @Test
    void placementIsExplained(@TempDir Path folder) throws IOException {
        ask(folder, 0, """
            process q, seen from a#1
            no intent is known
            copies: none
            before: none
            """, "explain", "q");
        ask(folder, 0, """
            {"id":"q","seen_from":"a#1","wanted":false,"intent_at":"","intent_by":"","obstacle":"",\
            "rule":"the first one","candidates":[],"copies":[],"past":[],\
            "text":"process q, seen from a#1\\nno intent is known\\ncopies: none\\nbefore: none"}
            """, "explain", "q", "--json");
    }

    @Test
    void changesAreTriedOut(@TempDir Path folder) throws IOException {
        ask(folder, 0, """
            if c:1 joined with weight 2.0 in zone x:y, 1 of 1 processes would move
            if the leaving nodes failed instead, the others would have no quorum: 1 more
            ID  FROM  TO
            p   a,b   c:1
            """, "dry-run", "--join", "c:1=2:x:y");
        ask(folder, 0, """
            if c joined with weight 1.0, 1 of 1 processes would move
            if the leaving nodes failed instead, the others would have no quorum: 1 more
            ID  FROM  TO
            p   a,b   c
            """, "dry-run", "--join", "c");
        ask(folder, 0, """
            if a left, 1 of 1 processes would move
            ID  FROM  TO
            p   a,b   (nowhere)
            """, "dry-run", "--leave", "a");
        ask(folder, 0, """
            {"summary":"if a came back with weight 3.0, 1 of 1 processes would move","processes":1,\
            "moves":[{"id":"p","from":["a","b"],"to":[]}],\
            "quorum":{"after_leaving":true,"after_failure":true,"summary":""}}
            """, "dry-run", "--weigh", "a=3", "--json");
        ask(folder, 2, "", "dry-run", "--leave", "c");
    }

    private static AdminServer endpoint() {
        return AdminServer.open(
                Addresses.parse("--admin", "127.0.0.1:0"),
                Token.of("test", "secret"),
                new AdminService(new InMemoryHub(), new LocalInstances(), new TypedJson(KnownTypes.load())),
                new SpecReader(KnownTypes.load()));
    }

    private static String[] admin(AdminServer server, Path token) {
        return new String[] {"--admin", Addresses.text(server.address()), "--admin-token-file", token.toString()};
    }

    private static void expect(int code, String out, String[] admin, String... arguments) {
        var screen = new Screen();
        String[] all = Stream.concat(Stream.of(arguments), Stream.of(admin)).toArray(String[]::new);

        assertThat(screen.run(all))
                .describedAs(String.join(" ", all) + screen.err())
                .isEqualTo(code);
        assertThat(screen.out()).isEqualToNormalizingNewlines(out);
    }
}
