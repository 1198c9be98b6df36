package io.processhub.console.cut;

import io.processhub.console.admin.Replies;
import io.processhub.console.demo.Member;
import io.processhub.console.input.SpecReader;
import io.processhub.console.workload.KnownTypes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.stream.IntStream;

/**
 * Five nodes that share one registry, of which two can be cut off; then the others run everything at once. Its switches
 * break one promise each. Changes come from several threads.
 */
final class SimulatedSplit implements CutFleet, Network {
    private static final int NODES = 5;
    private static final String REFUSAL = " has no quorum; ask again when it can reach more nodes";

    private final ConcurrentSkipListSet<String> running = new ConcurrentSkipListSet<>();
    private volatile boolean cut;
    private volatile boolean healed;

    final List<String> changes = new ArrayList<>();
    boolean minorityRunsOn;
    boolean minorityStarts;
    boolean majorityLoses;
    boolean loses;
    boolean resurrects;
    boolean doubles;
    boolean staysSplit;
    boolean registriesDiffer;
    boolean dies;

    @Override
    public List<Member> launch(int count) {
        return IntStream.rangeClosed(1, count)
                .<Member>mapToObj(node -> new Node(this, "n" + node))
                .toList();
    }

    @Override
    public Lives lives() {
        return new Lives(List.of());
    }

    @Override
    public String means() {
        return "simulated";
    }

    @Override
    public void cut(CutKind kind, List<Integer> minority, List<Integer> majority) {
        changes.add(kind + " " + minority + " " + majority);
        cut = true;
    }

    @Override
    public void heal() {
        changes.add("healed");
        cut = staysSplit;
        healed = true;
    }

    /** A node whose status is another one. */
    record Saying(Node node, Replies.Membership membership) implements Member {
        @Override
        public String name() {
            return node.name();
        }

        @Override
        public boolean alive() {
            return node.alive();
        }

        @Override
        public Replies.Status status() {
            return node.status(membership);
        }

        @Override
        public List<Replies.ProcessRow> registry() {
            return node.registry();
        }

        @Override
        public List<Replies.LocalRow> local() {
            return node.local();
        }

        @Override
        public Replies.Started start(byte[] jsonLines, Duration timeout) {
            return node.start(jsonLines, timeout);
        }

        @Override
        public Replies.Stopped stop(Collection<String> ids, Duration timeout) {
            return node.stop(ids, timeout);
        }

        @Override
        public Replies.Verified verify(String onNode, boolean own) {
            return node.verify(onNode, own);
        }

        @Override
        public String ask(String id, String message) {
            return node.ask(id, message);
        }

        @Override
        public void leave(Duration limit) {
            node.leave(limit);
        }

        @Override
        public void kill() {
            node.kill();
        }
    }

    /** One of the five; the first two are the minority. */
    record Node(SimulatedSplit world, String name) implements Member {
        private int number() {
            return Integer.parseInt(name.substring(1));
        }

        private boolean cutOff() {
            return world.cut && number() <= 2;
        }

        @Override
        public boolean alive() {
            return !(world.dies && world.cut && number() == 4);
        }

        @Override
        public Replies.Status status() {
            int from = world.cut && number() > 2 ? 3 : 1;
            int to = cutOff() ? 2 : NODES;
            var members =
                    IntStream.rangeClosed(from, to).mapToObj(node -> "n" + node).toList();
            return status(new Replies.Membership(
                    members, !cutOff(), false, List.of(), cutOff() ? "2 of 5 votes are here" : ""));
        }

        Replies.Status status(Replies.Membership membership) {
            String digest = world.registriesDiffer && world.healed ? name : "0";
            var registry = new Replies.RegistryState(world.running.size(), 0, digest);
            return new Replies.Status("demo", name, "RUNNING", membership, registry, 0, Map.of(), List.of());
        }

        @Override
        public List<Replies.ProcessRow> registry() {
            return List.of();
        }

        @Override
        public List<Replies.LocalRow> local() {
            if (cutOff()) {
                return world.minorityRunsOn ? List.of(row("echo-000001")) : List.of();
            }
            var rows = new ArrayList<Replies.LocalRow>();
            int owner = NODES;
            if (number() == owner) {
                world.running.forEach(id -> rows.add(row(id)));
            }
            broken(rows);
            return rows;
        }

        private void broken(List<Replies.LocalRow> rows) {
            if ((world.majorityLoses && world.cut) || (world.loses && world.healed)) {
                rows.removeIf(row -> row.id().equals("echo-000001"));
            }
            if (world.resurrects && world.healed && number() == 3) {
                rows.add(row("stopped before"));
            }
            if (world.doubles && world.healed && number() == 3) {
                rows.add(row("echo-000001"));
            }
        }

        private static Replies.LocalRow row(String id) {
            return new Replies.LocalRow(id, 1, "ACTIVE", 0);
        }

        @Override
        public Replies.Started start(byte[] jsonLines, Duration timeout) {
            if (cutOff() && !world.minorityStarts) {
                return new Replies.Started(0, 0, 1, List.of("p: node " + name + REFUSAL));
            }
            var wanted = new SpecReader(KnownTypes.load()).parse("demo", jsonLines);
            wanted.forEach(one -> world.running.add(one.id()));
            return new Replies.Started(wanted.size(), 0, 0, List.of());
        }

        @Override
        public Replies.Stopped stop(Collection<String> ids, Duration timeout) {
            if (cutOff()) {
                return new Replies.Stopped(0, ids.size(), List.of("p: node " + name + REFUSAL));
            }
            world.running.removeAll(ids);
            return new Replies.Stopped(ids.size(), 0, List.of());
        }

        @Override
        public Replies.Verified verify(String onNode, boolean own) {
            return new Replies.Verified(0, 0, 0, List.of());
        }

        @Override
        public String ask(String id, String message) {
            return cutOff() ? "" : message;
        }

        @Override
        public void leave(Duration limit) {}

        @Override
        public void kill() {}
    }
}
