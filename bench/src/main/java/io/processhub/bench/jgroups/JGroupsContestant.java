package io.processhub.bench.jgroups;

import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.contestant.Member;
import io.processhub.bench.contestant.Place;
import java.util.Map;
import org.jgroups.Version;

/**
 * The library below our engine, alone. The faster one of its two ways to send is the one to compare with.
 *
 * @param nonBlocking whether a queue and a thread stand between a sender and each socket, as in our engine
 */
public record JGroupsContestant(boolean nonBlocking) implements Contestant {
    private static final String SENT = "at most once after a loss of the member, in the order of the sender, to the"
            + " address of a node; no names, no processes, no mailbox: the receiver is called by the transport's"
            + " thread, and a sender is pushed back";

    @Override
    public String name() {
        return nonBlocking ? "jgroups" : "jgroups-blocking";
    }

    @Override
    public String title() {
        return "JGroups " + Version.printVersion() + (nonBlocking ? "" : ", blocking sends");
    }

    @Override
    public Map<String, String> promises() {
        return Map.of("remote", SENT);
    }

    @Override
    public Member open(Place place) throws Exception {
        return new JGroupsMember(place, nonBlocking);
    }
}
