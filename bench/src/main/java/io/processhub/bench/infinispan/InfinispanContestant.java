package io.processhub.bench.infinispan;

import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.contestant.Member;
import io.processhub.bench.contestant.Place;
import java.util.Map;
import org.infinispan.commons.util.Version;

/** A replicated cache. */
public final class InfinispanContestant implements Contestant {
    @Override
    public String name() {
        return "infinispan";
    }

    @Override
    public String title() {
        return "Infinispan " + Version.getVersion();
    }

    @Override
    public Map<String, String> promises() {
        return Map.of(
                "start",
                "nothing is started: names only, in a cache that is replicated synchronously",
                "lookup",
                "finds the name of a host in a replicated cache",
                "entry",
                "an id and the name of a host");
    }

    @Override
    public Member open(Place place) throws Exception {
        return new InfinispanMember(place);
    }
}
