package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JGroupsClusterBuilderTest {
    private static final InetSocketAddress HERE = new InetSocketAddress(InetAddress.getLoopbackAddress(), 7800);

    private final JGroupsClusterBuilder builder = JGroupsCluster.tcp("a", HERE, List.of(HERE));

    @Test
    void badAddressesAreRefusedAtOnce() {
        var unresolved = InetSocketAddress.createUnresolved("nowhere.invalid", 7800);
        var withoutPort = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

        for (InetSocketAddress bad : List.of(unresolved, withoutPort)) {
            assertThatIllegalArgumentException().isThrownBy(() -> JGroupsCluster.tcp("a", bad, List.of()));
            assertThatIllegalArgumentException().isThrownBy(() -> JGroupsCluster.dns("a", bad, "hub.invalid"));
        }
        for (InetSocketAddress bad : List.of(withoutPort)) {
            assertThatIllegalArgumentException().isThrownBy(() -> JGroupsCluster.tcp("a", HERE, List.of(bad)));
        }
        assertThatIllegalArgumentException().isThrownBy(() -> JGroupsCluster.dns("a", HERE, " "));
    }

    @Test
    void badSettingsAreRefusedAtOnce(@TempDir Path folder) {
        Path missing = folder.resolve("missing.p12");

        assertThatIllegalArgumentException().isThrownBy(() -> JGroupsCluster.tcp("no spaces", HERE, List.of()));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.clusterName(" "));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.joinTimeout(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.joinLimit(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.suspicionTimeout(Duration.ofNanos(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.heartbeat(Duration.ofSeconds(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.tls(missing, missing, "secret"))
                .withMessageContaining("missing.p12");
    }

    @Test
    void aTimeoutShorterThanTwoHeartbeatsIsRefused() {
        builder.suspicionTimeout(Duration.ofSeconds(3)).heartbeat(Duration.ofSeconds(2));

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("heartbeat");
    }

    @Test
    void timesMayBeForEver() {
        Duration forever = ChronoUnit.FOREVER.getDuration();
        builder.joinTimeout(forever).suspicionTimeout(forever).heartbeat(forever);

        assertThatIllegalArgumentException().isThrownBy(builder::build).withMessageContaining("heartbeat");
    }

    @Test
    void whatACustomStackDecidesCannotBeSet(@TempDir Path folder) throws Exception {
        Path xml = Files.writeString(folder.resolve("stack.xml"), "<config/>");
        JGroupsClusterBuilder custom = JGroupsCluster.custom("a", xml);

        assertThatIllegalArgumentException().isThrownBy(() -> custom.joinTimeout(Duration.ofSeconds(1)));
        assertThatIllegalArgumentException().isThrownBy(() -> custom.tls(xml, xml, "secret"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JGroupsCluster.custom("a", folder.resolve("missing.xml")));
    }
}
