package io.processhub.console.certificate;

import io.processhub.console.input.BadInputException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;

/**
 * A folder with the certificates of a cluster: {@code NAME.p12} with the key of each node, {@code trusted.p12} with the
 * certificate of the authority, {@code password} of all stores, and {@code authority.p12} with the key of the
 * authority, which no node needs. The files are readable by their owner only, and replaced as a whole.
 *
 * @param path of the folder
 */
public record CertificateFolder(Path path) {
    private static final String AUTHORITY = "authority";
    private static final int PASSWORD_BYTES = 24;

    /**
     * The key store of a node.
     *
     * @param node its name
     * @return the file, which may be missing
     */
    public Path keystore(String node) {
        return path.resolve(node + ".p12");
    }

    /** {@return the file with the certificates that nodes trust, which may be missing} */
    public Path truststore() {
        return path.resolve("trusted.p12");
    }

    /**
     * Reads the password of the stores.
     *
     * @return the password
     * @throws BadInputException when it cannot be read
     */
    public String password() {
        try {
            return Files.readString(passwordFile(), StandardCharsets.US_ASCII).strip();
        } catch (IOException unreadable) {
            throw new BadInputException(
                    "--certificates: cannot read " + passwordFile() + " ("
                            + unreadable.getClass().getSimpleName()
                            + "); make the folder with ./processhub certify, or copy the file from where it was made",
                    unreadable);
        }
    }

    private Path passwordFile() {
        return path.resolve("password");
    }

    /**
     * Makes a new key and certificate for a node, and everything else that is missing.
     *
     * @param node the name of the node
     * @param validity how long the certificate is valid
     * @throws BadInputException when the folder cannot be read or written
     */
    public void certify(String node, Duration validity) {
        if (node.equals(AUTHORITY) || node.equals("trusted")) {
            throw new BadInputException("certify: '" + node + "' is the name of another file; choose another name");
        }
        try {
            Files.createDirectories(path);
            Authority authority = authority();
            Authority.Identity identity = authority.issue(node, validity);
            write(keystore(node), node, identity.key(), identity.certificate(), authority.certificate());
        } catch (IOException | GeneralSecurityException failed) {
            throw new BadInputException("certify: cannot make " + keystore(node) + ": " + failed.getMessage(), failed);
        }
    }

    private Authority authority() throws IOException, GeneralSecurityException {
        Path file = keystore(AUTHORITY);
        if (Files.exists(file)) {
            KeyStore store = read(file);
            var key = (PrivateKey) store.getKey(AUTHORITY, password().toCharArray());
            return new Authority(key, (X509Certificate) store.getCertificate(AUTHORITY));
        }
        byte[] random = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(random);
        replace(
                passwordFile(),
                out -> out.write(Base64.getUrlEncoder().withoutPadding().encode(random)));
        Authority authority = Authority.create();
        write(file, AUTHORITY, authority.key(), authority.certificate());
        KeyStore trusted = empty();
        trusted.setCertificateEntry(AUTHORITY, authority.certificate());
        store(truststore(), trusted);
        return authority;
    }

    private void write(Path file, String alias, PrivateKey key, Certificate... chain)
            throws IOException, GeneralSecurityException {
        KeyStore store = empty();
        store.setKeyEntry(alias, key, password().toCharArray(), chain);
        store(file, store);
    }

    private static KeyStore empty() throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private KeyStore read(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password().toCharArray());
        }
        return store;
    }

    private void store(Path file, KeyStore store) throws IOException, GeneralSecurityException {
        replace(file, out -> store.store(out, password().toCharArray()));
    }

    /** Writes the content of a file. */
    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException, GeneralSecurityException;
    }

    /** Replaces a file as a whole, so that a reader never sees a part of it. */
    private static void replace(Path file, Content content) throws IOException, GeneralSecurityException {
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        try (OutputStream out = Files.newOutputStream(draft)) {
            content.writeTo(out);
        }
        Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }
}
