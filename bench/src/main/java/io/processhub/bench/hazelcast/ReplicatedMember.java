package io.processhub.bench.hazelcast;

import com.hazelcast.cluster.Member;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.HazelcastInstanceAware;
import com.hazelcast.replicatedmap.ReplicatedMap;
import io.processhub.bench.contestant.Finder;
import io.processhub.bench.contestant.Names;
import io.processhub.bench.contestant.Place;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Objects on the owners of their keys, with their names in a replicated map. */
final class ReplicatedMember implements Finder, Names {
    private static final int TASK_IDS = 1_000;
    private static final String NAMES = "names";

    private final String name;
    private final HazelcastInstance instance;
    private final ReplicatedMap<String, String> names;

    ReplicatedMember(Place place) {
        name = place.name();
        instance = Instances.open(place);
        instance.getUserContext().put(Change.OBJECTS, new ConcurrentHashMap<String, Object>());
        names = instance.getReplicatedMap(NAMES);
    }

    @Override
    public int members() {
        return instance.getCluster().getMembers().size();
    }

    @Override
    public void start(List<String> ids) throws Exception {
        change(ids, true);
    }

    @Override
    public void stop(List<String> ids) throws Exception {
        change(ids, false);
    }

    private void change(List<String> ids, boolean start) throws Exception {
        Map<Member, List<String>> owned = new LinkedHashMap<>();
        var partitions = instance.getPartitionService();
        for (String id : ids) {
            owned.computeIfAbsent(partitions.getPartition(id).getOwner(), unused -> new ArrayList<>())
                    .add(id);
        }
        List<Future<Boolean>> changes = new ArrayList<>();
        owned.forEach((owner, all) -> changes.addAll(submit(owner, all, start)));
        for (Future<Boolean> change : changes) {
            change.get();
        }
    }

    private List<Future<Boolean>> submit(Member owner, List<String> ids, boolean start) {
        var changes = new ArrayList<Future<Boolean>>();
        for (int from = 0; from < ids.size(); from += TASK_IDS) {
            var part = new ArrayList<>(ids.subList(from, Math.min(ids.size(), from + TASK_IDS)));
            changes.add(instance.getExecutorService("starts").submitToMember(new Change(part, start), owner));
        }
        return changes;
    }

    @Override
    public int known() {
        return names.size();
    }

    @Override
    public int hosted() {
        return Change.objects(instance).size();
    }

    @Override
    public IntFunction<@Nullable Object> finder(List<String> ids) {
        String[] prepared = ids.toArray(String[]::new);
        return number -> names.get(prepared[number]);
    }

    @Override
    public void register(List<String> ids) {
        for (int from = 0; from < ids.size(); from += TASK_IDS) {
            Map<String, String> part = new LinkedHashMap<>();
            ids.subList(from, Math.min(ids.size(), from + TASK_IDS)).forEach(id -> part.put(id, name));
            names.putAll(part);
        }
    }

    @Override
    public int names() {
        return names.size();
    }

    @Override
    public void close() {
        instance.shutdown();
    }

    /** Makes or drops objects where it runs, and says so in the map. */
    private static final class Change implements Callable<Boolean>, Serializable, HazelcastInstanceAware {
        static final String OBJECTS = "objects";
        private static final long serialVersionUID = 1;

        private final ArrayList<String> ids;
        private final boolean start;
        private transient @Nullable HazelcastInstance here;

        Change(ArrayList<String> ids, boolean start) {
            this.ids = ids;
            this.start = start;
        }

        @SuppressWarnings("unchecked")
        static Map<String, Object> objects(HazelcastInstance instance) {
            return (Map<String, Object>) instance.getUserContext().get(OBJECTS);
        }

        @Override
        public void setHazelcastInstance(HazelcastInstance instance) {
            here = instance;
        }

        @Override
        public Boolean call() {
            if (here == null) {
                throw new IllegalStateException("the task runs outside a member");
            }
            Map<String, Object> objects = objects(here);
            ReplicatedMap<String, String> names = here.getReplicatedMap(NAMES);
            String name = here.getName();
            for (String id : ids) {
                if (start) {
                    objects.put(id, new Object());
                    names.put(id, name);
                } else {
                    objects.remove(id);
                    names.remove(id);
                }
            }
            return true;
        }
    }
}
