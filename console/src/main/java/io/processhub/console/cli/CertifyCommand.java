package io.processhub.console.cli;

import io.processhub.cluster.NodeId;
import io.processhub.console.certificate.CertificateFolder;
import io.processhub.console.input.BadInputException;
import io.processhub.console.terminal.Terminal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code processhub certify}. */
@Command(
        name = "certify",
        mixinStandardHelpOptions = true,
        description = "Makes the keys and certificates of nodes, and at first the authority that signs them. To renew a"
                + " certificate, run it again: nodes read new files without a restart.")
final class CertifyCommand implements Callable<Integer> {
    private static final int DAYS_MAX = 3_650;

    private final Terminal terminal;

    @Option(
            names = "--certificates",
            required = true,
            paramLabel = "DIR",
            description = "Folder for the files; made if it does not exist.")
    private Path folder = Path.of("");

    @Option(
            names = "--days",
            paramLabel = "N",
            defaultValue = "365",
            description = "How long the certificates of the nodes are valid. Default: ${DEFAULT-VALUE}.")
    private int days;

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Names of nodes, as given by node --name.")
    private List<String> names = List.of();

    CertifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (days < 1 || days > DAYS_MAX) {
            throw new BadInputException("--days: " + days + " is not within 1 and " + DAYS_MAX);
        }
        names.forEach(CertifyCommand::check);
        var certificates = new CertificateFolder(folder);
        for (String name : names) {
            certificates.certify(name, Duration.ofDays(days));
            terminal.out()
                    .println("node " + name + ": give it " + certificates.keystore(name) + ", "
                            + certificates.truststore() + " and " + folder.resolve("password"));
        }
        terminal.out().println("keep " + certificates.keystore("authority") + " to yourself: it makes more nodes");
        terminal.out().flush();
        return 0;
    }

    private static void check(String name) {
        try {
            var unused = new NodeId(name, 1);
        } catch (IllegalArgumentException wrong) {
            throw new BadInputException("certify: " + wrong.getMessage(), wrong);
        }
    }
}
