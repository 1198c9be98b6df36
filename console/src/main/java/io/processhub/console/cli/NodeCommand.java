package io.processhub.console.cli;

import io.processhub.cluster.NodeId;
import io.processhub.console.input.Addresses;
import io.processhub.console.input.BadInputException;
import io.processhub.console.input.Partition;
import io.processhub.console.input.SpecReader;
import io.processhub.console.input.Token;
import io.processhub.console.input.Wanted;
import io.processhub.console.node.Lifeline;
import io.processhub.console.node.NodeSettings;
import io.processhub.console.node.RunningNode;
import io.processhub.console.workload.KnownTypes;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code processhub node}. */
@Command(
        name = "node",
        mixinStandardHelpOptions = true,
        description = "Runs one node in the foreground until it is interrupted or receives SIGTERM.")
final class NodeCommand implements Callable<Integer> {
    private static final int HUB_ID_BYTES_MAX = 127;
    private static final long JOIN_LIMIT_SECONDS_MAX = 86_400;

    @Option(
            names = "--name",
            required = true,
            paramLabel = "NAME",
            description = "Name of the node, unique in the cluster.")
    private String name = "";

    @Option(
            names = "--bind",
            paramLabel = "HOST:PORT",
            defaultValue = "127.0.0.1:7800",
            description = "Address at which it listens for its peers. Default: ${DEFAULT-VALUE}.")
    private String bind = "";

    @Option(
            names = "--join",
            paramLabel = "HOST:PORT,…",
            description = "Addresses of possible peers. A node whose own address is in the list may be the first one;"
                    + " all other nodes look for one that answers. Default: none, the node is the first.")
    private @Nullable String join;

    @Option(
            names = "--join-limit",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "How long it looks for a peer before it ends. Default: ${DEFAULT-VALUE}.")
    private long joinLimitSeconds;

    @Option(
            names = "--initial-size",
            paramLabel = "N",
            defaultValue = "1",
            description = "Nodes that must be there before it starts anything; it waits for them up to the limit."
                    + " Default: ${DEFAULT-VALUE}.")
    private int initialSize;

    @Option(
            names = "--hub",
            paramLabel = "ID",
            defaultValue = "main",
            description = "Hub to run. Default: ${DEFAULT-VALUE}.")
    private String hub = "";

    @Mixin
    private final SyncOption sync = new SyncOption();

    @Mixin
    private final ReplicasOption replicas = new ReplicasOption();

    @Option(
            names = "--partition",
            paramLabel = "STRATEGY",
            defaultValue = "divergence",
            description = "When a part of a split cluster runs processes, counted from the initial size:"
                    + " ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Partition partition = Partition.DIVERGENCE;

    @Mixin
    private final PlaceOptions place = new PlaceOptions();

    @Mixin
    private final TlsOptions tls = new TlsOptions();

    @Option(
            names = "--specs",
            paramLabel = "FILE",
            description = "Processes that it starts unless they exist, once it has joined.")
    private @Nullable Path specs;

    @Option(
            names = "--admin",
            paramLabel = "127.0.0.1:PORT",
            description = "Address of the admin endpoint; port 0 selects a free port.")
    private @Nullable String admin;

    @Option(
            names = "--admin-token",
            paramLabel = "TOKEN",
            description = "Its token; other users of this machine can see it.")
    private @Nullable String token;

    @Option(names = "--admin-token-file", paramLabel = "FILE", description = "File that contains its token.")
    private @Nullable Path tokenFile;

    @Option(
            names = "--admin-address-file",
            paramLabel = "FILE",
            description = "File to which the admin address is written once the node serves.")
    private @Nullable Path addressFile;

    @Option(names = "--admin-socket", hidden = true, description = "File at which the admin endpoint listens as well.")
    private @Nullable Path socket;

    @Option(names = "--lives", hidden = true, description = "File for each start and end of a process object.")
    private @Nullable Path lives;

    @Option(names = "--exit-with-parent", hidden = true, description = "Ends at once when standard input ends.")
    private boolean exitWithParent;

    @Override
    public Integer call() throws InterruptedException {
        if (exitWithParent) {
            Lifeline.hold();
        }
        var types = types();
        var node = RunningNode.start(settings(types), types);
        var ended = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(node, ended), "processhub-shutdown"));
        ended.await();
        return 0;
    }

    private static void end(RunningNode node, CountDownLatch ended) {
        node.close();
        ended.countDown();
    }

    static KnownTypes types() {
        try {
            return KnownTypes.load();
        } catch (IllegalArgumentException clash) {
            throw new BadInputException(String.valueOf(clash.getMessage()), clash);
        }
    }

    private NodeSettings settings(KnownTypes types) {
        check();
        List<Wanted> wanted = specs == null ? List.of() : new SpecReader(types).read("--specs", specs);
        return new NodeSettings(
                name,
                Addresses.parse("--bind", bind),
                new NodeSettings.Join(
                        join == null ? List.of() : Addresses.parseAll("--join", join),
                        Duration.ofSeconds(joinLimitSeconds),
                        initialSize),
                new NodeSettings.Hub(hub, sync.strategy(), replicas.replicas(), partition),
                place.place(),
                wanted,
                admin(),
                lives,
                tls.security(name));
    }

    private NodeSettings.@Nullable Admin admin() {
        return admin == null
                ? null
                : new NodeSettings.Admin(
                        Addresses.parse("--admin", admin), Token.find(token, tokenFile), addressFile, socket);
    }

    private void check() {
        int bytes = hub.getBytes(StandardCharsets.UTF_8).length;
        if (bytes == 0 || bytes > HUB_ID_BYTES_MAX) {
            throw new BadInputException(
                    "--hub: '" + hub + "' has " + bytes + " bytes in UTF-8; allowed are 1 to " + HUB_ID_BYTES_MAX);
        }
        if (joinLimitSeconds < 1 || joinLimitSeconds > JOIN_LIMIT_SECONDS_MAX) {
            throw new BadInputException(
                    "--join-limit: " + joinLimitSeconds + " must be between 1 and " + JOIN_LIMIT_SECONDS_MAX);
        }
        if (initialSize < 1) {
            throw new BadInputException("--initial-size: " + initialSize + " is below 1");
        }
        try {
            var unused = new NodeId(name, 1);
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException("--name: " + wrong.getMessage(), wrong);
        }
    }
}
