package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jgroups.Address;
import org.jgroups.Header;
import org.jgroups.Message;
import org.jgroups.conf.ClassConfigurator;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.stack.Protocol;
import org.jgroups.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/**
 * Goal: nothing that a stranger sends writes more than a line a minute for each kind. Method: many messages of each
 * kind that a node or JGroups complains of, within a minute; lines of one kind differ in their arguments only.
 */
final class LogFloodTest {
    private static final int TIMES = 50;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();
    private final InetSocketAddress bind = Ports.free(1).getFirst();

    @BeforeEach
    void listen() {
        lines.setContext(root.getLoggerContext());
        lines.start();
        root.setLevel(Level.WARN);
        root.addAppender(lines);
        root.getAppender("out").stop();
    }

    @AfterEach
    void stopListening() {
        root.getAppender("out").start();
        root.detachAppender(lines);
        root.setLevel(Level.ERROR);
    }

    @Test
    void aKindOfNuisanceIsToldOfOnceAMinute() throws Exception {
        try (var node =
                (JGroupsCluster) JGroupsCluster.tcp("a", bind, List.of()).build()) {
            node.join(new RecordingListener());
            Address self = node.channel().orElseThrow().getAddress();
            for (int i = 0; i < TIMES; i++) {
                flood(self, i);
            }
            StrictTcp transport =
                    node.channel().orElseThrow().getProtocolStack().findProtocol(StrictTcp.class);
            for (int i = 0; i < 200 && transport.messagesRefused() < TIMES; i++) {
                assertThat(waitBriefly()).isFalse();
            }
            assertThat(transport.messagesRefused()).isEqualTo(TIMES);
        }

        Map<String, List<String>> kinds = new ArrayList<>(lines.list)
                .stream()
                        .map(line -> line.getLoggerName() + ": " + line.getFormattedMessage())
                        .collect(Collectors.groupingBy(
                                line -> line.replaceAll("[0-9.:#a-f/-]+", ""), Collectors.toList()));
        assertThat(kinds)
                .isNotEmpty()
                .allSatisfy((kind, told) -> assertThat(told).hasSizeLessThanOrEqualTo(1));
    }

    /** An open connection on which nothing comes: a pause that ends at once when the node closes. */
    private boolean waitBriefly() throws IOException {
        try (Stranger idle = Stranger.introduced(bind, 9)) {
            return idle.closedWithin(50);
        }
    }

    private void flood(Address self, int i) throws IOException {
        try (Stranger stranger = Stranger.introduced(bind, 100 + i)) {
            stranger.send(new byte[] {1, 2, 3, 4}); // another version
            for (byte[] frame : complaints(self)) {
                stranger.send(frame);
            }
            stranger.send(Stranger.frame(Message.NIO_MSG, (short) 0, unknownGms(), out -> {})); // refused
            stranger.announce(-7);
        }
        try (Stranger stranger = Stranger.silent(bind)) {
            stranger.announce(i); // a wrong cookie
        }
    }

    /** Messages of types that the protocols do not know, but whose form is right. */
    private static List<byte[]> complaints(Address self) {
        var sender = UUID.randomUUID();
        return List.of(
                Stranger.frame(Message.EMPTY_MSG, id(NAKACK2.class), new UnknownType((short) 78), out -> {}),
                Stranger.frame(
                        new Stranger.Route(self, sender),
                        Message.EMPTY_MSG,
                        id(UNICAST3.class),
                        new UnknownType((short) 82),
                        out -> {}),
                Stranger.frame(Message.EMPTY_MSG, id(GMS.class), unknownGms(), out -> {}));
    }

    private static short id(Class<? extends Protocol> protocol) {
        return ClassConfigurator.getProtocolId(protocol);
    }

    private static GMS.GmsHeader unknownGms() {
        return new GMS.GmsHeader((byte) 77);
    }

    /** A header of some kind with a type that does not exist; its other fields depend on the type. */
    private static final class UnknownType extends Header {
        private final short kind;

        UnknownType(short kind) {
            this.kind = kind;
        }

        @Override
        public short getMagicId() {
            return kind;
        }

        @Override
        public Supplier<? extends Header> create() {
            return () -> new UnknownType(kind);
        }

        @Override
        public int serializedSize() {
            return 1;
        }

        @Override
        public void writeTo(DataOutput out) throws IOException {
            out.writeByte(77);
        }

        @Override
        public void readFrom(DataInput in) throws IOException {
            in.readByte();
        }
    }
}
