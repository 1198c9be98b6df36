package io.processhub.testkit.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.processhub.cluster.Cluster;
import io.processhub.cluster.Node;
import io.processhub.cluster.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** A toy protocol over a simulated network: every node pings its peers ten times a second, and pings are answered. */
final class Toy implements Node.Listener {
    static final Duration PERIOD = Duration.ofMillis(100);

    final SimulatedMachine machine;
    final List<String> heard = new ArrayList<>();
    final List<NodeId> absent = new ArrayList<>();
    final List<Cluster.View> views = new ArrayList<>();
    private final Node.Channel channel;
    private int pings;

    Toy(SimulatedMachine machine, String hubId) {
        this.machine = machine;
        this.channel = Node.join(machine.engine()).open(hubId, this);
    }

    static List<Toy> boot(SimulatedNetwork network, int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(number -> new Toy(network.boot("n" + number), "toy"))
                .toList();
    }

    static SimulatedNetwork network(long seed, Faults faults) {
        return new SimulatedNetwork(new Simulation(seed), faults, Detection.STANDARD, 65_536);
    }

    Toy chatting() {
        machine.environment().after(PERIOD, this::chat);
        return this;
    }

    private void chat() {
        pings++;
        view().peers().forEach(peer -> tell(peer, "ping " + pings));
        machine.environment().after(PERIOD, this::chat);
    }

    void tell(NodeId to, String text) {
        channel.send(List.of(to), (" ".repeat(channel.headerBytes()) + text).getBytes(UTF_8));
    }

    Cluster.View view() {
        return views.getLast();
    }

    List<String> members() {
        return view().members().stream().map(NodeId::toString).toList();
    }

    @Override
    public void onView(Cluster.View view) {
        views.add(view);
    }

    @Override
    public void onFrame(NodeId from, byte[] frame) {
        String text = new String(frame, UTF_8);
        heard.add(from + " " + text);
        if (text.startsWith("ping")) {
            tell(from, "pong" + text.substring(4));
        }
    }

    @Override
    public void onAbsent(NodeId peer) {
        absent.add(peer);
    }
}
