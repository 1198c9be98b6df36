package io.processhub.bench.roster;

import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.hazelcast.HazelcastContestant;
import io.processhub.bench.infinispan.InfinispanContestant;
import io.processhub.bench.jgroups.JGroupsContestant;
import io.processhub.bench.ours.ProcessHubContestant;
import io.processhub.bench.pekko.PekkoContestant;
import io.processhub.console.input.BadInputException;
import java.util.ArrayList;
import java.util.List;

/** All contestants. */
public final class Roster {
    /** The names that {@code --against} takes; the variants of a peer come with it. */
    public static final List<String> PEERS = List.of("pekko", "hazelcast", "infinispan", "jgroups");

    private static final List<Contestant> OURS =
            List.of(new ProcessHubContestant(false), new ProcessHubContestant(true));

    private Roster() {}

    private static List<Contestant> peers() {
        return List.of(
                new PekkoContestant(PekkoContestant.Kind.PLAIN),
                new PekkoContestant(PekkoContestant.Kind.REMEMBER),
                new PekkoContestant(PekkoContestant.Kind.TUNED),
                new HazelcastContestant(false),
                new HazelcastContestant(true),
                new InfinispanContestant(),
                new JGroupsContestant(true),
                new JGroupsContestant(false));
    }

    /**
     * Ours with its variant, and the chosen peers with their variants.
     *
     * @throws BadInputException when a name is unknown
     */
    public static List<Contestant> against(List<String> names) {
        List<Contestant> chosen = new ArrayList<>(OURS);
        for (String name : names) {
            if (!PEERS.contains(name)) {
                throw new BadInputException(
                        "--against: '" + name + "' is no peer; choose of " + String.join(", ", PEERS));
            }
            peers().stream()
                    .filter(peer -> peer.name().equals(name) || peer.name().startsWith(name + "-"))
                    .forEach(chosen::add);
        }
        return chosen;
    }

    /** {@return the contestant of this name} */
    public static Contestant named(String name) {
        return against(PEERS).stream()
                .filter(contestant -> contestant.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no contestant '" + name + "'"));
    }
}
