package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.Cluster;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Goal: strangers who connect to the port of a node cost it little, and keep no other node out. Method: a node in a JVM
 * of its own with 64 MiB, many connections that say nothing or announce what they do not send, and another node that
 * joins meanwhile.
 */
final class StrangersTest {
    private static final int MANY = 225;
    private static final int EIGHT_MEBIBYTES = 8 << 20;

    private final List<InetSocketAddress> hosts = Ports.free(2);
    private final List<Stranger> strangers = new ArrayList<>();

    @AfterEach
    void closeStrangers() throws IOException {
        for (Stranger stranger : strangers) {
            stranger.close();
        }
    }

    @Test
    void announcedMessagesThatNeverComeDoNotMakeANodeDeaf() throws Exception {
        try (OtherJvm node = OtherJvm.start("a", hosts.getFirst(), hosts, "-Xmx64m", "-XX:+ExitOnOutOfMemoryError")) {
            for (int i = 1; i <= MANY; i++) {
                Stranger stranger = keep(Stranger.introduced(hosts.getFirst(), i));
                stranger.announce(EIGHT_MEBIBYTES);
            }

            assertThatAnotherJoins();
            assertThat(node.alive()).isTrue();
        }
    }

    @Test
    void silentConnectionsKeepNoNewcomerOut() throws Exception {
        try (OtherJvm node = OtherJvm.start("a", hosts.getFirst(), hosts)) {
            for (int i = 0; i < MANY; i++) {
                keep(Stranger.silent(hosts.getFirst()));
            }

            assertThatAnotherJoins();
            assertThat(node.alive()).isTrue();
        }
    }

    @Test
    void whoDoesNotIntroduceItselfIsClosed() throws Exception {
        try (OtherJvm node = OtherJvm.start("a", hosts.getFirst(), hosts)) {
            Stranger silent = keep(Stranger.silent(hosts.getFirst()));

            assertThat(silent.closedWithin(20_000)).isTrue();
            assertThat(node.alive()).isTrue();
        }
    }

    @Test
    void theOldestOfTooManyGuestsHasToGo() throws Exception {
        try (OtherJvm node = OtherJvm.start("a", hosts.getFirst(), hosts)) {
            Stranger first = keep(Stranger.introduced(hosts.getFirst(), 1));
            for (int i = 2; i <= MANY; i++) {
                keep(Stranger.introduced(hosts.getFirst(), i));
            }

            assertThat(first.closedWithin(5_000)).isTrue();
            assertThat(strangers.getLast().closedWithin(500)).isFalse();
            assertThat(node.alive()).isTrue();
        }
    }

    private Stranger keep(Stranger stranger) {
        strangers.add(stranger);
        return stranger;
    }

    private void assertThatAnotherJoins() throws InterruptedException {
        var heard = new RecordingListener();
        try (Cluster newcomer = JGroupsCluster.tcp("b", hosts.getLast(), hosts)
                .joinTimeout(Duration.ofSeconds(3))
                .build()) {
            newcomer.join(heard);
            heard.viewOf("a", "b");
        }
    }
}
