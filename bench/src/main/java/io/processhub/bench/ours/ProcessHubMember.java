package io.processhub.bench.ours;

import io.processhub.ProcessHub;
import io.processhub.StopOptions;
import io.processhub.bench.contestant.Counters;
import io.processhub.bench.contestant.Finder;
import io.processhub.bench.contestant.Idlers;
import io.processhub.bench.contestant.Link;
import io.processhub.bench.contestant.Mailboxes;
import io.processhub.bench.contestant.Names;
import io.processhub.bench.contestant.Place;
import io.processhub.bench.contestant.Servants;
import io.processhub.bench.contestant.Tagger;
import io.processhub.bench.contestant.Waiting;
import io.processhub.cluster.Node;
import io.processhub.jgroups.JGroupsCluster;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.strategy.synchronization.PubSub;
import io.processhub.strategy.synchronization.gossip.Gossip;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A node with a hub. */
final class ProcessHubMember implements Finder, Tagger, Mailboxes, Link, Servants, Idlers, Names {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final StartOptions START = StartOptions.STANDARD.timeout(PATIENCE);
    private static final ProcessType<byte[]> SINK = ProcessType.of("sink", byte[].class, Long.class);

    private final Place place;
    private final Node node;
    private final ProcessHub hub;
    private Counters received = new Counters(0);
    private List<ProcessRef<Mail>> receivers = List.of();
    private @Nullable ProcessRef<byte[]> sink;

    ProcessHubMember(Place place, boolean gossip) {
        this.place = place;
        var engine = JGroupsCluster.tcp(place.name(), place.address(), place.addresses());
        place.tls().ifPresent(tls -> engine.tls(tls.keystore(), tls.truststore(), tls.password()));
        node = Node.join(engine.build());
        hub = ProcessHub.builder("bench")
                .node(node)
                .weight(place.hosts() ? 1 : 0)
                .synchronization(gossip ? new Gossip() : new PubSub())
                .process(Thing.TYPE, () -> new Thing(place.name()))
                .process(Mail.TYPE, Receiver::new)
                .process(SINK, Sink::new)
                .start();
    }

    @Override
    public int members() {
        return hub.nodes().size();
    }

    @Override
    public void start(List<String> ids) {
        start(ids, START);
    }

    @Override
    public void start(List<String> ids, String tag) {
        start(ids, START.metadata(Metadata.tag(tag)));
    }

    private void start(List<String> ids, StartOptions options) {
        startAll(ids.stream().map(Thing.TYPE::spec).toList(), options);
    }

    private void startAll(List<? extends ProcessSpec<?>> specs, StartOptions options) {
        var report = hub.startAll(specs, options).join();
        if (!report.ok()) {
            throw new IllegalStateException("not all started: " + report.problems());
        }
    }

    @Override
    public void stop(List<String> ids) {
        var report = hub.stopAll(ids.stream().map(ProcessId::new).toList(), new StopOptions(PATIENCE))
                .join();
        if (!report.ok()) {
            throw new IllegalStateException("not all stopped");
        }
    }

    /** A process counts as known here when its instance is. */
    @Override
    public int known() {
        var registry = hub.status().registry();
        return registry.processes() - registry.waiting();
    }

    @Override
    public int hosted() {
        return hub.status().local().instances();
    }

    @Override
    public IntFunction<@Nullable Object> finder(List<String> ids) {
        ProcessId[] prepared = ids.stream().map(ProcessId::new).toArray(ProcessId[]::new);
        return number -> hub.lookup(prepared[number]).orElse(null);
    }

    @Override
    public int tagged(String tag) {
        return hub.byTag(tag).size();
    }

    @Override
    public void register(List<String> ids) {
        start(ids);
    }

    @Override
    public int names() {
        return known();
    }

    @Override
    public void idle(int count) {
        start(IntStream.range(0, count).mapToObj(number -> "idle/" + number).toList());
    }

    @Override
    public void open(Counters counters) {
        received = counters;
        List<ProcessSpec<Mail>> specs = IntStream.range(0, counters.size())
                .mapToObj(number -> Mail.TYPE
                        .spec("receiver/" + number)
                        .argument("" + number)
                        .mailboxMax(WAITING_MAX))
                .toList();
        startAll(specs, START);
        receivers = specs.stream().map(hub::ref).toList();
    }

    @Override
    public void tell(int receiver, long message) {
        receivers.get(receiver).tell(new Mail.Note(message));
    }

    @Override
    public CompletionStage<?> ask(int receiver, long question) {
        return receivers.get(receiver).ask(new Mail.Question(question));
    }

    @Override
    public void openLink() throws TimeoutException {
        if (place.index() == place.ports().size() - 1) {
            startAll(List.of(SINK.spec("sink").mailboxMax(WAITING_MAX)), START);
        }
        Waiting.until(
                "the receiver is known here",
                () -> hub.active(new ProcessId("sink")).isPresent());
        sink = hub.ref(SINK, "sink");
    }

    @Override
    public void tell(byte[] payload) {
        sink().tell(payload);
    }

    @Override
    public CompletionStage<?> ask(byte[] payload) {
        return sink().ask(payload, Long.class);
    }

    private ProcessRef<byte[]> sink() {
        if (sink == null) {
            throw new IllegalStateException("the link is used before it is open");
        }
        return sink;
    }

    @Override
    public CompletionStage<String> locate(String id) {
        return hub.ref(Thing.TYPE, id).ask(new Thing.Request.Where());
    }

    @Override
    public void close() {
        try (node) {
            hub.close(PATIENCE);
        }
    }

    /** Counts notes and answers questions. */
    private final class Receiver implements HubProcess<Mail> {
        private int number;

        @Override
        public void onStart(ProcessContext<Mail> context) {
            number = Integer.parseInt(context.argument());
        }

        @Override
        public void onMessage(Message<Mail> message) {
            switch (message.body()) {
                case Mail.Note note -> received.count(number);
                case Mail.Question question -> message.reply(question, question.number());
            }
        }
    }

    /** Takes bytes, and says how many messages it took when it is asked. */
    private static final class Sink implements HubProcess<byte[]> {
        private long taken;

        @Override
        public void onMessage(Message<byte[]> message) {
            taken++;
            if (message.asks()) {
                message.replyUntyped(taken);
            }
        }
    }
}
