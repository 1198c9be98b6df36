package io.processhub.bench.jgroups;

import io.processhub.bench.contestant.Link;
import io.processhub.bench.contestant.Place;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jgroups.Address;
import org.jgroups.BytesMessage;
import org.jgroups.JChannel;
import org.jgroups.Message;
import org.jgroups.Receiver;
import org.jgroups.protocols.FD_ALL3;
import org.jgroups.protocols.MERGE3;
import org.jgroups.protocols.MFC;
import org.jgroups.protocols.TCP;
import org.jgroups.protocols.TCPPING;
import org.jgroups.protocols.UFC;
import org.jgroups.protocols.UNICAST3;
import org.jgroups.protocols.VERIFY_SUSPECT2;
import org.jgroups.protocols.pbcast.GMS;
import org.jgroups.protocols.pbcast.NAKACK2;
import org.jgroups.protocols.pbcast.STABLE;
import org.jgroups.util.TLS;
import org.jgroups.util.TLSClientAuth;
import org.jspecify.annotations.Nullable;

/**
 * A channel with the protocols of our engine, as JGroups ships them. Each message begins with eight bytes: zero, or the
 * number of a question.
 */
final class JGroupsMember implements Link, Receiver {
    private static final int CREDITS_BYTES = 8 << 20;
    private static final int SUSPICION_MILLIS = 8_000;
    private static final int HEARTBEAT_MILLIS = 2_000;
    private static final int VERIFY_MILLIS = 250;
    private static final byte[] NO_PAYLOAD = {};

    private final JChannel channel;
    private final Map<Long, CompletableFuture<Long>> open = new ConcurrentHashMap<>();
    private final AtomicLong asked = new AtomicLong();
    private long taken;
    private @Nullable Address last;

    JGroupsMember(Place place, boolean nonBlocking) throws Exception {
        channel = new JChannel(List.of(
                transport(place, nonBlocking),
                new TCPPING().setInitialHosts(place.addresses()).setPortRange(0),
                new MERGE3(),
                new FD_ALL3().setTimeout(SUSPICION_MILLIS).setInterval(HEARTBEAT_MILLIS),
                new VERIFY_SUSPECT2().setTimeout(VERIFY_MILLIS),
                new NAKACK2().useMcastXmit(false),
                new UNICAST3(),
                new STABLE(),
                new GMS().printLocalAddress(false),
                new UFC().setMaxCredits(CREDITS_BYTES),
                new MFC().setMaxCredits(CREDITS_BYTES)));
        channel.setName(place.name());
        channel.setReceiver(this);
        channel.connect("bench");
    }

    private static TCP transport(Place place, boolean nonBlocking) {
        var transport = new TCP();
        transport
                .setBindAddress(place.address().getAddress())
                .setBindPort(place.port())
                .setPortRange(0)
                .useVirtualThreads(false);
        transport.tcpNodelay(true);
        transport.nonBlockingSends(nonBlocking);
        place.tls()
                .ifPresent(tls -> transport.tls(new TLS()
                        .enabled(true)
                        .setProtocols(new String[] {"TLSv1.3"})
                        .setKeystorePath(tls.keystore().toString())
                        .setKeystorePassword(tls.password())
                        .setTruststorePath(tls.truststore().toString())
                        .setTruststorePassword(tls.password())
                        .setClientAuth(TLSClientAuth.NEED)));
        return transport;
    }

    @Override
    public int members() {
        return channel.getView() == null ? 0 : channel.getView().size();
    }

    /** The first node begins the cluster, so the last member of the view is the last node. */
    @Override
    public void openLink() {
        last = channel.getView().getMembersRaw()[members() - 1];
    }

    @Override
    public void tell(byte[] payload) throws Exception {
        send(last, 0, payload);
    }

    @Override
    public CompletionStage<?> ask(byte[] payload) throws Exception {
        long number = asked.incrementAndGet();
        var answer = new CompletableFuture<Long>();
        open.put(number, answer);
        send(last, number, payload);
        return answer;
    }

    private void send(@Nullable Address to, long number, byte[] payload) throws Exception {
        byte[] bytes = ByteBuffer.allocate(Long.BYTES + payload.length)
                .putLong(number)
                .put(payload)
                .array();
        channel.send(new BytesMessage(to, bytes));
    }

    /** An answer has the negative number of its question. Messages of one sender come one after another. */
    @Override
    public void receive(Message message) {
        long number = ByteBuffer.wrap(message.getArray(), message.getOffset(), Long.BYTES)
                .getLong();
        if (number < 0) {
            CompletableFuture<Long> answer = open.remove(-number);
            if (answer != null) {
                answer.complete(-number);
            }
            return;
        }
        taken++;
        if (number > 0) {
            answer(message.getSrc(), number);
        }
    }

    private void answer(Address asker, long number) {
        try {
            send(asker, -number, NO_PAYLOAD);
        } catch (Exception broken) {
            throw new IllegalStateException("an answer could not be sent after " + taken + " messages", broken);
        }
    }

    @Override
    public void close() {
        channel.close();
    }
}
