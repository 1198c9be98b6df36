package io.processhub.bench.pekko;

import io.processhub.bench.contestant.Counters;
import io.processhub.bench.contestant.Idlers;
import io.processhub.bench.contestant.Link;
import io.processhub.bench.contestant.Mailboxes;
import io.processhub.bench.contestant.Place;
import io.processhub.bench.contestant.Servants;
import io.processhub.bench.contestant.Waiting;
import io.processhub.bench.contestant.Window;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.receptionist.Receptionist;
import org.apache.pekko.actor.typed.receptionist.ServiceKey;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.Cluster;
import org.jspecify.annotations.Nullable;

/** An actor system with one region of sharding. */
final class PekkoMember implements Servants, Mailboxes, Link, Idlers {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int STARTS_UNDER_WAY = 2_000;
    private static final EntityTypeKey<Sent> THING = EntityTypeKey.create(Sent.class, "thing");
    private static final ServiceKey<Sent> SINK = ServiceKey.create(Sent.class, "sink");

    private final Place place;
    private final ActorSystem<Root.Make<?>> system;
    private final ClusterSharding sharding;
    private final AtomicInteger hosted = new AtomicInteger();
    private List<ActorRef<Note>> receivers = List.of();
    private @Nullable ActorRef<Sent> sink;

    PekkoMember(Place place, PekkoContestant.Kind kind) {
        this.place = place;
        system = ActorSystem.create(Root.behavior(), "bench", Settings.of(place, kind));
        sharding = ClusterSharding.get(system);
        sharding.init(Entity.of(THING, context -> thing()).withStopMessage(new Sent.HandOff()));
    }

    private Behavior<Sent> thing() {
        return Behaviors.setup(context -> {
            hosted.incrementAndGet();
            return Behaviors.receive(Sent.class)
                    .onMessage(Sent.Where.class, where -> {
                        where.replyTo().tell(place.name());
                        return Behaviors.same();
                    })
                    .onMessage(Sent.Stop.class, stop -> {
                        stop.replyTo().tell(place.name());
                        return Behaviors.stopped();
                    })
                    .onMessage(Sent.HandOff.class, end -> Behaviors.stopped())
                    .onSignal(PostStop.class, ended -> {
                        hosted.decrementAndGet();
                        return Behaviors.same();
                    })
                    .build();
        });
    }

    @Override
    public int members() {
        int up = 0;
        for (var member : Cluster.get(system).state().getMembers()) {
            up += member.status().equals(MemberStatus.up()) ? 1 : 0;
        }
        return up;
    }

    @Override
    public void start(List<String> ids) throws Exception {
        Window.run(ids.size(), STARTS_UNDER_WAY, number -> locate(ids.get(number), PATIENCE));
    }

    @Override
    public void stop(List<String> ids) throws Exception {
        Window.run(
                ids.size(), STARTS_UNDER_WAY, number -> entity(ids.get(number)).<String>ask(Sent.Stop::new, PATIENCE));
    }

    private EntityRef<Sent> entity(String id) {
        return sharding.entityRefFor(THING, id);
    }

    @Override
    public int known() {
        return NO_REGISTRY;
    }

    @Override
    public int hosted() {
        return hosted.get();
    }

    @Override
    public CompletionStage<String> locate(String id) {
        return locate(id, Duration.ofSeconds(5));
    }

    private CompletionStage<String> locate(String id, Duration timeout) {
        return entity(id).ask(Sent.Where::new, timeout);
    }

    private <T> List<ActorRef<T>> make(int count, IntFunction<Behavior<T>> behavior) throws Exception {
        var made = new CompletableFuture<List<ActorRef<T>>>();
        system.tell(new Root.Make<>(count, behavior, made));
        return made.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    @Override
    public void idle(int count) throws Exception {
        make(count, number -> Behaviors.receiveMessage((Note note) -> Behaviors.same()));
    }

    @Override
    public void open(Counters received) throws Exception {
        receivers = make(
                received.size(),
                number -> Behaviors.receiveMessage((Note note) -> {
                    switch (note) {
                        case Note.Tell tell -> received.count(number);
                        case Note.Question question -> question.replyTo().tell(question.number());
                    }
                    return Behaviors.same();
                }));
    }

    @Override
    public void tell(int receiver, long message) {
        receivers.get(receiver).tell(new Note.Tell(message));
    }

    @Override
    public CompletionStage<?> ask(int receiver, long question) {
        return AskPattern.ask(
                receivers.get(receiver),
                (ActorRef<Long> replyTo) -> new Note.Question(question, replyTo),
                PATIENCE,
                system.scheduler());
    }

    @Override
    public void openLink() throws Exception {
        if (place.index() == place.ports().size() - 1) {
            ActorRef<Sent> taker = make(1, number -> taker()).getFirst();
            system.receptionist().tell(Receptionist.register(SINK, taker));
        }
        Waiting.until("a receiver is known", () -> {
            sink = found();
            return sink != null;
        });
    }

    private @Nullable ActorRef<Sent> found() {
        Receptionist.Listing found = AskPattern.<Receptionist.Command, Receptionist.Listing>ask(
                        system.receptionist(),
                        replyTo -> Receptionist.find(SINK, replyTo),
                        PATIENCE,
                        system.scheduler())
                .toCompletableFuture()
                .join();
        return found.getServiceInstances(SINK).stream().findFirst().orElse(null);
    }

    private static Behavior<Sent> taker() {
        var taken = new AtomicLong();
        return Behaviors.receiveMessage(message -> {
            long count = taken.incrementAndGet();
            if (message instanceof Sent.Question question) {
                question.replyTo().tell(count);
            }
            return Behaviors.same();
        });
    }

    @Override
    public void tell(byte[] payload) {
        sink().tell(new Sent.Bytes(payload));
    }

    @Override
    public CompletionStage<?> ask(byte[] payload) {
        return AskPattern.ask(
                sink(), (ActorRef<Long> replyTo) -> new Sent.Question(payload, replyTo), PATIENCE, system.scheduler());
    }

    private ActorRef<Sent> sink() {
        if (sink == null) {
            throw new IllegalStateException("the link is used before it is open");
        }
        return sink;
    }

    /** The coordinated shutdown hands the shards over. */
    @Override
    public void close() {
        system.terminate();
        system.getWhenTerminated().toCompletableFuture().join();
    }
}
