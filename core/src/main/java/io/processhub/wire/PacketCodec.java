package io.processhub.wire;

import io.processhub.log.Delta;
import io.processhub.log.Logs.Gap;
import io.processhub.log.Logs.Head;
import io.processhub.registry.Intent;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.wire.Packet.HandoverMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Encodes and decodes packets. Thread-safe.
 *
 * <p>Encoding splits a packet that does not fit into one frame in two, repeatedly. Decoding accepts untrusted bytes:
 * anything that is not a packet of this protocol yields an empty result, never an exception.
 */
public final class PacketCodec {
    /** The version of the protocol that this node implements. */
    public static final int PROTOCOL = 1;

    private final Nodes nodes;
    private final Names names = new Names();
    private final SyncCodec synchronization;

    /**
     * Creates the codec of one hub.
     *
     * @param nodes the nodes that frames may identify by a hash
     */
    public PacketCodec(Nodes nodes) {
        this.nodes = nodes;
        this.synchronization = new SyncCodec(nodes, names);
    }

    /** {@return what strategies use to encode parts of logs in messages of their own; thread-safe} */
    public SyncContext.Codec logs() {
        return synchronization;
    }

    /**
     * Encodes a packet into one or more frames.
     *
     * @param packet the packet
     * @param frameBytesMax the size of the largest frame, in bytes
     * @return one frame or more, in order
     * @throws IllegalArgumentException when a part that cannot be split does not fit into a frame
     */
    public List<byte[]> encode(Packet packet, int frameBytesMax) {
        return encode(packet, 0, frameBytesMax);
    }

    /**
     * Encodes a packet into one or more frames, each with room for what comes before it.
     *
     * @param packet the packet
     * @param start how many bytes at the beginning of each array are left free
     * @param frameBytesMax the size of the largest frame without them, in bytes
     * @return one frame or more, in order
     * @throws IllegalArgumentException when a part that cannot be split does not fit into a frame
     */
    public List<byte[]> encode(Packet packet, int start, int frameBytesMax) {
        List<byte[]> frames = new ArrayList<>(1);
        encode(packet, start, frameBytesMax, frames);
        return frames;
    }

    private void encode(Packet packet, int start, int frameBytesMax, List<byte[]> frames) {
        Consumer<Writer> frame = out -> write(out, packet);
        var counted = new Writer();
        frame.accept(counted);
        int bytes = counted.size();
        if (bytes <= frameBytesMax) {
            frames.add(counted.bytesOf(start, frame));
        } else if (packet instanceof Packet.Synchronize loaded
                && !loaded.scores().isEmpty()) {
            // they go along if there is room
            encode(new Packet.Synchronize(loaded.message()), start, frameBytesMax, frames);
        } else {
            halves(packet, bytes, frameBytesMax).forEach(half -> encode(half, start, frameBytesMax, frames));
        }
    }

    private static List<? extends Packet> halves(Packet packet, int bytes, int bytesMax) {
        return switch (packet) {
            case Packet.Start(List<Intent> intents, boolean moving)
            when intents.size() > 1 ->
                halves(intents).stream()
                        .map(half -> new Packet.Start(half, moving))
                        .toList();
            case Packet.Stop(List<Intent> intents)
            when intents.size() > 1 ->
                halves(intents).stream().map(Packet.Stop::new).toList();
            case Packet.StartFailed(List<Packet.Failure> failures)
            when failures.size() > 1 ->
                halves(failures).stream().map(Packet.StartFailed::new).toList();
            case Packet.Synchronize(SyncMessage.News(Delta delta), var none)
            when delta.entries().size() > 1 ->
                delta.halves().stream()
                        .map(half -> new Packet.Synchronize(new SyncMessage.News(half)))
                        .toList();
            case Packet.Synchronize(SyncMessage.Offer(List<Head> heads), var none)
            when heads.size() > 1 ->
                halves(heads).stream()
                        .map(half -> new Packet.Synchronize(new SyncMessage.Offer(half)))
                        .toList();
            case Packet.Synchronize(SyncMessage.Request(List<Gap> gaps), var none)
            when gaps.size() > 1 ->
                halves(gaps).stream()
                        .map(half -> new Packet.Synchronize(new SyncMessage.Request(half)))
                        .toList();
            case Packet.Handover handover
            when handover.message() instanceof HandoverMessage.Part part && part.bytes().length > 1 ->
                HandoverCodec.halves(handover, part);
            case Packet.Control control -> throw uncuttable(control, bytes, bytesMax);
            case Packet.Mail mail -> throw uncuttable(mail, bytes, bytesMax);
            case Packet.Numbered numbered -> throw uncuttable(numbered, bytes, bytesMax);
        };
    }

    private static IllegalArgumentException uncuttable(Packet packet, int bytes, int bytesMax) {
        return new IllegalArgumentException("a packet of " + bytes + " bytes does not fit into a frame of " + bytesMax
                + " bytes and cannot be cut: " + packet.getClass().getSimpleName());
    }

    private static <T> List<List<T>> halves(List<T> items) {
        int middle = items.size() / 2;
        return List.of(items.subList(0, middle), items.subList(middle, items.size()));
    }

