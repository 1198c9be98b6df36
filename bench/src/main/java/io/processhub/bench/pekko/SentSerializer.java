package io.processhub.bench.pekko;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorRefResolver;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.JSerializer;

/** Written by hand, which is the fastest way: a kind, then the payload or the address for the answer. */
public final class SentSerializer extends JSerializer {
    private static final int IDENTIFIER = 4711;
    private static final byte WHERE = 1;
    private static final byte STOP = 2;
    private static final byte HAND_OFF = 3;
    private static final byte BYTES = 4;
    private static final byte QUESTION = 5;
    private static final byte[] NONE = {};

    private final ActorRefResolver resolver;

    /** Called by Pekko. */
    public SentSerializer(ExtendedActorSystem system) {
        resolver = ActorRefResolver.get(Adapter.toTyped(system));
    }

    @Override
    public int identifier() {
        return IDENTIFIER;
    }

    @Override
    public boolean includeManifest() {
        return false;
    }

    @Override
    public byte[] toBinary(Object message) {
        return switch ((Sent) message) {
            case Sent.Where where -> bytes(WHERE, address(where.replyTo()), NONE);
            case Sent.Stop stop -> bytes(STOP, address(stop.replyTo()), NONE);
            case Sent.HandOff end -> bytes(HAND_OFF, NONE, NONE);
            case Sent.Bytes data -> bytes(BYTES, NONE, data.payload());
            case Sent.Question question -> bytes(QUESTION, address(question.replyTo()), question.payload());
        };
    }

    private byte[] address(ActorRef<?> replyTo) {
        return resolver.toSerializationFormat(replyTo).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] bytes(byte kind, byte[] address, byte[] payload) {
        return ByteBuffer.allocate(1 + Short.BYTES + address.length + payload.length)
                .put(kind)
                .putShort((short) address.length)
                .put(address)
                .put(payload)
                .array();
    }

    @Override
    public Object fromBinaryJava(byte[] bytes, Class<?> manifest) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        byte kind = in.get();
        byte[] address = take(in, in.getShort());
        byte[] payload = take(in, in.remaining());
        return switch (kind) {
            case WHERE -> new Sent.Where(replyTo(address));
            case STOP -> new Sent.Stop(replyTo(address));
            case HAND_OFF -> new Sent.HandOff();
            case BYTES -> new Sent.Bytes(payload);
            case QUESTION -> new Sent.Question(payload, replyTo(address));
            default -> throw new IllegalArgumentException("kind " + kind + " is unknown");
        };
    }

    private static byte[] take(ByteBuffer in, int length) {
        byte[] taken = new byte[length];
        in.get(taken);
        return taken;
    }

    private <T> ActorRef<T> replyTo(byte[] address) {
        return resolver.resolveActorRef(new String(address, StandardCharsets.UTF_8));
    }
}
