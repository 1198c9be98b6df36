package io.processhub.console.demo;

import io.processhub.console.admin.Replies;
import io.processhub.console.input.SpecReader;
import io.processhub.console.input.Wanted;
import io.processhub.console.workload.KnownTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Nodes that share one registry and spread what is wanted evenly, at once and by turns; of several copies the first is
 * active. Its switches break one promise each.
 */
final class SimulatedFleet implements Fleet {
    private final Map<String, Wanted> wanted = new TreeMap<>();
    private final List<Node> alive = new ArrayList<>();

    /** How many messages each process has handled; called by the thread of the load as well. */
    private final Map<String, Long> handled = new ConcurrentHashMap<>();

    private int launched;

    int copies = 1;
    boolean losesAfterKill;
    boolean losesAStandby;
    boolean hasTwoActive;
    boolean hasNoneActive;
    boolean doublesAfterJoin;
    boolean mute;
    boolean registriesDiffer;
    boolean freshStaysEmpty;
    boolean dies;
    boolean forgetsWhenOneLeaves;
    boolean dropsAMessage;
    boolean doublesAMessage;
    boolean repliesGetLost;

    @Override
    public List<Member> launch(int count) {
        var fresh = new ArrayList<Member>();
        for (int index = 0; index < count; index++) {
            launched++;
            var node = new Node("n" + launched);
            alive.add(node);
            fresh.add(node);
        }
        return fresh;
    }

    private final class Node implements Member {
        private final String name;

        private Node(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public boolean alive() {
            return !(dies && name.equals("n2") && !wanted.isEmpty());
        }

        @Override
        public Replies.Status status() {
            int local = local().size();
            var members = alive.stream().map(Member::name).toList();
            return new Replies.Status(
                    "demo",
                    name,
                    "RUNNING",
                    new Replies.Membership(members, true, false, List.of()),
                    new Replies.RegistryState(wanted.size(), 0, "0"),
                    local,
                    Map.of(),
                    List.of());
        }

        @Override
        public List<Replies.ProcessRow> registry() {
            String type = registriesDiffer ? name : "echo";
            return wanted.keySet().stream()
                    .map(id -> new Replies.ProcessRow(id, type, "", "", Map.of(), List.of()))
                    .toList();
        }

        @Override
        public List<Replies.LocalRow> local() {
            var mine = new ArrayList<Replies.LocalRow>();
            int turn = 0;
            for (String id : wanted.keySet()) {
                int place = Math.floorMod(alive.indexOf(this) - turn++, hosts());
                if (alive.indexOf(this) < hosts() && (place < copies(turn) || everywhere(turn))) {
                    boolean active = !everywhere(turn) && place == 0;
                    mine.add(
                            new Replies.LocalRow(id, 1, role(active, turn), active ? handled.getOrDefault(id, 0L) : 0));
                }
            }
            if (losesAfterKill && launched > alive.size() && !mine.isEmpty()) {
                mine.removeFirst();
            }
            return mine;
        }

        private int copies(int turn) {
            return losesAStandby && launched > 3 && turn == 2 ? copies - 1 : copies;
        }

        private String role(boolean active, int turn) {
            boolean changed = turn == 2 && (active ? hasNoneActive : hasTwoActive);
            return active == changed ? "PASSIVE" : "ACTIVE";
        }

        private int hosts() {
            return freshStaysEmpty && launched > 3 ? alive.size() - 1 : alive.size();
        }

        private boolean everywhere(int turn) {
            return doublesAfterJoin && launched > 3 && turn == 1;
        }

        @Override
        public Replies.Started start(byte[] jsonLines, Duration timeout) {
            new SpecReader(KnownTypes.load()).parse("demo", jsonLines).forEach(one -> wanted.put(one.id(), one));
            return new Replies.Started(wanted.size(), 0, 0, List.of());
        }

        @Override
        public Replies.Stopped stop(Collection<String> ids, Duration timeout) {
            ids.forEach(wanted::remove);
            return new Replies.Stopped(ids.size(), 0, List.of());
        }

        @Override
        public Replies.Verified verify(String onNode, boolean own) {
            return own ? callAll() : callOthers(onNode);
        }

        private Replies.Verified callAll() {
            String chosen = wanted.keySet().iterator().next();
            for (String id : wanted.keySet()) {
                boolean first = id.equals(chosen);
                int times = first && dropsAMessage ? 0 : first && doublesAMessage ? 2 : 1;
                handled.merge(id, (long) times, Long::sum);
            }
            int failed = repliesGetLost ? 1 : 0;
            return new Replies.Verified(
                    wanted.size(), wanted.size() - failed, failed, failed == 0 ? List.of() : List.of("p: silent"));
        }

        private Replies.Verified callOthers(String onNode) {
            int asked = onNode.isEmpty()
                    ? wanted.size() - local().size()
                    : alive.stream()
                            .filter(node -> node.name.equals(onNode))
                            .mapToInt(node -> node.local().size())
                            .sum();
            return mute
                    ? new Replies.Verified(asked, 0, asked, List.of("p: silent"))
                    : new Replies.Verified(asked, asked, 0, List.of());
        }

        @Override
        public String ask(String id, String message) {
            return message;
        }

        @Override
        public void leave(Duration limit) {
            alive.remove(this);
            if (forgetsWhenOneLeaves) {
                handled.clear();
            }
        }

        @Override
        public void kill() {
            alive.remove(this);
        }
    }
}
