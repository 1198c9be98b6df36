package io.processhub.console.admin;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.console.input.Addresses;
import io.processhub.console.input.SpecReader;
import io.processhub.console.input.Token;
import io.processhub.console.json.TypedJson;
import io.processhub.console.workload.KnownTypes;
import io.processhub.console.workload.LocalInstances;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Goal: a stranger who can reach the admin endpoint, with the token or without, neither stops it nor exhausts its
 * memory. Method: a plain socket, which sends what no HTTP client would; nothing of the server but its answers is
 * looked at.
 */
final class AdminStrangersTest {
    /** The server does not read on after its answer, which may get lost thereby. */
    private static final String REFUSED = "reset";

    private static final int MANY = 300;
    private static final int CONNECTIONS_MAX = 128;
    private static final int PATIENCE_MILLIS = 60_000;
    private static final int ATTEMPTS = 600;
    private static final int PIECE_BYTES = 1 << 20;
    private static final int PIECES = 60;
    private static final long PAUSE_NANOS = 100_000_000;

    private final AdminServer server = open();
    private final List<Socket> sockets = new ArrayList<>();

    private static AdminServer open() {
        var types = KnownTypes.load();
        var service = new AdminService(new InMemoryHub(), new LocalInstances(), new TypedJson(types));
        var bind = Addresses.parse("--admin", "127.0.0.1:0");
        return AdminServer.open(bind, Token.of("test", "secret"), service, new SpecReader(types));
    }

