package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Keys with self-signed certificates, made by the tool of the JDK. */
final class Keystores {
    static final String PASSWORD = "correct-horse";

    private Keystores() {}

    /** A store with the key of one name; it serves as the store of trusted certificates as well. */
    static Path of(Path file, String commonName) throws IOException, InterruptedException {
        keytool(
                "-genkeypair -keyalg EC -storetype PKCS12 -alias %s -dname CN=%s -keystore %s -storepass"
                        .formatted(commonName, commonName, file),
                PASSWORD);
        return file;
    }

    /** A store that trusts the certificates of other stores. */
    static Path trusting(Path file, Path... stores) throws IOException, InterruptedException {
        for (Path store : stores) {
            keytool(
                    "-importkeystore -srckeystore %s -destkeystore %s -deststorepass %s -srcstorepass"
                            .formatted(store, file, PASSWORD),
                    PASSWORD);
        }
        return file;
    }

    /** Puts a file in place of another one, as one should to renew certificates. */
    static void replace(Path file, Path by) throws IOException {
        Path copy = Files.copy(by, file.resolveSibling(file.getFileName() + ".new"));
        Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void keytool(String arguments, String password) throws IOException, InterruptedException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
        command.addAll(List.of(arguments.split(" ")));
        command.add(password);
        var process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }
}
