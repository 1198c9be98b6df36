package io.processhub.wire;

import com.google.protobuf.InvalidProtocolBufferException;
import io.processhub.cluster.NodeId;
import io.processhub.quorum.QuorumMemory;
import io.processhub.registry.Intent;
import io.processhub.spec.ProcessId;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
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
 * The codec of the first version, over the classes that Protocol Buffers generates: what its nodes send and accept. It
 * stays as it was.
 */
final class GeneratedPacketCodec {
    private static final int PROTOCOL = 1;

    private static final NodeId UNKNOWN = new NodeId("sender", 1);

    private final Nodes nodes;
    private final GeneratedSyncCodec synchronization;

    GeneratedPacketCodec(Nodes nodes) {
        this.nodes = nodes;
        this.synchronization = new GeneratedSyncCodec(nodes);
    }

    byte[] encode(Packet packet) {
        return frame(packet).toByteArray();
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
                frame.setHandover(GeneratedHandoverCodec.encode(handover)).build();
            case Packet.Numbered(long number, Packet.Mail mail) ->
                GeneratedMailCodec.encode(mail, frame.setNumber(number));
            case Packet.Mail mail -> GeneratedMailCodec.encode(mail, frame);
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
            encoded.setMemory(GeneratedMemoryCodec.encode(hello.memory()));
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
        var writers = new GeneratedWriters();
        var encoded = Start.newBuilder().setMoving(start.moving());
        encoded.addAllIntents(intents(start.intents(), writers));
        return encoded.addAllWriters(writers.encoded()).build();
    }

    private static Stop stop(Packet.Stop stop) {
        var writers = new GeneratedWriters();
        var encoded = Stop.newBuilder();
        encoded.addAllIntents(intents(stop.intents(), writers));
        return encoded.addAllWriters(writers.encoded()).build();
    }

    private static List<io.processhub.wire.proto.Intent> intents(List<Intent> intents, GeneratedWriters writers) {
        List<io.processhub.wire.proto.Intent> encoded = new ArrayList<>();
        String last = "";
        for (Intent intent : intents) {
            String id = intent.id().value();
            int shared = GeneratedEntryCodec.shared(last, id);
            encoded.add(io.processhub.wire.proto.Intent.newBuilder()
                    .setId(id.substring(shared))
                    .setState(GeneratedEntryCodec.state(intent, writers))
                    .setShared(shared)
                    .build());
            last = id;
        }
        return encoded;
    }

    private static StartFailed startFailed(Packet.StartFailed failed) {
        var writers = new GeneratedWriters();
        var encoded = StartFailed.newBuilder();
        failed.failures().forEach(failure -> {
            encoded.addFailures(StartFailed.Failure.newBuilder()
                    .setId(failure.id().value())
                    .setIntent(writers.stamp(failure.intentStamp()))
                    .setReason(failure.reason()));
            writers.after(failure.intentStamp());
        });
        return encoded.addAllWriters(writers.encoded()).build();
    }

    Optional<Packet> decode(byte[] frame) {
        try {
            return Optional.of(packet(Frame.parseFrom(frame)));
        } catch (InvalidProtocolBufferException | IllegalArgumentException garbage) {
            return Optional.empty();
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
            case HANDOVER -> GeneratedHandoverCodec.decode(frame.getHandover(), nodes);
            case TELL, ASK, REPLY, REFUSAL, FORWARDED -> mail(frame);
            case BODY_NOT_SET -> throw new IllegalArgumentException("frame without a known body");
        };
    }

    private static Packet mail(Frame frame) {
        Packet.Mail mail = GeneratedMailCodec.decode(frame);
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
                GeneratedMemoryCodec.decode(hello.getMemory()));
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
                intents(start.getIntentsList(), GeneratedWriters.Known.of(start.getWritersList(), nodes)),
                start.getMoving());
    }

    private Packet stop(Stop stop) {
        return new Packet.Stop(intents(stop.getIntentsList(), GeneratedWriters.Known.of(stop.getWritersList(), nodes)));
    }

    private static List<Intent> intents(List<io.processhub.wire.proto.Intent> intents, GeneratedWriters.Known writers) {
        List<Intent> decoded = new ArrayList<>();
        String id = "";
        for (var intent : intents) {
            id = GeneratedEntryCodec.whole(id, intent.getShared(), intent.getId());
            decoded.add(GeneratedEntryCodec.intent(new ProcessId(id), intent.getState(), writers));
        }
        return decoded;
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
        var writers = GeneratedWriters.Known.of(failed.getWritersList(), nodes);
        return new Packet.StartFailed(failed.getFailuresList().stream()
                .map(failure -> new Packet.Failure(
                        new ProcessId(failure.getId()), writers.last(failure.getIntent()), failure.getReason()))
                .toList());
    }
}