    @AfterEach
    void close() throws IOException {
        for (Socket socket : sockets) {
            socket.close();
        }
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "{\"ids\":[null]}", "{\"ids\":null}", "[]", "7"})
    void nullIsAMistakeLikeAnyOther(String body) throws IOException {
        assertThat(answer(request("POST /v1/stop", "localhost", "Bearer secret", body)))
                .contains(" 400 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer secret", "bearer secret", "BEARER secret"})
    void theNameOfTheSchemeMayBeInAnyCase(String authorization) throws IOException {
        assertThat(answer(request("GET /v1/status", "localhost", authorization, "")))
                .contains(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "127.0.0.1", "127.0.0.1:7700", "[::1]:7700", "LocalHost:1"})
    void aHostThatIsThisMachineIsServed(String host) throws IOException {
        assertThat(answer(request("GET /v1/status", host, "Bearer secret", ""))).contains(" 200 ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attacker.example", "127.0.0.1.attacker.example", "localhost.attacker.example:80"})
    void aForeignHostIsRefused(String host) throws IOException {
        assertThat(answer(request("GET /v1/status", host, "Bearer secret", ""))).contains(" 403 ");
    }

    @Test
    void aQueryThatCannotBeReadIsAMistakeOfThoseWhoMayAsk() throws IOException {
        String call = "POST /v1/verify?own=%25zz&on=%E0";

        assertThat(answer(request(call, "localhost", "Bearer wrong", ""))).contains(" 401 ");
        assertThat(answer(request(call, "localhost", "Bearer secret", ""))).contains(" 400 ");
    }

    @Test
    void halfOpenRequestsKeepNobodyOut() throws IOException {
        for (int i = 0; i < MANY; i++) {
            connect().getOutputStream().write("GET /v1/status HTTP/1.1\r\nHost: loc".getBytes(US_ASCII));
        }

        assertThat(answerAtLast(request("GET /v1/status", "localhost", "Bearer secret", "")))
                .contains(" 200 ");
    }

    /**
     * The rest of each request follows: those that were taken are answered. Meaningful only as long as the time limit
     * of a request has ended none of them, that is, as long as the oldest one is still answered.
     */
    @Test
    void noMoreHalfOpenRequestsAreTakenThanABoundedNumber() throws IOException {
        String whole = request("GET /v1/status", "localhost", "Bearer secret", "");
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            List<Socket> youngestFirst = halfOpen(whole).reversed();
            int answered = 0;
            boolean oldestAnswered = false;
            for (Socket socket : youngestFirst) {
                oldestAnswered = completed(socket, rest(whole)).contains(" 200 ");
                answered += oldestAnswered ? 1 : 0;
            }
            if (oldestAnswered) {
                assertThat(answered).isLessThanOrEqualTo(CONNECTIONS_MAX);
                return;
            }
        }
        throw new AssertionError("the oldest of the half-open requests was never answered");
    }

    /** The server decides about connections in their order: what became of the last one tells that all are decided. */
    private List<Socket> halfOpen(String request) throws IOException {
        List<Socket> halfOpen = new ArrayList<>();
        for (int i = 0; i < MANY; i++) {
            halfOpen.add(connect());
            halfOpen.getLast()
                    .getOutputStream()
                    .write(request.substring(0, request.length() / 2).getBytes(US_ASCII));
        }
        completed(connect(), request);
        return halfOpen;
    }

    private static String rest(String request) {
        return request.substring(request.length() / 2);
    }

    private static String completed(Socket halfOpen, String rest) {
        try {
            halfOpen.getOutputStream().write(rest.getBytes(US_ASCII));
            return line(halfOpen);
        } catch (IOException refused) {
            return REFUSED;
        }
    }

    /** The tests run with a shorter time, so that they need not wait for the one that holds without any setting. */
    @Test
    void theTimeOfARequestIsBoundedUnlessAnOperatorHasBoundedIt() {
        String property = "sun.net.httpserver.maxReqTime";
        @Nullable String before = System.getProperty(property);
        try {
            System.clearProperty(property);
            open().close();
            assertThat(System.getProperty(property)).isEqualTo("30");

            System.setProperty(property, "7");
            open().close();
            assertThat(System.getProperty(property)).isEqualTo("7");
        } finally {
            if (before == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, before);
            }
        }
    }

    @Test
    void aRequestThatNeverEndsIsCut() throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write("GET /v1/status HTTP/1.1\r\nHost: loc".getBytes(US_ASCII));

        assertThat(socket.getInputStream().read()).isNegative();
    }

    @Test
    void ofManyLargeBodiesAtOnceTheLastOnesAreRefused() throws IOException {
        List<Socket> senders = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            senders.add(connect());
            senders.getLast()
                    .getOutputStream()
                    .write(head("POST /v1/processes", "localhost", "Bearer secret")
                            .concat("Content-Length: " + PIECE_BYTES * (PIECES + 1) + "\r\n\r\n")
                            .getBytes(US_ASCII));
        }
        // None of them ends, so that all are in work at the same time.
        assertThat(firstRefusal(senders)).containsAnyOf(" 503 ", REFUSED);
        senders.forEach(AdminStrangersTest::abort);
        assertThat(answerAtLast(request(
                        "POST /v1/processes", "localhost", "Bearer secret", "{\"id\":\"a\",\"type\":\"echo\"}")))
                .contains(" 200 ");
    }

    /** Sends by turns until one of the senders has an answer, or is not heard any more. */
    private static String firstRefusal(List<Socket> senders) throws IOException {
        for (int i = 0; i < PIECES * senders.size(); i++) {
            String answer = sendPiece(senders.get(i % senders.size()));
            if (!answer.isEmpty()) {
                return answer;
            }
        }
        return "no answer";
    }

    private static String sendPiece(Socket sender) throws IOException {
        try {
            sender.getOutputStream().write(" ".repeat(PIECE_BYTES).getBytes(US_ASCII));
            return sender.getInputStream().available() > 0 ? line(sender) : "";
        } catch (SocketException reset) {
            return REFUSED;
        }
    }

    private static void abort(Socket sender) {
        try {
            sender.close();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /** Tries again while the server has no room for one more connection or body. */
    private String answerAtLast(String request) throws IOException {
        String last = "no answer";
        for (int i = 0; i < ATTEMPTS; i++) {
            try {
                last = answer(request);
                if (!last.isEmpty() && !last.contains(" 503 ")) {
                    return last;
                }
            } catch (IOException refused) {
                last = refused.toString();
            }
            LockSupport.parkNanos(PAUSE_NANOS);
        }
        return last;
    }

    private String answer(String request) throws IOException {
        Socket socket = connect();
        socket.getOutputStream().write(request.getBytes(US_ASCII));
        return line(socket);
    }

    private static String line(Socket socket) throws IOException {
        var reader = new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
        String first = reader.readLine();
        return first == null ? "" : first;
    }

    private Socket connect() throws IOException {
        var socket = new Socket(server.address().getAddress(), server.address().getPort());
        sockets.add(socket);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    private static String request(String call, String host, String authorization, String body) {
        return head(call, host, authorization) + "Connection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
                + body;
    }

    private static String head(String call, String host, String authorization) {
        return call + " HTTP/1.1\r\nHost: " + host + "\r\nAuthorization: " + authorization + "\r\n";
    }
}
