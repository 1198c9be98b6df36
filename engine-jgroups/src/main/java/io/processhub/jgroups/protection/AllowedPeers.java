package io.processhub.jgroups.protection;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Trusts a certificate if another trust manager does and, unless every name is allowed, its common name is one of a
 * list. Thread-safe.
 */
final class AllowedPeers extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager trust;
    private final Set<String> names;

    /** @param names the common names that are allowed; empty for all */
    AllowedPeers(X509ExtendedTrustManager trust, Set<String> names) {
        this.trust = trust;
        this.names = names;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trust.checkClientTrusted(chain, type);
        checkName(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        trust.checkClientTrusted(chain, type, socket);
        checkName(chain);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trust.checkClientTrusted(chain, type, engine);
        checkName(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
        trust.checkServerTrusted(chain, type);
        checkName(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) throws CertificateException {
        trust.checkServerTrusted(chain, type, socket);
        checkName(chain);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) throws CertificateException {
        trust.checkServerTrusted(chain, type, engine);
        checkName(chain);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust.getAcceptedIssuers();
    }

    private void checkName(X509Certificate[] chain) throws CertificateException {
        String subject = chain[0].getSubjectX500Principal().getName();
        if (!names.isEmpty() && !names.contains(commonName(subject))) {
            throw new CertificateException("the certificate of " + subject + " is trusted, but its name is none of "
                    + names + ", which are allowed");
        }
    }

    private static String commonName(String subject) throws CertificateException {
        try {
            return new LdapName(subject)
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .map(Rdn::getValue)
                            .map(String::valueOf)
                            .findFirst()
                            .orElse("");
        } catch (InvalidNameException malformed) {
            throw new CertificateException("the name " + subject + " cannot be read", malformed);
        }
    }
}
