package io.processhub.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Logs.Gap;
import io.processhub.log.Logs.Head;
import io.processhub.quorum.QuorumMemory;
import io.processhub.registry.Intent;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
import io.processhub.strategy.synchronization.SyncContext;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.wire.Packet.HandoverMessage;
import io.processhub.wire.proto.AskHead;
import io.processhub.wire.proto.Frame;
import io.processhub.wire.proto.Hello.Types;
import io.processhub.wire.proto.Leave;
import io.processhub.wire.proto.Mismatch;
import io.processhub.wire.proto.Start;
import io.processhub.wire.proto.StartFailed;
import io.processhub.wire.proto.Stop;
import io.processhub.wire.proto.TellHead;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Encodes and decodes packets. Thread-safe.
 *
 * <p>Encoding splits a packet that does not fit into one frame in two, repeatedly. Decoding accepts untrusted bytes:
 * anything that is not a packet of this protocol yields an empty result, never an exception.
 */
public final class PacketCodec {
    /** The version of the protocol that this node implements. */
    public static final int PROTOCOL = 1;

    private static final NodeId UNKNOWN = new NodeId("sender", 1);

    private final Nodes nodes;
    private final SyncCodec synchronization;

    /**
     * Creates the codec of one hub.
     *
     * @param nodes the nodes that frames may identify by a hash
     */
    public PacketCodec(Nodes nodes) {
        this.nodes = nodes;
        this.synchronization = new SyncCodec(nodes);
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
        List<byte[]> frames = new ArrayList<>(1);
        encode(packet, frameBytesMax, frames);
        return frames;
    }

