package io.processhub.bench.infinispan;

import io.processhub.bench.contestant.Finder;
import io.processhub.bench.contestant.Names;
import io.processhub.bench.contestant.Place;
import io.processhub.bench.contestant.Window;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.infinispan.Cache;
import org.infinispan.configuration.cache.CacheMode;
import org.infinispan.configuration.cache.ConfigurationBuilder;
import org.infinispan.configuration.global.GlobalConfigurationBuilder;
import org.infinispan.manager.DefaultCacheManager;
import org.infinispan.manager.EmbeddedCacheManager;
import org.infinispan.remoting.transport.jgroups.JGroupsTransport;
import org.jspecify.annotations.Nullable;

/** A cache manager with one cache, over the TCP stack that Infinispan ships. */
final class InfinispanMember implements Finder, Names {
    private static final String STACK = "org/infinispan/configuration/default-jgroups-tcp.xml";
    private static final String DISCOVERY = "(?s)<MPING.*?/>";
    private static final String FAILURE_PORT_OFFSET = "137";
    private static final int PART = 1_000;

    private final String name;
    private final EmbeddedCacheManager manager;
    private final Cache<String, String> cache;

    InfinispanMember(Place place) throws IOException {
        name = place.name();
        System.setProperty("jgroups.bind.address", "127.0.0.1");
        System.setProperty("jgroups.bind.port", "" + place.port());
        System.setProperty("jgroups.port_range", "0");
        System.setProperty("jgroups.fd.port-offset", FAILURE_PORT_OFFSET);
        GlobalConfigurationBuilder global = GlobalConfigurationBuilder.defaultClusteredBuilder();
        global.transport()
                .clusterName("bench")
                .nodeName(name)
                .addProperty(JGroupsTransport.CONFIGURATION_XML, stack(place));
        manager = new DefaultCacheManager(global.build());
        manager.defineConfiguration(
                "names",
                new ConfigurationBuilder()
                        .clustering()
                        .cacheMode(CacheMode.REPL_SYNC)
                        .build());
        cache = manager.getCache("names");
    }

    /** Its default stack finds members by multicast, which other machines would receive; here by their addresses. */
    private static String stack(Place place) throws IOException {
        String hosts =
                place.ports().stream().map(port -> "127.0.0.1[" + port + "]").collect(Collectors.joining(","));
        try (InputStream shipped = DefaultCacheManager.class.getClassLoader().getResourceAsStream(STACK)) {
            if (shipped == null) {
                throw new IOException("Infinispan ships no " + STACK);
            }
            return new String(shipped.readAllBytes(), StandardCharsets.UTF_8)
                    .replaceFirst(DISCOVERY, "<TCPPING port_range=\"0\" initial_hosts=\"" + hosts + "\"/>");
        }
    }

    @Override
    public int members() {
        return manager.getMembers().size();
    }

    @Override
    public void start(List<String> ids) throws Exception {
        Window.parts(ids, PART, part -> {
            Map<String, String> named = new LinkedHashMap<>();
            part.forEach(id -> named.put(id, name));
            return cache.putAllAsync(named);
        });
    }

    @Override
    public void stop(List<String> ids) throws Exception {
        Window.run(ids.size(), PART, number -> cache.removeAsync(ids.get(number)));
    }

    @Override
    public int known() {
        return cache.getAdvancedCache().getDataContainer().sizeIncludingExpired();
    }

    @Override
    public int hosted() {
        return 0;
    }

    @Override
    public IntFunction<@Nullable Object> finder(List<String> ids) {
        String[] prepared = ids.toArray(String[]::new);
        return number -> cache.get(prepared[number]);
    }

    @Override
    public void register(List<String> ids) throws Exception {
        start(ids);
    }

    @Override
    public int names() {
        return known();
    }

    @Override
    public void close() {
        manager.stop();
    }
}
