package io.processhub.console.cli;

import io.processhub.console.certificate.CertificateFolder;
import io.processhub.console.input.BadInputException;
import io.processhub.console.node.NodeSettings;
import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a node protects its connections to others. */
final class TlsOptions {
    @Option(
            names = "--certificates",
            paramLabel = "DIR",
            description = "Folder made by certify, of which the node needs NAME.p12, trusted.p12 and password. All"
                    + " connections between nodes are then encrypted and authenticated.")
    private @Nullable Path folder;

    @Option(
            names = "--allow",
            paramLabel = "NAME,…",
            split = ",",
            description = "Names of the nodes that may belong to the cluster. Default: all with a trusted certificate.")
    private Set<String> allowed = Set.of();

    @Option(
            names = "--insecure",
            description = "Lets the node listen on an address that other machines reach without encryption: each of"
                    + " them can read everything, and start and stop processes.")
    private boolean insecure;

    NodeSettings.Security security(String node) {
        if (folder == null) {
            if (!allowed.isEmpty()) {
                throw new BadInputException("--allow: names are known from certificates only; give --certificates too");
            }
            return new NodeSettings.Security(null, insecure);
        }
        var certificates = new CertificateFolder(folder);
        return new NodeSettings.Security(
                new NodeSettings.Tls(
                        certificates.keystore(node), certificates.truststore(), certificates.password(), allowed),
                insecure);
    }
}