    private void encode(Packet packet, int frameBytesMax, List<byte[]> frames) {
        Frame frame = frame(packet);
        if (frame.getSerializedSize() <= frameBytesMax) {
            frames.add(frame.toByteArray());
        } else if (packet instanceof Packet.Synchronize loaded
                && !loaded.scores().isEmpty()) {
            encode(new Packet.Synchronize(loaded.message()), frameBytesMax, frames); // they go along if there is room
        } else {
            halves(packet, frame.getSerializedSize(), frameBytesMax)
                    .forEach(half -> encode(half, frameBytesMax, frames));
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

    private Frame frame(Packet packet) {
        var frame = Frame.newBuilder().setProtocol(PROTOCOL);
        return switch (packet) {
            case Packet.Hello hello -> frame.setHello(hello(hello)).build();
            case Packet.Mismatch mismatch ->
                frame.setMismatch(mismatch(mismatch)).build();
            case Packet.Goodbye goodbye ->
                frame.setGoodbye(io.processhub.wire.proto.Goodbye.getDefaultInstance())
                        .build();
            case Packet.Synchronize synchronize -> synchronization.encode(synchronize, frame);
            case Packet.Start start -> frame.setStart(start(start)).build();
            case Packet.StartFailed failed ->
                frame.setStartFailed(startFailed(failed)).build();
            case Packet.Stop stop -> frame.setStop(stop(stop)).build();
            case Packet.Leave(Duration grace, long generation) ->
                frame.setLeave(Leave.newBuilder().setGrace(grace.toNanos()).setGeneration(generation))
                        .build();
            case Packet.AskHead(long question) ->
                frame.setAskHead(AskHead.newBuilder().setQuestion(question)).build();
            case Packet.TellHead(long question, long head) ->
                frame.setTellHead(TellHead.newBuilder().setQuestion(question).setHead(head))
                        .build();
            case Packet.Handover handover ->
                frame.setHandover(HandoverCodec.encode(handover)).build();
            case Packet.Numbered(long number, Packet.Mail mail) -> MailCodec.encode(mail, frame.setNumber(number));
            case Packet.Mail mail -> MailCodec.encode(mail, frame);
        };
    }

    private static io.processhub.wire.proto.Hello hello(Packet.Hello hello) {
        var encoded = io.processhub.wire.proto.Hello.newBuilder()
                .setReply(hello.reply())
                .putAllConfiguration(hello.configuration())
                .setWeight(hello.profile().weight())
                .setZone(hello.profile().zone())
                .setLeaving(hello.profile().leaving())
                .putAllLabels(hello.profile().traits().labels())
                .setGeneration(hello.generation())
                .setHead(hello.head())
                .setTime(hello.clocks().time())
                .setWall(hello.clocks().wall())
                .setReading(hello.clocks().reading());
        hello.profile()
                .traits()
                .types()
                .ifPresent(types -> encoded.setTypes(Types.newBuilder().addAllNames(types)));
        if (!hello.memory().equals(QuorumMemory.NONE)) {
            encoded.setMemory(MemoryCodec.encode(hello.memory()));
        }
        return encoded.build();
    }

    private static Mismatch mismatch(Packet.Mismatch mismatch) {
        var encoded = Mismatch.newBuilder();
        mismatch.differences()
                .forEach(difference -> encoded.addDifferences(Mismatch.Difference.newBuilder()
                        .setOption(difference.option())
                        .setSender(difference.sender())
                        .setReceiver(difference.receiver())));
        return encoded.build();
    }

    private static Start start(Packet.Start start) {
        var writers = new Writers();
        var encoded = Start.newBuilder().setMoving(start.moving());
        start.intents().forEach(intent -> encoded.addIntents(intent(intent, writers)));
        return encoded.addAllWriters(writers.encoded()).build();
    }

    private static Stop stop(Packet.Stop stop) {
        var writers = new Writers();
        var encoded = Stop.newBuilder();
        stop.intents().forEach(intent -> encoded.addIntents(intent(intent, writers)));
        return encoded.addAllWriters(writers.encoded()).build();
    }

    private static io.processhub.wire.proto.Intent intent(Intent intent, Writers writers) {
        return io.processhub.wire.proto.Intent.newBuilder()
                .setId(intent.id().value())
                .setState(EntryCodec.state(intent, writers))
                .build();
    }

    private static StartFailed startFailed(Packet.StartFailed failed) {
        var writers = new Writers();
        var encoded = StartFailed.newBuilder();
        failed.failures()
                .forEach(failure -> encoded.addFailures(StartFailed.Failure.newBuilder()
                        .setId(failure.id().value())
                        .setIntent(writers.stamp(failure.intentStamp()))
                        .setReason(failure.reason())));
        return encoded.addAllWriters(writers.encoded()).build();
    }

    /**
     * Calculates the encoded size of an intent to run.
     *
     * @param wanted the process to run
     * @return its size in bytes, without the frame around it
     */
    public static int bytesOf(Intent.Wanted wanted) {
        return EntryCodec.bytesOf(wanted);
    }

    /**
     * Decodes a frame.
     *
     * @param frame any bytes
     * @return the packet; empty when the bytes are not a packet of this protocol
     */
    public Optional<Packet> decode(byte[] frame) {
        try {
            return Optional.of(packet(Frame.parseFrom(frame)));
        } catch (InvalidProtocolBufferException | IllegalArgumentException garbage) {
            return Optional.empty(); // the caller counts it; the sender is not known to be a node of this hub
        }
    }

    private Packet packet(Frame frame) {
        return switch (frame.getBodyCase()) {
            case HELLO -> hello(frame.getHello());
            case MISMATCH -> mismatch(frame.getMismatch());
            case GOODBYE -> new Packet.Goodbye();
            case OFFER, REQUEST, NEWS, MORE, CUSTOM -> synchronization.packet(frame);
            case START -> start(frame.getStart());
            case START_FAILED -> startFailed(frame.getStartFailed());
            case STOP -> stop(frame.getStop());
            case LEAVE -> leave(frame.getLeave());
            case ASK_HEAD ->
                new Packet.AskHead(Numbers.question(frame.getAskHead().getQuestion()));
            case TELL_HEAD -> tellHead(frame.getTellHead());
            case HANDOVER -> HandoverCodec.decode(frame.getHandover(), nodes);
            case TELL, ASK, REPLY, REFUSAL, FORWARDED -> mail(frame);
            case BODY_NOT_SET -> throw new IllegalArgumentException("frame without a known body");
        };
    }

    private static Packet mail(Frame frame) {
        Packet.Mail mail = MailCodec.decode(frame);
        long number = Numbers.mail(frame.getNumber());
        return number == 0 ? mail : new Packet.Numbered(number, mail);
    }

    private static Packet hello(io.processhub.wire.proto.Hello hello) {
        return new Packet.Hello(
                hello.getReply(),
                new TreeMap<>(hello.getConfigurationMap()),
                profile(hello),
                Numbers.version(hello.getGeneration()),
                Numbers.version(hello.getHead()),
                new Packet.Clocks(
                        Numbers.millis(hello.getTime()),
                        Numbers.millis(hello.getWall()),
                        Numbers.reading(hello.getReading())),
                MemoryCodec.decode(hello.getMemory()));
    }

    private static Packet.Profile profile(io.processhub.wire.proto.Hello hello) {
        Optional<Set<String>> types =
                hello.hasTypes() ? Optional.of(Set.copyOf(hello.getTypes().getNamesList())) : Optional.empty();
        var traits = new Traits(hello.getLabelsMap(), types);
        var profile = new Packet.Profile(hello.getWeight(), hello.getZone(), traits, hello.getLeaving());
        profile.candidate(UNKNOWN); // checks the weight and the zone
        return profile;
    }

    private static Packet mismatch(Mismatch mismatch) {
        return new Packet.Mismatch(mismatch.getDifferencesList().stream()
                .map(difference ->
                        new Packet.Difference(difference.getOption(), difference.getSender(), difference.getReceiver()))
                .toList());
    }

    private Packet start(Start start) {
        return new Packet.Start(
                intents(start.getIntentsList(), Writers.Known.of(start.getWritersList(), nodes)), start.getMoving());
    }

    private Packet stop(Stop stop) {
        return new Packet.Stop(intents(stop.getIntentsList(), Writers.Known.of(stop.getWritersList(), nodes)));
    }

    private static List<Intent> intents(List<io.processhub.wire.proto.Intent> intents, Writers.Known writers) {
        return intents.stream()
                .map(intent -> EntryCodec.intent(new ProcessId(intent.getId()), intent.getState(), writers))
                .toList();
    }

    private static Packet leave(Leave leave) {
        if (leave.getGrace() < 0) {
            throw new IllegalArgumentException("leave within " + leave.getGrace() + " ns");
        }
        return new Packet.Leave(Duration.ofNanos(leave.getGrace()), leave.getGeneration());
    }

    private static Packet tellHead(TellHead told) {
        return new Packet.TellHead(Numbers.question(told.getQuestion()), Numbers.version(told.getHead()));
    }

    private Packet startFailed(StartFailed failed) {
        var writers = Writers.Known.of(failed.getWritersList(), nodes);
        return new Packet.StartFailed(failed.getFailuresList().stream()
                .map(failure -> new Packet.Failure(
                        new ProcessId(failure.getId()), writers.stamp(failure.getIntent()), failure.getReason()))
                .toList());
    }
}
