package io.processhub.bench.fleet;

import io.processhub.console.certificate.CertificateFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where the nodes have their logs and certificates.
 *
 * @param path a temporary directory
 */
public record BenchFolder(Path path) implements AutoCloseable {
    private static final Duration VALIDITY = Duration.ofDays(2);

    /** Makes one, until {@link #close}. */
    public static BenchFolder create() {
        try {
            return new BenchFolder(Files.createTempDirectory("processhub-bench-"));
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    Path log(String node) {
        return path.resolve(node + ".log");
    }

    /** Makes certificates for these nodes unless they are there. */
    CertificateFolder certificates(List<String> nodes) {
        var certificates = new CertificateFolder(path.resolve("certificates"));
        nodes.stream()
                .filter(node -> !Files.exists(certificates.keystore(node)))
                .forEach(node -> certificates.certify(node, VALIDITY));
        return certificates;
    }

    /** Deletes it with all that was written. */
    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }
}
