package io.processhub.bench.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.map.EntryProcessor;
import com.hazelcast.map.IMap;
import com.hazelcast.query.Predicates;
import io.processhub.bench.contestant.Place;
import io.processhub.bench.contestant.Servants;
import io.processhub.bench.contestant.Tagger;
import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Entries of a partitioned map, each with one backup. */
final class PartitionedMember implements Servants, Tagger {
    private static final int PART = 1_000;

    private final HazelcastInstance instance;
    private final IMap<String, Thing> things;

    PartitionedMember(Place place) {
        instance = Instances.open(place);
        things = instance.getMap(Instances.THINGS);
    }

    /** The value of an entry; the accessor is for the index. */
    private static final class Thing implements Serializable {
        private static final long serialVersionUID = 1;

        @SuppressWarnings("unused") // read by the index
        private final String tag;

        Thing(String tag) {
            this.tag = tag;
        }
    }

    @Override
    public int members() {
        return instance.getCluster().getMembers().size();
    }

    @Override
    public void start(List<String> ids) {
        start(ids, "");
    }

    @Override
    public void start(List<String> ids, String tag) {
        for (int from = 0; from < ids.size(); from += PART) {
            Map<String, Thing> part = new LinkedHashMap<>();
            ids.subList(from, Math.min(ids.size(), from + PART)).forEach(id -> part.put(id, new Thing(tag)));
            things.putAll(part);
        }
    }

    @Override
    public void stop(List<String> ids) {
        ids.forEach(things::delete);
    }

    @Override
    public int known() {
        return NO_REGISTRY;
    }

    @Override
    public int hosted() {
        return Math.toIntExact(things.getLocalMapStats().getOwnedEntryCount());
    }

    @Override
    public int tagged(String tag) {
        return things.values(Predicates.equal("tag", tag)).size();
    }

    @Override
    public CompletionStage<String> locate(String id) {
        return things.submitToKey(id, new Where());
    }

    @Override
    public void close() {
        instance.shutdown();
    }

    /** Says where it runs. */
    private static final class Where
            implements EntryProcessor<String, Thing, String>, HazelcastInstanceAware, Serializable {
        private static final long serialVersionUID = 1;

        private transient @Nullable HazelcastInstance here;

        @Override
        public void setHazelcastInstance(HazelcastInstance instance) {
            here = instance;
        }

        @Override
        public String process(Map.Entry<String, Thing> entry) {
            if (here == null || entry.getValue() == null) {
                throw new IllegalStateException("there is no entry " + entry.getKey());
            }
            return here.getName();
        }

        /** It changes nothing, so the backup has nothing to do. */
        @Override
        public @Nullable EntryProcessor<String, Thing, String> getBackupProcessor() {
            return null;
        }
    }
}
