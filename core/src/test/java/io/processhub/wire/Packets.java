package io.processhub.wire;

import io.processhub.cluster.NodeId;
import io.processhub.log.Delta;
import io.processhub.log.Entry;
import io.processhub.log.Entry.Presence;
import io.processhub.log.Logs.Gap;
import io.processhub.log.Logs.Head;
import io.processhub.process.ProcessException;
import io.processhub.process.ProcessType;
import io.processhub.quorum.QuorumMemory;
import io.processhub.quorum.VotingConfiguration;
import io.processhub.registry.Instance;
import io.processhub.registry.Instance.EndCause;
import io.processhub.registry.Intent;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Stamp;
import io.processhub.spec.Constraints;
import io.processhub.spec.Constraints.Affinity;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import io.processhub.spec.RestartLimit;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import io.processhub.strategy.distribution.DistributionStrategy.Traits;
import io.processhub.strategy.synchronization.SyncMessage;
import io.processhub.text.WellFormed;
import io.processhub.wire.Packet.HandoverMessage;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes packets of every kind with random contents. */
public final class Packets {
    /** Those that can be reached. */
    public static final List<NodeId> REACHABLE = IntStream.range(0, 20)
            .mapToObj(number -> new NodeId("node-" + number % 5, 1 + number * 12_345_678_901L))
            .toList();

    /** Two share the first half of their pairs. */
    private static final String[] SUPPLEMENTARY = {"", "\uD83D\uDE00", "\uD83D\uDE01"};

    private final Random random;
    private String lastId = "p";

    /**
     * Makes the same packets for the same seed.
     *
     * @param seed any
     */
    public Packets(long seed) {
        random = new Random(seed);
    }

    /** {@return a codec that knows the nodes in the packets} */
    public static PacketCodec codec() {
        return new PacketCodec(nodes());
    }

    static Nodes nodes() {
        var nodes = new Nodes();
        nodes.reachable(REACHABLE);
        return nodes;
    }

    /**
     * Makes packets without mail.
     *
     * @param itemsMax how many intents, entries and the like a packet has at most
     * @return one of each kind
     */
    public List<Packet.Control> controls(int itemsMax) {
        List<Packet.Control> packets = new ArrayList<>(List.of(
                hello(),
                new Packet.Mismatch(list(itemsMax, () -> new Packet.Difference(text(30), text(30), text(30)))),
                new Packet.Goodbye(),
                new Packet.Start(list(itemsMax, this::intent), random.nextBoolean()),
                new Packet.StartFailed(list(itemsMax, () -> new Packet.Failure(id(), stamp(), text(200)))),
                new Packet.Stop(list(itemsMax, this::stop)),
                new Packet.Leave(nanos(), random.nextLong(1L << 50)),
                new Packet.AskHead(random.nextLong(1L << 50)),
                new Packet.TellHead(random.nextLong(1L << 50), random.nextLong(1L << 50)),
                offer(),
                handover(new HandoverMessage.Withdraw()),
                handover(new HandoverMessage.Part(reading(), true, 1_000, random.nextInt(900), bytes())),
                handover(new HandoverMessage.Ready(reading())),
                handover(new HandoverMessage.Received(reading(), random.nextInt(1_000))),
                handover(new HandoverMessage.Arrived()),
                handover(new HandoverMessage.Settled()),
                handover(new HandoverMessage.Conflict(reading(), reading(), random.nextBoolean(), epochs())),
                handover(new HandoverMessage.Refused(text(100)))));
        messages(itemsMax).forEach(message -> packets.add(new Packet.Synchronize(message, scores())));
        return packets;
    }

    /** {@return what synchronizers send to each other, one of each kind} */
    private List<SyncMessage> messages(int itemsMax) {
        return List.of(
                new SyncMessage.Offer(list(itemsMax, this::head)),
                new SyncMessage.Request(list(itemsMax, this::gap)),
                new SyncMessage.News(delta(random.nextInt(itemsMax + 1))),
                new SyncMessage.More(gap()),
                new SyncMessage.Custom(bytes()));
    }

