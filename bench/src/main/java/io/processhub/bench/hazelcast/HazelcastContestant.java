package io.processhub.bench.hazelcast;

import com.hazelcast.instance.BuildInfoProvider;
import io.processhub.bench.contestant.Contestant;
import io.processhub.bench.contestant.Member;
import io.processhub.bench.contestant.Place;
import java.util.List;
import java.util.Map;

/**
 * Distributed maps.
 *
 * @param partitioned whether things are entries of an {@code IMap}; otherwise objects whose names are in a
 *     {@code ReplicatedMap}
 */
public record HazelcastContestant(boolean partitioned) implements Contestant {
    private static final String ENTRY = "nothing runs: an entry processor answers for the entry at the owner of its"
            + " partition; the entry survives with its value by one backup";

    @Override
    public String name() {
        return partitioned ? "hazelcast-imap" : "hazelcast";
    }

    @Override
    public String title() {
        String version = "Hazelcast " + BuildInfoProvider.getBuildInfo().getVersion();
        return partitioned ? version + ", IMap" : version + ", ReplicatedMap";
    }

    @Override
    public Map<String, String> promises() {
        return partitioned
                ? Map.of(
                        "tag",
                        "finds entries by a hash index, over the network of partitions; not sorted",
                        "failover",
                        ENTRY,
                        "join",
                        ENTRY,
                        "rest",
                        ENTRY)
                : Map.of(
                        "start",
                        "a plain object made by a task on the owner of its key, not supervised and lost with its node;"
                                + " its name is in a map that is replicated asynchronously",
                        "lookup",
                        "finds the name of a host in a map that is replicated asynchronously",
                        "entry",
                        "an id and the name of a host");
    }

    @Override
    public Member open(Place place) {
        return partitioned ? new PartitionedMember(place) : new ReplicatedMember(place);
    }

    @Override
    public List<String> jvmOptions() {
        return List.of(
                "--add-exports=java.base/jdk.internal.ref=ALL-UNNAMED",
                "--add-opens=java.base/java.lang=ALL-UNNAMED",
                "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
                "--add-opens=java.management/sun.management=ALL-UNNAMED",
                "--add-opens=jdk.management/com.sun.management.internal=ALL-UNNAMED");
    }
}
