package io.processhub.console.admin;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.processhub.console.input.Addresses;
import io.processhub.console.input.BadInputException;
import io.processhub.console.input.SpecReader;
import io.processhub.console.input.Token;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the admin endpoint of a node, on the loopback interface only and only to those who know the token.
 * Thread-safe.
 */
public final class AdminServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AdminServer.class);

    /** Seconds in which a request must have arrived, and how many connections may be open; see {@link #limit}. */
    private static final String REQUEST_SECONDS_MAX = "30";

    private static final String CONNECTIONS_MAX = "128";

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Gate gate;
    private final Routes routes;
    private final List<Relay> relays = new CopyOnWriteArrayList<>();

    private AdminServer(HttpServer server, Token token, Routes routes) {
        this.server = server;
        this.gate = new Gate(token);
        this.routes = routes;
    }

    /**
     * Takes the port and begins to serve.
     *
     * @param bind a loopback address; port 0 takes a free one
     * @param token what callers must show
     * @param service does what they ask for
     * @param specs reads what they want started
     * @return the open server
     * @throws BadInputException when the address is not loopback or its port is taken
     */
    public static AdminServer open(InetSocketAddress bind, Token token, AdminService service, SpecReader specs) {
        if (!bind.getAddress().isLoopbackAddress()) {
            throw new BadInputException("--admin: " + Addresses.text(bind)
                    + " can be reached from other machines, which is refused; use 127.0.0.1:" + bind.getPort());
        }
        limit();
        try {
            var admin = new AdminServer(HttpServer.create(bind, 0), token, new Routes(service, specs));
            admin.server.setExecutor(admin.threads);
            admin.server.createContext("/", admin::serve);
            admin.server.start();
            return admin;
        } catch (IOException taken) {
            throw new BadInputException(
                    "--admin: cannot listen on " + Addresses.text(bind) + " (" + taken.getMessage()
                            + "); choose another port, or 0 for a free one",
                    taken);
        }
    }

    /** Settings that the server of the JDK reads once, when the first one is created; an operator's own stay. */
    private static void limit() {
        // Without this, each answer on a kept-alive connection waits for a delayed acknowledgement.
        preset("sun.net.httpserver.nodelay", "true");
        // A request that never ends would otherwise hold its connection for ever, and any number of them all memory.
        preset("sun.net.httpserver.maxReqTime", REQUEST_SECONDS_MAX);
        preset("jdk.httpserver.maxConnections", CONNECTIONS_MAX);
    }

    private static void preset(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** {@return where it listens} */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /**
     * Listens at a file as well, where who may read and write the file may connect. What connects needs the token, too.
     *
     * @param socket a file that does not exist yet
     * @throws java.io.UncheckedIOException when it cannot be made
     */
    public void listenAlso(Path socket) {
        relays.add(Relay.open(UnixDomainSocketAddress.of(socket), address()));
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            answer(exchange);
        } catch (IOException gone) {
            LOG.debug("a caller of the admin endpoint went away", gone);
        } catch (RuntimeException broken) {
            LOG.warn("{} {} failed", exchange.getRequestMethod(), exchange.getRequestURI(), broken);
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        var call = new Call(exchange);
        if (!gate.meantForHere(exchange.getRequestHeaders())) {
            call.reply(403, new Replies.Problem("the header Host must name this machine, such as localhost"));
            return;
        }
        if (!gate.shown(exchange.getRequestHeaders())) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            call.reply(401, new Replies.Problem("token missing or wrong; send the header Authorization: Bearer TOKEN"));
            return;
        }
        try {
            routes.find(exchange.getRequestMethod(), exchange.getRequestURI().getRawPath())
                    .serve(call);
        } catch (AdminException refused) {
            call.reply(refused.status(), problem(refused));
        } catch (BadInputException | IllegalArgumentException bad) {
            call.reply(400, problem(bad));
        }
    }

    /** The message may quote text that is not valid Unicode, which has no form in JSON: as UTF-8 it becomes so. */
    private static Replies.Problem problem(RuntimeException refusal) {
        byte[] text = String.valueOf(refusal.getMessage()).getBytes(StandardCharsets.UTF_8);
        return new Replies.Problem(new String(text, StandardCharsets.UTF_8));
    }

    /** Stops serving; calls under way are cut off. Idempotent. */
    @Override
    public void close() {
        relays.forEach(Relay::close);
        server.stop(0);
        threads.shutdownNow();
    }
}
