package io.processhub.bench.fleet;

import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.contestant.Place;
import io.processhub.console.certificate.CertificateFolder;
import io.processhub.console.input.BadInputException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where the nodes have their logs and certificates. When this JVM ends before it is closed, it kills the nodes and
 * removes itself. Thread-safe.
 */
public final class BenchFolder implements AutoCloseable {
    private static final Duration VALIDITY = Duration.ofDays(2);

    private final Path path;
    private final Thread hook = new Thread(this::end, "bench-end");
    private final Set<NodeJvm> nodes = new HashSet<>();
    private boolean ended;

    private BenchFolder(Path path) {
        this.path = path;
    }

    /** Makes one, until {@link #close}. */
    public static BenchFolder create() {
        try {
            var folder = new BenchFolder(Files.createTempDirectory("processhub-bench-"));
            Runtime.getRuntime().addShutdownHook(folder.hook);
            return folder;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** Launches a node that writes its log here. */
    synchronized NodeJvm launch(Function<Path, NodeJvm> launch, Contestant contestant, Place place) {
        requireOpen();
        NodeJvm node = launch.apply(path.resolve(contestant.name() + "-" + place.name() + ".log"));
        nodes.add(node);
        return node;
    }

    /** These have ended. */
    synchronized void forget(Collection<NodeJvm> ended) {
        nodes.removeAll(ended);
    }

    /** Makes certificates for these nodes unless they are there. */
    synchronized CertificateFolder certificates(List<String> names) {
        requireOpen();
        var certificates = new CertificateFolder(path.resolve("certificates"));
        names.stream()
                .filter(node -> !Files.exists(certificates.keystore(node)))
                .forEach(node -> certificates.certify(node, VALIDITY));
        return certificates;
    }

    /** The thread that measures goes on for a moment while the JVM ends, and must not begin anything. */
    private void requireOpen() {
        if (ended) {
            throw new BadInputException("bench: interrupted");
        }
    }

    /** Kills what runs, launches nothing more, and deletes the folder with all that was written. */
    private synchronized void end() {
        if (ended) {
            return;
        }
        ended = true;
        nodes.forEach(NodeJvm::kill);
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }

    /** Deletes it with all that was written. */
    @Override
    public void close() {
        end();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            return; // The JVM ends; the hook finds nothing left to do.
        }
    }
}