    // ---- writing

    /** Writes the fields of a frame. */
    private void write(Writer out, Packet packet) {
        out.count(Fields.Frame.PROTOCOL, PROTOCOL);
        switch (packet) {
            case Packet.Control control -> control(out, control);
            case Packet.Mail mail -> MailCodec.write(out, mail);
            case Packet.Numbered numbered -> {
                MailCodec.write(out, numbered.mail());
                out.number(Fields.Frame.NUMBER, numbered.number());
            }
        }
    }

    private void control(Writer out, Packet.Control packet) {
        switch (packet) {
            case Packet.Hello hello -> HelloCodec.write(out, hello);
            case Packet.Mismatch mismatch -> HelloCodec.write(out, mismatch);
            case Packet.Goodbye goodbye -> out.empty(Fields.Frame.GOODBYE);
            case Packet.Synchronize synchronize -> {
                synchronization.write(out, synchronize.message());
                synchronization.write(out, synchronize.scores());
            }
            case Packet.Start start -> ControlCodec.write(out, start);
            case Packet.StartFailed failed -> ControlCodec.write(out, failed);
            case Packet.Stop stop -> ControlCodec.write(out, stop);
            case Packet.Leave leave -> ControlCodec.write(out, leave);
            case Packet.AskHead asked -> ControlCodec.write(out, asked);
            case Packet.TellHead told -> ControlCodec.write(out, told);
            case Packet.Handover handover -> HandoverCodec.write(out, handover);
        }
    }

    /**
     * Calculates the encoded size of an intent to run.
     *
     * @param wanted the process to run
     * @return its size in bytes, without the frame around it
     */
    public static int bytesOf(Intent.Wanted wanted) {
        return SpecCodec.bytesOf(wanted);
    }

    /**
     * Decodes a frame.
     *
     * @param frame any bytes
     * @return the packet; empty when the bytes are not a packet of this protocol
     */
    public Optional<Packet> decode(byte[] frame) {
        return decode(ByteBuffer.wrap(frame));
    }

    /**
     * Decodes a frame where it is.
     *
     * @param frame from its position to its limit; not changed
     * @return empty as {@link #decode(byte[])} says
     */
    public Optional<Packet> decode(ByteBuffer frame) {
        try {
            return Optional.of(packet(Reader.of(frame, names)));
        } catch (IllegalArgumentException garbage) {
            return Optional.empty(); // the caller counts it; the sender is not known to be a node of this hub
        }
    }

    // ---- reading

    private Packet packet(Reader in) {
        long number = 0;
        int scores = 0;
        int body = 0;
        int place = 0;
        while (in.next()) {
            if (in.tag() == Fields.Frame.NUMBER) {
                number = in.number();
            } else if (in.tag() == Fields.Frame.SCORES) {
                scores = in.once(scores).later();
            } else if (Fields.Frame.body(in.tag())) {
                place = in.once(body).later();
                body = in.tag();
            } else if (in.tag() == Fields.Frame.PROTOCOL) {
                in.count(); // a later protocol is read as far as it is known
            } else {
                in.skip(); // a field of a later protocol
            }
        }
        List<Packet.Score> along = scores == 0 ? List.of() : synchronization.scores(in.back(scores));
        Packet packet = packet(in.back(place), body, along);
        return packet instanceof Packet.Mail mail && Numbers.mail(number) != 0
                ? new Packet.Numbered(number, mail)
                : packet;
    }

    private Packet packet(Reader in, int body, List<Packet.Score> scores) {
        return switch (body) {
            case Fields.Frame.HELLO -> HelloCodec.hello(in);
            case Fields.Frame.MISMATCH -> HelloCodec.mismatch(in);
            case Fields.Frame.GOODBYE -> in.empty(new Packet.Goodbye());
            case Fields.Frame.OFFER, Fields.Frame.REQUEST, Fields.Frame.NEWS, Fields.Frame.MORE, Fields.Frame.CUSTOM ->
                new Packet.Synchronize(synchronization.message(in, body), scores);
            case Fields.Frame.START -> ControlCodec.start(in, nodes);
            case Fields.Frame.START_FAILED -> ControlCodec.startFailed(in, nodes);
            case Fields.Frame.STOP -> ControlCodec.stop(in, nodes);
            case Fields.Frame.LEAVE -> ControlCodec.leave(in);
            case Fields.Frame.ASK_HEAD -> ControlCodec.askHead(in);
            case Fields.Frame.TELL_HEAD -> ControlCodec.tellHead(in);
            case Fields.Frame.HANDOVER -> HandoverCodec.read(in, nodes);
            case Fields.Frame.TELL -> MailCodec.tell(in);
            case Fields.Frame.ASK -> MailCodec.ask(in);
            case Fields.Frame.REPLY -> MailCodec.reply(in);
            case Fields.Frame.REFUSAL -> MailCodec.refusal(in);
            case Fields.Frame.FORWARDED -> MailCodec.forwarded(in);
            default -> throw new IllegalArgumentException("frame without a known body");
        };
    }
}
