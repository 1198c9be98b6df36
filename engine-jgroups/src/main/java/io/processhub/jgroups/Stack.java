package io.processhub.jgroups;

import io.processhub.jgroups.protection.Certificates;
import io.processhub.jgroups.protection.MutualTls;
import io.processhub.jgroups.protection.Protection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jgroups.JChannel;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.DiagnosticsHandler;
import org.jgroups.stack.Protocol;
import org.jgroups.stack.ProtocolStack;
import org.jspecify.annotations.Nullable;

/** The protocols of a channel, from bottom to top. A closed channel cannot be reused; create another one. */
sealed interface Stack {
    /** Creates a channel that is not connected. */
    JChannel channel() throws Exception;

    /**
     * The timeouts of a stack.
     *
     * @param join how long other addresses must be silent before this node begins a cluster; also how long a
     *     coordinator may take to let it in before it is asked again
     * @param joinLimit after how long this node gives up looking for a cluster
     * @param suspicion how long a member may be silent before it is considered failed; also how long its name remains
     *     in use
     * @param heartbeat the interval between two heartbeats
     */
    record Timing(Duration join, Duration joinLimit, Duration suspicion, Duration heartbeat) {}

    /** Where keys and trusted certificates come from. */
    sealed interface Tls {
        /** Looks them up for the first time. */
        Protection protection() throws IOException, GeneralSecurityException;
    }

    /**
     * The files with the key of this node and the certificates that it trusts, and the names of nodes that are allowed,
     * empty for all.
     */
    record TlsFiles(Path keystore, Path truststore, String password, Set<String> names) implements Tls {
        @Override
        public Protection protection() throws IOException, GeneralSecurityException {
            return new MutualTls(new Certificates(keystore, truststore, password, names));
        }
    }

    /** Keys and certificates that the application keeps, asked for at each connection. */
    record TlsContext(Supplier<SSLContext> current) implements Tls {
        @Override
        public Protection protection() {
            return new MutualTls(current);
        }
    }

    /**
     * The default stack: TCP.
     *
     * @param bind the address of this node, as the others reach it
     * @param hosts where to look for other nodes
     * @param alone whether there are none to look for: the node begins a cluster at once
     * @param timing the timeouts
     * @param tls the files; {@code null} for no encryption
     */
    record Tcp(
            InetSocketAddress bind,
            Hosts hosts,
            boolean alone,
            Timing timing,
            @Nullable Tls tls) implements Stack {
        private static final int CONNECT_TIMEOUT_MILLIS = 300;
        private static final int MESSAGE_BYTES_MAX = 8 << 20;

        /**
         * The most unacknowledged bytes to a member; with a quarter of it, the throughput of 1 KiB frames was less than
         * half.
         */
        private static final int FLOW_CREDITS_BYTES = 8 << 20;

        /**
         * A suspicion is caused by a closed socket or by many missed heartbeats, so one question and a short wait
         * suffice to verify it. Verified at this interval, so a failed node is removed after one to two intervals.
         */
        private static final int VERIFY_MILLIS = 250;

        @Override
        public JChannel channel() throws Exception {
            return new JChannel(List.of(
                    transport(),
                    new Formation(bind, hosts, timing.join(), timing.joinLimit(), alone),
                    new PromptMerge(),
                    new FD_ALL3()
                            .setTimeout(timing.suspicion().toMillis())
                            .setInterval(timing.heartbeat().toMillis()),
                    new VERIFY_SUSPECT2().setTimeout(VERIFY_MILLIS),
                    new StrictMulticast()
                            .useMcastXmit(false)
                            .logDiscardMessages(false)
                            .logNotFoundMessages(false),
                    new StrictUnicast().logNotFoundMsgs(false),
                    new STABLE(),
                    new NameGuard(),
                    membership(),
                    new UFC().setMaxCredits(FLOW_CREDITS_BYTES),
                    new MFC().setMaxCredits(FLOW_CREDITS_BYTES)));
        }

        private Protocol transport() throws Exception {
            var transport = new StrictTcp();
            transport
                    .setBindAddress(bind.getAddress())
                    .setBindPort(bind.getPort())
                    .setPortRange(0)
                    .logDiscardMsgs(false)
                    .useVirtualThreads(false)
                    .setDiagnosticsHandler(new DiagnosticsHandler(
                                    transport.getLog(), transport.getSocketFactory(), transport.getThreadFactory())
                            .setEnabled(false));
            transport
                    .tcpNodelay(true)
                    .setSockConnTimeout(CONNECT_TIMEOUT_MILLIS)
                    .setMaxLength(MESSAGE_BYTES_MAX);

            transport.isolateMembers().logAcceptError(false);
            transport.enableSuspectEvents(true);
            if (tls != null) {
                transport.protect(tls.protection());
            }
            return transport;
        }

        /** Suppresses warnings about reordered views: every merge causes them, and none requires action. */
        private GMS membership() {
            return new GMS()
                    .setJoinTimeout(timing.join().toMillis())
                    .printLocalAddress(false)
                    .logViewWarnings(false)
                    .logCollectMessages(false);
        }
    }

    /**
     * A stack from a configuration file of the user.
     *
     * @param insecure whether it may be open to strangers
     */
    record Custom(Path xml, boolean insecure) implements Stack {
        @Override
        public JChannel channel() throws Exception {
            var channel = new JChannel(xml.toString());
            ProtocolStack protocols = channel.getProtocolStack();
            if (!insecure) {
                Exposure.refuseOpen(xml, protocols);
            }
            if (protocols.findProtocol(NameGuard.class) == null) {
                protocols.insertProtocol(new NameGuard(), ProtocolStack.Position.BELOW, GMS.class);
            }
            return channel;
        }
    }
}
