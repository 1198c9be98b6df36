package io.processhub.console.demo;

import io.processhub.console.input.Token;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.stream.Stream;

/**
 * Where the nodes of a demo have their files. Only its owner can enter it, so only the owner can read the token.
 *
 * @param path a temporary directory
 * @param token of the admin endpoints
 */
public record DemoFolder(Path path, Token token) {
    private static final int SECRET_BYTES = 32;

    /**
     * Makes one, with a new token in it.
     *
     * @return the folder, until {@link #delete}
     * @throws UncheckedIOException when there is no room
     */
    public static DemoFolder create() {
        byte[] secret = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(secret);
        String text = HexFormat.of().formatHex(secret);
        try {
            var folder = new DemoFolder(Files.createTempDirectory("processhub-demo-"), Token.of("demo", text));
            Files.writeString(folder.tokenFile(), text);
            return folder;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    /** {@return the file with the token} */
    public Path tokenFile() {
        return path.resolve("token");
    }

    Path log(String node) {
        return path.resolve(node + ".log");
    }

    /**
     * Where a node says at what address its admin endpoint is.
     *
     * @param node its name
     * @return a file, which is there when the node serves
     */
    public Path addressFile(String node) {
        return path.resolve(node + ".address");
    }

    /** Deletes it with all that was written. */
    public void delete() {
        try (Stream<Path> files = Files.list(path)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(path);
        } catch (IOException stuck) {
            throw new UncheckedIOException(stuck);
        }
    }
}
