package io.processhub.console.node;

import io.processhub.console.admin.AdminServer;
import io.processhub.console.admin.AdminService;
import io.processhub.console.input.Addresses;
import io.processhub.console.input.BadInputException;
import io.processhub.console.input.SpecReader;
import io.processhub.console.json.TypedJson;
import io.processhub.console.workload.KnownTypes;
import io.processhub.console.workload.LocalInstances;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node with its hub and its admin endpoint, from the start to {@link #close()}. */
public final class RunningNode implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RunningNode.class);
    private static final Duration START_TIMEOUT = Duration.ofSeconds(60);

    private final HubNode node;
    private final @Nullable AdminServer admin;

    private RunningNode(HubNode node, @Nullable AdminServer admin) {
        this.node = node;
        this.admin = admin;
    }

    /**
     * Starts a node and blocks until it has joined, serves requests, and has requested the start of its processes.
     *
     * @param settings the settings of the node
     * @param types the process types that it can run
     * @return the running node
     * @throws BadInputException when an address is in use or no peer answers; everything is closed again
     */
    public static RunningNode start(NodeSettings settings, KnownTypes types) {
        requireProtection(settings);
        requireFree("--bind", settings.bind());
        NodeSettings.Admin admin = settings.admin();
        if (admin != null) {
            requireFree("--admin", admin.bind());
        }
        LOG.info(
                "node {} binds {} and joins {}",
                settings.name(),
                text(settings.bind()),
                settings.join().hosts());
        var localInstances = new LocalInstances(
                settings.lives() == null ? LocalInstances.Listener.NONE : LifeLog.open(settings.lives()));
        HubNode node = HubNode.join(settings, types, localInstances);
        AdminServer server = null;
        try {
            var service = new AdminService(node.hub(), localInstances, new TypedJson(types));
            server = admin == null
                    ? null
                    : AdminServer.open(admin.bind(), admin.token(), service, new SpecReader(types));
            var running = new RunningNode(node, server);
            running.announce(admin);
            running.ask(service, settings);
            return running;
        } catch (RuntimeException | Error failure) {
            new RunningNode(node, server).close();
            throw failure;
        }
    }

    /** The engine refuses it as well; here the message can name the options. */
    private static void requireProtection(NodeSettings settings) {
        InetAddress bind = settings.bind().getAddress();
        NodeSettings.Security security = settings.security();
        if (security.tls() == null && !security.insecure() && !bind.isLoopbackAddress()) {
            throw new BadInputException("--bind: other machines reach " + text(settings.bind())
                    + ", and each of them could read everything, and start and stop processes; give --certificates DIR,"
                    + " which ./processhub certify makes, or --insecure if you trust every machine that reaches it");
        }
    }

    /** Checks the address before the node joins, so that the message can state the remedy. */
    private static void requireFree(String option, InetSocketAddress address) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(address);
        } catch (IOException taken) {
            throw new BadInputException(
                    option + ": cannot listen on " + text(address) + " (" + taken.getMessage()
                            + "); choose a free port of an address of this machine",
                    taken);
        }
    }

    private static String text(InetSocketAddress address) {
        return Addresses.text(address);
    }

    private void announce(NodeSettings.@Nullable Admin settings) {
        LOG.info(
                "hub {} runs on {} with {}",
                node.hub().id(),
                node.hub().self(),
                node.hub().nodes());
        if (admin == null || settings == null) {
            return;
        }
        LOG.info("admin endpoint at {}", text(admin.address()));
        if (settings.socket() != null) {
            admin.listenAlso(settings.socket());
        }
        if (settings.addressFile() != null) {
            write(settings.addressFile(), text(admin.address()));
        }
    }

    /** Writes the address atomically, so that a reader never sees a part of it. */
    private static void write(Path file, String address) {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        try {
            Files.writeString(draft, address + '\n');
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new BadInputException(
                    "--admin-address-file: cannot write " + file + " (" + unwritable.getMessage() + ')', unwritable);
        }
    }

    private void ask(AdminService service, NodeSettings settings) {
        if (settings.wanted().isEmpty()) {
            return;
        }
        var outcome = service.start(settings.wanted(), START_TIMEOUT);
        LOG.info(
                "{} processes started, {} existed before, {} do not run yet",
                outcome.started(),
                outcome.existing(),
                outcome.failed());
        outcome.problems().forEach(problem -> LOG.warn("process {}", problem));
    }

    /** {@return where the admin endpoint listens; empty without one} */
    public Optional<InetSocketAddress> adminAddress() {
        return Optional.ofNullable(admin).map(AdminServer::address);
    }

    /** Closes the admin endpoint, hands the processes over within the hub's grace period, and leaves the cluster. */
    @Override
    public void close() {
        LOG.info(
                "leaving the hub; {} processes run here",
                node.hub().status().local().instances());
        try (node) {
            if (admin != null) {
                admin.close();
            }
        }
        LOG.info("left");
    }
}
