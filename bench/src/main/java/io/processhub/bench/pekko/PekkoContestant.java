package io.processhub.bench.pekko;

import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.contestant.Member;
import io.processhub.bench.contestant.Place;
import java.util.Locale;
import java.util.Map;
import org.apache.pekko.actor.ActorSystem;

/** Actors, and entities of cluster sharding. */
public record PekkoContestant(Kind kind) implements Contestant {
    private static final String SENT = "at most once, in the order of the sender; the mailbox has no bound";
    private static final String REMEMBERED = "each entity runs on the owner of its shard; its id is written to a"
            + " majority, so that it comes back unasked; no registry: a node can route to any name, existing or not";

    /** How it is configured. */
    public enum Kind {
        /** Entities are forgotten when their node fails; otherwise its defaults. */
        PLAIN,
        /** Entities are remembered in memory; otherwise its defaults. */
        REMEMBER,
        /** Entities are remembered, and the times until a loss is believed and answered are as short as advisable. */
        TUNED
    }

    @Override
    public String name() {
        return kind == Kind.PLAIN ? "pekko" : "pekko-" + kind.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String title() {
        String version = "Pekko " + ActorSystem.Version();
        return switch (kind) {
            case PLAIN -> version;
            case REMEMBER -> version + ", remembering entities";
            case TUNED -> version + ", remembering entities, short times";
        };
    }

    @Override
    public Map<String, String> promises() {
        return switch (kind) {
            case PLAIN ->
                Map.of(
                        "start",
                        "each entity runs on the owner of its shard, awaited by an ask each; no registry, and nothing"
                                + " survives the loss of a node until the next message makes a new one",
                        "tell",
                        SENT,
                        "ask",
                        SENT,
                        "remote",
                        SENT + "; to a reference that was found once, and is dropped when the queue is full",
                        "idle",
                        "without registry, spec, or supervision by name");
            case REMEMBER ->
                Map.of("start", REMEMBERED, "failover", REMEMBERED, "join", REMEMBERED, "rest", REMEMBERED);
            case TUNED -> Map.of("failover", REMEMBERED, "join", REMEMBERED);
        };
    }

    @Override
    public Member open(Place place) {
        return new PekkoMember(place, kind);
    }
}
