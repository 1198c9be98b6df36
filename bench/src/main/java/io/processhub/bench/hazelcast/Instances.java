package io.processhub.bench.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.IndexConfig;
import com.hazelcast.config.IndexType;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import io.processhub.bench.contestant.Place;

/** Opens instances with their defaults, on the loopback address only. */
final class Instances {
    static final String THINGS = "things";
    private static final String LEAVE_SECONDS = "60";

    private Instances() {}

    static HazelcastInstance open(Place place) {
        var config = new Config(place.name());
        config.setClusterName("bench");
        config.setProperty("hazelcast.logging.type", "slf4j");
        config.setProperty("hazelcast.phone.home.enabled", "false");
        config.setProperty("hazelcast.shutdownhook.enabled", "false");
        config.setProperty("hazelcast.graceful.shutdown.max.wait", LEAVE_SECONDS);
        config.setProperty("hazelcast.wait.seconds.before.join", "1");
        var network = config.getNetworkConfig().setPort(place.port()).setPortAutoIncrement(false);
        network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
        var join = network.getJoin();
        join.getAutoDetectionConfig().setEnabled(false);
        join.getMulticastConfig().setEnabled(false);
        join.getTcpIpConfig().setEnabled(true);
        place.ports().forEach(port -> join.getTcpIpConfig().addMember("127.0.0.1:" + port));
        config.getMapConfig(THINGS).addIndexConfig(new IndexConfig(IndexType.HASH, "tag"));
        return Hazelcast.newHazelcastInstance(config);
    }
}
