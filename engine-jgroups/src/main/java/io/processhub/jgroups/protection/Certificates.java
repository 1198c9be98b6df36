package io.processhub.jgroups.protection;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The key of this node and the certificates that it trusts, from two files that may be replaced at any time: each new
 * connection uses what they contain then. While they cannot be read, the last content stays in use. Thread-safe.
 */
public final class Certificates implements Supplier<SSLContext> {
    private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

    private final Path keystore;
    private final Path truststore;
    private final String password;
    private final Set<String> names;
    private Version version;
    private SSLContext context;

    /**
     * Reads the files.
     *
     * @param keystore PKCS #12 file with the key of this node
     * @param truststore PKCS #12 file with the certificates that it trusts
     * @param password of both files
     * @param names the names of nodes that are allowed; empty for all
     * @throws IOException when a file cannot be read, as with a wrong password
     * @throws GeneralSecurityException when a file has not the content that is needed
     */
    public Certificates(Path keystore, Path truststore, String password, Set<String> names)
            throws IOException, GeneralSecurityException {
        this.keystore = keystore;
        this.truststore = truststore;
        this.password = password;
        this.names = names;
        this.version = version();
        this.context = read();
    }

    private record Version(FileTime keystore, FileTime truststore) {}

    private Version version() throws IOException {
        return new Version(Files.getLastModifiedTime(keystore), Files.getLastModifiedTime(truststore));
    }

    /** {@return what the files contain now, or contained when they could be read last} */
    @Override
    public synchronized SSLContext get() {
        try {
            Version now = version();
            if (!now.equals(version)) {
                version = now;
                context = read();
                LOG.info("read the certificates in {} and {} again", keystore, truststore);
            }
        } catch (IOException | GeneralSecurityException unreadable) {
            LOG.warn(
                    "{} or {} was replaced, but cannot be read; the former certificates stay in use: {}",
                    keystore,
                    truststore,
                    unreadable.toString());
        }
        return context;
    }

    private SSLContext read() throws IOException, GeneralSecurityException {
        var keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(load(keystore), password.toCharArray());
        var trusted = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trusted.init(load(truststore));
        SSLContext read = SSLContext.getInstance("TLS");
        read.init(keys.getKeyManagers(), new TrustManager[] {new AllowedPeers(peers(trusted), names)}, null);
        return read;
    }

    private static X509ExtendedTrustManager peers(TrustManagerFactory trusted) throws GeneralSecurityException {
        return Arrays.stream(trusted.getTrustManagers())
                .filter(X509ExtendedTrustManager.class::isInstance)
                .map(X509ExtendedTrustManager.class::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("this JVM has no trust manager for certificates"));
    }

    private KeyStore load(Path file) throws IOException, GeneralSecurityException {
        var store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, password.toCharArray());
        } catch (IOException unreadable) {
            throw new IOException(file + ": " + unreadable.getMessage(), unreadable);
        }
        return store;
    }
}
