package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.EmptyMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.ObjectMessage;
import org.jgroups.ViewId;
import org.jgroups.blocks.cs.BaseServer;
import org.jgroups.blocks.cs.TcpClient;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.AUTH;
import org.jgroups.protocols.AuthHeader;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.TpHeader;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.NakAckHeader2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.stack.IpAddress;
import org.jgroups.stack.Protocol;
import org.jgroups.util.ByteArray;
import org.jgroups.util.ByteArrayDataOutputStream;
import org.jgroups.util.SizeStreamable;
import org.jgroups.util.UUID;
import org.jgroups.util.Util;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Goal: a sender that reaches a port of a node cannot choose a class of which the node makes an object. Method: a
 * sender that is no member sends a harmless class in each way in which plain JGroups makes it; plain JGroups makes an
 * object of the same messages, so they are the right ones.
 */
final class DeserializationTest {
    private static final String CLUSTER = "processhub";
    private static final Address STRANGER = UUID.randomUUID();

    /** Plain JGroups logs objects of a class that it did not expect. */
    @RegisterExtension
    private final ExpectedErrors errors = new ExpectedErrors("org.jgroups", "failed ");

    @BeforeEach
    void forget() {
        Marker.MADE.clear();
    }

    static Stream<Named<Message>> letters() {
        var request = NakAckHeader2.createXmitRequestHeader(STRANGER);
        var stability = new STABLE.StableHeader(STABLE.StableHeader.STABILITY, new ViewId(STRANGER, 1));
        short reliability = id(NAKACK2.class);
        short stable = id(STABLE.class);
        return Stream.of(
                Named.of("a class by name as the object", new ObjectMessage(null, (SizeStreamable) new Marker())),
                Named.of("a serialized retransmission request", serialized().putHeader(reliability, request)),
                Named.of("a serialized stability message", serialized().putHeader(stable, stability)),
                Named.of("a wrapped stability message", wrapped().putHeader(stable, stability)),
                Named.of("an authentication header with a class by name", withToken(new EmptyMessage())));
    }

    /** The message that {@code BytesMessage.setObject} builds for a class without JGroups types. */
    private static Message serialized() {
        return new BytesMessage(null, (Object) new SmuggledObject());
    }

    private static Message wrapped() {
        return new ObjectMessage(null, (Object) new SmuggledObject());
    }

    private static Message withToken(Message message) {
        return message.putHeader(id(AUTH.class), new AuthHeader(new Marker()));
    }

    private static short id(Class<? extends Protocol> protocol) {
        return ClassConfigurator.getProtocolId(protocol);
    }

    @ParameterizedTest
    @MethodSource("letters")
    void aNodeMakesNothingOfWhatAStrangerSends(Message letter) throws Exception {
        InetSocketAddress bind = Ports.free(1).getFirst();
        try (var node =
                (JGroupsCluster) JGroupsCluster.tcp("a", bind, List.of()).build()) {
            node.join(new RecordingListener());
            StrictTcp transport = protocol(node, StrictTcp.class);

            sendAsStranger(letter, bind);

            assertThatRefusalsGrow(transport::messagesRefused);
            assertThat(Marker.MADE).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("letters")
    void plainJGroupsDoesMakeIt(Message letter) throws Exception {
        InetSocketAddress bind = Ports.free(1).getFirst();
        List<Protocol> protocols = List.of(
                new TCP().setBindAddress(bind.getAddress()).setBindPort(bind.getPort()),
                new TCPPING().initialHosts(List.of()),
                new NAKACK2().useMcastXmit(false),
                new UNICAST3(),
                new STABLE(),
                new GMS().setJoinTimeout(100));
        try (var plain = new JChannel(protocols)) {
            plain.connect(CLUSTER);

            sendAsStranger(letter, bind);

            assertThat(Marker.MADE.poll(5, TimeUnit.SECONDS)).isNotNull();
        }
    }

    private static <T extends Protocol> T protocol(JGroupsCluster node, Class<T> type) {
        return node.channel().orElseThrow().getProtocolStack().findProtocol(type);
    }

    private static void sendAsStranger(Message letter, InetSocketAddress to) throws Exception {
        letter.setSrc(STRANGER).putHeader(id(TCP.class), new TpHeader(CLUSTER));
        var out = new ByteArrayDataOutputStream(1_024);
        Util.writeMessage(letter, out, true);
        var port = new IpAddress(to.getAddress(), to.getPort());
        Marker.MADE.clear();
        try (var stranger = new TcpClient(null, port)) {
            send(stranger, port, out.getBuffer());
        }
    }

    private static void send(BaseServer stranger, IpAddress port, ByteArray letter) throws Exception {
        stranger.usePeerConnections(true).start();
        stranger.send(port, letter.array(), letter.offset(), letter.length());
    }

    private static void assertThatRefusalsGrow(LongSupplier refusals) throws InterruptedException {
        for (int i = 0; i < 100 && refusals.getAsLong() == 0; i++) {
            assertThat(Marker.MADE.poll(50, TimeUnit.MILLISECONDS)).isNull();
        }
        assertThat(refusals.getAsLong()).isPositive();
    }
}
