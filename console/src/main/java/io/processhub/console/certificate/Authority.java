package io.processhub.console.certificate;

import io.processhub.environment.Environment;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority for the nodes of one cluster: elliptic keys on the curve P-256, signed with ECDSA and
 * SHA-256.
 *
 * @param key of the authority; with it one can make nodes
 * @param certificate that nodes trust
 */
record Authority(PrivateKey key, X509Certificate certificate) {
    private static final String NAME = "ProcessHub authority";
    private static final String SIGNATURE = "SHA256withECDSA";
    private static final int SERIAL_BITS = 128;
    private static final Duration VALIDITY = Duration.ofDays(3_650);

    /** Clocks of nodes may be behind that of the machine on which a certificate is made. */
    private static final Duration CLOCK_DIFFERENCE = Duration.ofDays(1);

    /** A key with its certificate. */
    record Identity(PrivateKey key, X509Certificate certificate) {}

    static Authority create() throws GeneralSecurityException {
        KeyPair pair = newKeys();
        X500Name name = name(NAME);
        X509v3CertificateBuilder builder = builder(name, name, VALIDITY, pair);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
        } catch (CertIOException unencodable) {
            throw new GeneralSecurityException(unencodable);
        }
        return new Authority(pair.getPrivate(), sign(builder, pair.getPrivate()));
    }

    /** Makes a key and a certificate by which a node shows its name, both as a client and as a server. */
    Identity issue(String commonName, Duration validity) throws GeneralSecurityException {
        KeyPair pair = newKeys();
        X500Name issuer =
                X500Name.getInstance(certificate.getSubjectX500Principal().getEncoded());
        X509v3CertificateBuilder builder = builder(issuer, name(commonName), validity, pair);
        try {
            builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
            builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
            builder.addExtension(Extension.extendedKeyUsage, false, new ExtendedKeyUsage(new KeyPurposeId[] {
                KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
            }));
        } catch (CertIOException unencodable) {
            throw new GeneralSecurityException(unencodable);
        }
        return new Identity(pair.getPrivate(), sign(builder, key));
    }

    private static KeyPair newKeys() throws GeneralSecurityException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static X500Name name(String commonName) {
        return new X500NameBuilder(BCStyle.INSTANCE)
                .addRDN(BCStyle.CN, commonName)
                .build();
    }

    private static X509v3CertificateBuilder builder(
            X500Name issuer, X500Name subject, Duration validity, KeyPair pair) {
        Instant now = Environment.system().now();
        return new JcaX509v3CertificateBuilder(
                issuer,
                new BigInteger(SERIAL_BITS, new SecureRandom()),
                Date.from(now.minus(CLOCK_DIFFERENCE)),
                Date.from(now.plus(validity)),
                subject,
                pair.getPublic());
    }

    private static X509Certificate sign(X509v3CertificateBuilder builder, PrivateKey by)
            throws GeneralSecurityException {
        try {
            return new JcaX509CertificateConverter()
                    .getCertificate(builder.build(new JcaContentSignerBuilder(SIGNATURE).build(by)));
        } catch (OperatorCreationException unavailable) {
            throw new GeneralSecurityException("this JVM cannot sign with " + SIGNATURE, unavailable);
        }
    }
}
