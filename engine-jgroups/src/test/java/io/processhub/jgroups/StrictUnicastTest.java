package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.protocols.SHARED_LOOPBACK;
import org.jgroups.protocols.SHARED_LOOPBACK_PING;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.util.Util;
import org.junit.jupiter.api.Test;

final class StrictUnicastTest {
    private static final int MESSAGE_BYTES = 10_000;
    private static final int MESSAGES = 300;

    /** As many as 256 KiB have, and those on their way when the last acknowledgement was sent. */
    private static final int KEPT_MAX = 60;

    private static final long PATIENCE_MILLIS = 30_000;
    private static final long LOOK_MILLIS = 10;
    private static final long NEVER_MILLIS = TimeUnit.HOURS.toMillis(1);

    private static JChannel channel(UNICAST3 unicast) throws Exception {
        var channel = new JChannel(List.of(
                new SHARED_LOOPBACK(),
                new SHARED_LOOPBACK_PING(),
                new NAKACK2(),
                unicast.setXmitInterval(NEVER_MILLIS),
                new STABLE(),
                new GMS().printLocalAddress(false)));
        channel.connect("acknowledgements");
        return channel;
    }

    /** The regular acknowledgements never come here. */
    @Test
    void muchThatArrivedIsAcknowledgedAtOnce() throws Exception {
        var arrived = new CountDownLatch(MESSAGES);
        var unicast = new StrictUnicast();
        try (JChannel receiver = channel(new StrictUnicast());
                JChannel sender = channel(unicast)) {
            receiver.setReceiver(new Receiver() {
                @Override
                public void receive(Message message) {
                    arrived.countDown();
                }
            });
            for (int i = 0; i < MESSAGES; i++) {
                sender.send(new BytesMessage(receiver.getAddress(), new byte[MESSAGE_BYTES]));
            }
            assertThat(arrived.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();

            Util.waitUntil(
                    PATIENCE_MILLIS,
                    LOOK_MILLIS,
                    () -> unicast.getNumUnackedMessages(receiver.getAddress()) <= KEPT_MAX);
        }
    }
}