    private List<Packet.Score> scores() {
        return list(3, () -> {
            float load = Float.intBitsToFloat(random.nextInt(0x7F7F) << 16);
            return new Packet.Score(reachable(), load, random.nextInt(100_000), random.nextInt(60_000));
        });
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(100)];
        random.nextBytes(bytes);
        return bytes;
    }

    private Gap gap() {
        long from = random.nextLong(1L << 40);
        return random.nextBoolean()
                ? Gap.after(reachable(), from)
                : new Gap(reachable(), from, from + 1 + random.nextInt(1_000));
    }

    /** An offer names the process once, so the two are made together. */
    private Packet.Handover offer() {
        ProcessId id = id();
        var offer = new HandoverMessage.Offer(intent(id), reading(), reading(), random.nextBoolean(), epochs());
        return new Packet.Handover(id, reading(), offer);
    }

    private List<Long> epochs() {
        return Stream.generate(this::reading).limit(random.nextInt(4)).toList();
    }

    private Packet.Handover handover(HandoverMessage message) {
        return new Packet.Handover(id(), reading(), message);
    }

    /** {@return one packet of each kind of mail} */
    List<Packet.Mail> mails() {
        return List.of(
                new Packet.Tell(id(), body()),
                new Packet.Ask(random.nextLong(), id(), body()),
                new Packet.Tell(id(), body(), random.nextInt(9)),
                new Packet.Ask(random.nextLong(), id(), body(), random.nextInt(9), node()),
                new Packet.Forwarded(random.nextLong(), node(), random.nextInt(9)),
                new Packet.Reply(random.nextLong(), body()),
                new Packet.Refusal(random.nextLong(), any(ProcessException.Reason.values()), text(100)));
    }

    /** {@return one packet of each kind, and one with a number} */
    List<Packet> all(int itemsMax) {
        var packets = new ArrayList<Packet>(controls(itemsMax));
        packets.addAll(mails());
        packets.add(new Packet.Numbered(1 + random.nextLong(1L << 40), new Packet.Tell(id(), body())));
        return packets;
    }

    Delta delta(int count) {
        long from = random.nextLong(1L << 43);
        List<Entry> entries = new ArrayList<>();
        long version = from;
        for (int i = 0; i < count; i++) {
            version += 1 + random.nextInt(5);
            entries.add(
                    switch (random.nextInt(3)) {
                        case 0 -> new Entry.IntentSet(version, intent());
                        case 1 -> new Entry.PresenceSet(version, id(), presence());
                        default -> new Entry.Started(version, id(), instance());
                    });
        }
        return new Delta(reachable(), from, version + random.nextInt(3), random.nextInt(100), entries);
    }

    private QuorumMemory memory() {
        var losses = new TreeMap<NodeId, Duration>();
        for (int number = random.nextInt(3); number > 0; number--) {
            losses.put(node(), Duration.ofMillis(random.nextInt(100_000)));
        }
        var pending = Stream.generate(this::voters).limit(random.nextInt(3)).toList();
        return random.nextBoolean() ? QuorumMemory.NONE : new QuorumMemory(voters(), pending, losses);
    }

    private VotingConfiguration voters() {
        var votes = new TreeMap<String, VotingConfiguration.Vote>();
        for (int number = random.nextInt(4); number > 0; number--) {
            NodeId voter = node();
            long generation = random.nextLong(1L << 50);
            votes.put(
                    voter.name(), new VotingConfiguration.Vote(voter.incarnation(), generation, random.nextBoolean()));
        }
        var reset = new VotingConfiguration.Reset(random.nextInt(3), node().name(), random.nextInt(9));
        return new VotingConfiguration(reset, votes);
    }

    private Packet.Hello hello() {
        var configuration = new TreeMap<String, String>();
        list(5, () -> text(20)).forEach(option -> configuration.put(option, text(50)));
        var profile =
                new Packet.Profile(random.nextInt(3) * random.nextDouble(), text(10), traits(), random.nextBoolean());
        return new Packet.Hello(
                random.nextBoolean(),
                configuration,
                profile,
                random.nextLong(1L << 50),
                random.nextLong(1L << 50),
                new Packet.Clocks(random.nextLong(1L << 45), random.nextLong(1L << 45), reading()),
                memory());
    }

    private Traits traits() {
        var labels = labels(3);
        labels.keySet().removeAll(Set.of("", Constraints.ZONE));
        return new Traits(
                labels, random.nextBoolean() ? Optional.empty() : Optional.of(Set.copyOf(list(3, () -> text(10)))));
    }

    private Affinity affinity() {
        return new Affinity(random.nextBoolean(), random.nextBoolean(), id().value());
    }

    private Map<String, String> labels(int most) {
        var labels = new TreeMap<String, String>();
        list(most, () -> "k" + text(5)).forEach(key -> labels.put(key, text(10)));
        return labels;
    }

    private long reading() {
        return random.nextLong(1L << 62);
    }

    private Presence presence() {
        return switch (random.nextInt(3)) {
            case 0 -> new Presence.Running(instance());
            case 1 -> new Presence.Parked(text(100), stamp(), until(), reading());
            default -> new Presence.Ended(any(EndCause.values()), reading());
        };
    }

    private Instance instance() {
        return new Instance(reading(), any(Role.values()), any(StartReason.values()), stamp(), reading())
                .in(any(Role.values()), reading());
    }

    private @Nullable Instant until() {
        return random.nextBoolean() ? null : Instant.ofEpochMilli(1 + random.nextLong(1L << 45));
    }

    private Intent intent() {
        return random.nextInt(4) == 0 ? stop() : intent(id());
    }

    private Intent stop() {
        return new Intent(id(), stamp(), null, random.nextBoolean() ? stamp() : null);
    }

    private Intent intent(ProcessId id) {
        var spec = ProcessType.of("t" + text(20), Object.class)
                .spec(id.value())
                .argument(text(300))
                .restart(any(RestartPolicy.values()))
                .constraints(
                        random.nextBoolean()
                                ? Constraints.NONE
                                : new Constraints(labels(2), labels(2), list(2, this::affinity)));
        var metadata = random.nextBoolean()
                ? Metadata.NONE
                : Metadata.tag(text(10)).label("k" + text(5), text(5)).label("l", text(5));
        var assignment =
                new Assignment(list(3, () -> node().name()).stream().distinct().toList());
        var wanted = new Intent.Wanted(random.nextBoolean() ? spec : limited(spec), metadata, assignment);
        return new Intent(id, stamp(), wanted, random.nextBoolean() ? stamp() : null);
    }

    private ProcessSpec<?> limited(ProcessSpec<?> spec) {
        Duration delayMin = nanos();
        var limit = new RestartLimit(random.nextInt(100), nanos(), delayMin, delayMin.plus(nanos()), nanos());
        return spec.limit(limit).timeouts(nanos(), nanos()).mailboxMax(1 + random.nextInt(100_000));
    }

    private Duration nanos() {
        return Duration.ofNanos(1 + random.nextLong(1L << 60));
    }

    private Packet.Body body() {
        byte[] bytes = new byte[random.nextInt(300)];
        random.nextBytes(bytes);
        return new Packet.Body(text(10), bytes, labels(3));
    }

    private Head head() {
        return new Head(reachable(), random.nextLong(1L << 60));
    }

    private NodeId reachable() {
        return any(REACHABLE.toArray(NodeId[]::new));
    }

    private Stamp stamp() {
        return new Stamp(random.nextLong(1L << 62), node());
    }

    private NodeId node() {
        return new NodeId("node-" + random.nextInt(5), 1 + random.nextLong(1L << 60));
    }

    /** As a rule one begins as the one before, or is the same; some begin with the same half of another character. */
    private ProcessId id() {
        String id = random.nextInt(4) == 0
                ? lastId
                : lastId.substring(0, 1 + random.nextInt(lastId.length())) + text(10) + any(SUPPLEMENTARY);
        lastId = id.length() < 100 && WellFormed.test(id) ? id : "p" + text(30);
        return new ProcessId(lastId);
    }

    private <T> T any(T[] values) {
        return values[random.nextInt(values.length)];
    }

    private <T> List<T> list(int itemsMax, Supplier<T> item) {
        return IntStream.rangeClosed(1, random.nextInt(itemsMax + 1))
                .mapToObj(i -> item.get())
                .toList();
    }

    private String text(int charactersMax) {
        var text = new StringBuilder();
        for (int i = random.nextInt(charactersMax + 1); i > 0; i--) {
            text.append("abc xyz äß€漢".charAt(random.nextInt(12)));
        }
        return text.toString();
    }
}
