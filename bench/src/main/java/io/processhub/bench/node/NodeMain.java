package io.processhub.bench.node;

import static java.util.Map.entry;

import io.processhub.bench.contestant.Member;
import io.processhub.bench.contestant.Place;
import io.processhub.bench.contestant.Waiting;
import io.processhub.bench.roster.Roster;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;

/**
 * The JVM of a node: reads orders from its standard input, a line each, does them side by side, and writes replies to
 * its standard output. It ends when its input ends, and so with the driver, however that ends.
 */
public final class NodeMain {
    /** Taken before anything is logged: what a peer or a logger prints must not look like a reply. */
    private static final PrintStream REPLIES = takeOut();

    private static final Logger LOG = LoggerFactory.getLogger(NodeMain.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int ORPHANED = 3;

    private final Member member;
    private final Map<String, Work> works;

    private NodeMain(Member member) {
        this.member = member;
        var messages = new MessageWork();
        works = Map.ofEntries(
                entry("members", NodeMain::members),
                entry("leave", NodeMain::leave),
                entry("start", RegistryWork::start),
                entry("stop", RegistryWork::stop),
                entry("await_known", RegistryWork::awaitKnown),
                entry("register", RegistryWork::register),
                entry("await_names", RegistryWork::awaitNames),
                entry("hosted", RegistryWork::hosted),
                entry("await_hosted", RegistryWork::awaitHosted),
                entry("await_elsewhere", RegistryWork::awaitElsewhere),
                entry("lookup", RegistryWork::lookup),
                entry("start_tagged", RegistryWork::startTagged),
                entry("tag", RegistryWork::tag),
                entry("open", messages::open),
                entry("tell", messages::tell),
                entry("ask", messages::ask),
                entry("open_link", MessageWork::openLink),
                entry("remote_tell", MessageWork::remoteTell),
                entry("remote_ask", MessageWork::remoteAsk),
                entry("usage", UsageWork::usage),
                entry("heap", UsageWork::heap),
                entry("idle", UsageWork::idle));
    }

    /**
     * Runs a node.
     *
     * @param arguments the name of the contestant, and its place as JSON
     */
    public static void main(String[] arguments) throws Exception {
        Place place = JSON.readValue(arguments[1], Place.class);
        try (var orders = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            UsageWork.begin();
            Member member = Roster.named(arguments[0]).open(place);
            new NodeMain(member).serve(orders);
        } catch (Exception | LinkageError failure) {
            LOG.error("the node cannot run", failure);
        }
        Runtime.getRuntime().halt(ORPHANED);
    }

    private static PrintStream takeOut() {
        PrintStream out = System.out;
        System.setOut(System.err);
        return out;
    }

    private void serve(BufferedReader orders) throws IOException {
        reply(new Reply(0, "", Map.of()));
        for (String line = orders.readLine(); line != null; line = orders.readLine()) {
            Order order = JSON.readValue(line, Order.class);
            Thread.ofPlatform().name("bench-" + order.work()).start(() -> reply(done(order)));
        }
    }

    private Reply done(Order order) {
        try {
            Work work = works.get(order.work());
            if (work == null) {
                throw new IllegalArgumentException(
                        "work '" + order.work() + "' is unknown; there are " + works.keySet());
            }
            return new Reply(order.id(), "", work.run(member, order));
        } catch (Exception | AssertionError failure) {
            LOG.error("{} failed", order, failure);
            return new Reply(order.id(), String.valueOf(failure), Map.of());
        }
    }

    private synchronized void reply(Reply reply) {
        REPLIES.println(JSON.writeValueAsString(reply));
        REPLIES.flush();
    }

    private static Map<String, Double> members(Member member, Order order) throws Exception {
        int count = order.number("count");
        Waiting.until("the node sees " + count + " members", () -> member.members() == count);
        return Map.of();
    }

    private static Map<String, Double> leave(Member member, Order order) {
        long begin = System.nanoTime();
        member.close();
        return Map.of("leave_nanos", (double) (System.nanoTime() - begin));
    }
}
