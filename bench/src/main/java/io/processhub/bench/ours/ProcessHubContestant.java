package io.processhub.bench.ours;

import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.contestant.Member;
import io.processhub.bench.contestant.Place;
import java.util.Map;

/**
 * The hub over the JGroups engine, with its defaults but for one.
 *
 * @param gossip whether nodes forward changes to some others, in place of telling all
 */
public record ProcessHubContestant(boolean gossip) implements Contestant {
    private static final String STARTED = "each process runs on its owner, awaited and supervised; every node has the"
            + " full registry with host, epoch and spec; at least two nodes carry the intent to run it, so that it is"
            + " restarted elsewhere unasked; nothing is on disk";
    private static final String SENT = "at most once, in the order of the sender; the mailbox is bounded, and a sender"
            + " is refused when it is full";

    @Override
    public String name() {
        return gossip ? "ours-gossip" : "ours";
    }

    @Override
    public String title() {
        return gossip ? "ProcessHub, Gossip" : "ProcessHub";
    }

    @Override
    public Map<String, String> promises() {
        if (gossip) {
            return Map.of("start", STARTED + "; news goes to some members, which forward it");
        }
        return Map.ofEntries(
                Map.entry("start", STARTED),
                Map.entry("million", STARTED),
                Map.entry("lookup", "finds host, epoch and spec in memory of the own node, for each registered name"),
                Map.entry("tag", "finds all processes with a tag, sorted by name, without a network"),
                Map.entry("tell", SENT),
                Map.entry("ask", SENT + "; an ask always ends"),
                Map.entry("remote", SENT + ", by name, wherever the process runs; each frame is checked"),
                Map.entry("entry", "host, epoch, spec, intent and its carriers of a process that runs elsewhere"),
                Map.entry("idle", "with its entry in the registry, supervision, and an empty mailbox"),
                Map.entry("failover", STARTED),
                Map.entry("join", STARTED + "; the target runs before the source stops"),
                Map.entry("rest", "registries are compared all the time, and differences repaired"));
    }

    @Override
    public Member open(Place place) {
        return new ProcessHubMember(place, gossip);
    }
}
