package io.processhub.console.cut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.processhub.console.demo.DemoException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Method: a false {@code ip} that writes down what it is called with and given. */
@DisabledOnOs(OS.WINDOWS)
final class NamespacesTest {
    private static final String PREFIX = "processhub-" + ProcessHandle.current().pid() + '-';

    @TempDir
    private Path folder;

    private Path calls = Path.of("");

    @BeforeEach
    void noCallsYet() throws IOException {
        calls = Files.createFile(folder.resolve("calls"));
    }

    private Namespaces namespaces(String ending) throws IOException {
        Path program = Files.writeString(
                folder.resolve("ip"),
                "#!/bin/sh\n{ printf '%s\\n' \"$*\"; sed 's/^/  /'; } >> " + calls + '\n' + ending + '\n');
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return new Namespaces(program.toString(), 3);
    }

    private List<String> calls() throws IOException {
        var lines = Files.readAllLines(calls);
        Files.writeString(calls, "");
        return lines;
    }

    @Test
    void eachNodeHasANamespaceOnABridgeAndKnowsAllOthers() throws IOException {
        namespaces("").open();

        assertThat(calls())
                .startsWith(
                        "netns add " + PREFIX + "bridge",
                        "netns add " + PREFIX + "n1",
                        "netns add " + PREFIX + "n2",
                        "netns add " + PREFIX + "n3",
                        "-n " + PREFIX + "bridge -batch -",
                        "  link add name switch type bridge")
                .containsSequence(
                        "-n " + PREFIX + "n3 -batch -",
                        "  link set lo up",
                        "  addr add " + Namespaces.address(3) + "/24 dev eth0",
                        "  link set eth0 up",
                        neighbour(1, "00"),
                        neighbour(2, "00"));
    }

    private static String neighbour(int node, String group) {
        return "  neigh replace " + Namespaces.address(node) + " lladdr 02:00:00:00:" + group + ":0" + node
                + " nud permanent dev eth0";
    }

    @Test
    void aOneWayCutChangesTheSendersOnly() throws IOException {
        var network = namespaces("");

        network.cut(CutKind.MUTE, List.of(1), List.of(2, 3));
        assertThat(calls()).containsExactly("-n " + PREFIX + "n1 -batch -", neighbour(2, "01"), neighbour(3, "01"));

        network.cut(CutKind.DEAF, List.of(1), List.of(2, 3));
        assertThat(calls())
                .containsExactly(
                        "-n " + PREFIX + "n2 -batch -",
                        neighbour(1, "01"),
                        "-n " + PREFIX + "n3 -batch -",
                        neighbour(1, "01"));
    }

    @Test
    void aTwoWayCutIsBoth() throws IOException {
        namespaces("").cut(CutKind.TWO_WAY, List.of(1), List.of(2, 3));

        assertThat(calls()).filteredOn(line -> line.startsWith("-n")).hasSize(3);
    }

    @Test
    void aHealRestoresEachEntry() throws IOException {
        namespaces("").heal();

        assertThat(calls())
                .filteredOn(line -> line.contains("neigh"))
                .hasSize(6)
                .allMatch(line -> line.contains("lladdr 02:00:00:00:00:"));
    }

    @Test
    void allAreRemovedAndNoneIsMadeAfterwards() throws IOException {
        var network = namespaces("exit 1");

        network.close();

        assertThat(calls())
                .containsExactly(
                        "netns del " + PREFIX + "n1",
                        "netns del " + PREFIX + "n2",
                        "netns del " + PREFIX + "n3",
                        "netns del " + PREFIX + "bridge");
        assertThatExceptionOfType(DemoException.class).isThrownBy(network::open);
        assertThat(calls()).isEmpty();
    }

    @Test
    void aMachineThatDoesNotAllowItSaysWhatIsMissing() throws IOException {
        var forbidden = namespaces("echo Operation not permitted; exit 2");

        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(forbidden::open)
                .withMessageStartingWith("needs Linux, iproute2, and root or a user namespace: ")
                .withMessageEndingWith("netns add " + PREFIX + "bridge: Operation not permitted");
        assertThatExceptionOfType(UnavailableException.class)
                .isThrownBy(new Namespaces(folder.resolve("missing").toString(), 3)::open)
                .withMessageContaining("missing");
    }

    @Test
    void aCutThatFailsIsNoMissingPermission() throws IOException {
        var broken = namespaces("echo gone; exit 1");

        assertThatExceptionOfType(DemoException.class)
                .isThrownBy(broken::heal)
                .withMessageStartingWith("the network cannot be changed: ");
    }
}
