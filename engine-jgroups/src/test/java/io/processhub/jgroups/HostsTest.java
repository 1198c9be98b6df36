package io.processhub.jgroups;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.jgroups.protocols.dns.DNSResolver;
import org.jgroups.stack.IpAddress;
import org.junit.jupiter.api.Test;

/** What names stand for. */
final class HostsTest {
    private static final int PORT = 7800;

    private static InetAddress address(int last) throws UnknownHostException {
        return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
    }

    @Test
    void aNameCountsAsAllItsAddressesAndOneWithoutAnAddressIsSkipped() throws UnknownHostException {
        InetAddress[] two = {address(1), address(2)};
        Hosts.Resolver resolver = name -> {
            if (name.equals("nodes")) {
                return two;
            }
            throw new UnknownHostException(name);
        };
        var listed = new Hosts.Listed(
                List.of(
                        InetSocketAddress.createUnresolved("nowhere", PORT),
                        InetSocketAddress.createUnresolved("nodes", PORT)),
                resolver);

        assertThat(listed.find().addresses())
                .containsExactlyInAnyOrder(
                        new InetSocketAddress(address(1), PORT), new InetSocketAddress(address(2), PORT));
        assertThat(listed.find().unresolved()).containsExactly("nowhere:" + PORT);
    }

    @Test
    void aRecordWithoutAPortMeansThePortOfThisNode() throws UnknownHostException {
        var first = new IpAddress(address(1), 0);
        var second = new IpAddress(address(2), 9);
        DNSResolver records = (query, type) -> type == DNSResolver.DNSRecordType.A ? List.of(first, second) : List.of();
        var service = new Hosts.Service("nodes.test", PORT, records);
        var unknown = new Hosts.Service("_nodes.test", PORT, records);

        assertThat(service.find().addresses())
                .containsExactlyInAnyOrder(
                        new InetSocketAddress(address(1), PORT), new InetSocketAddress(address(2), 9));
        assertThat(unknown.find()).isEqualTo(new Hosts.Found(Set.of(), List.of("_nodes.test")));
    }
}
