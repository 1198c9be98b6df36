package io.processhub.bench.pekko;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.processhub.bench.contestant.Place;

/** The configuration of a node: the defaults, and what is given to it in its favour. */
final class Settings {
    private static final String COMMON = """
            pekko {
              loggers = ["org.apache.pekko.event.slf4j.Slf4jLogger"]
              loglevel = WARNING
              log-dead-letters = off
              actor {
                provider = cluster
                serializers.bench = "io.processhub.bench.pekko.SentSerializer"
                serialization-bindings { "io.processhub.bench.pekko.Sent" = bench }
              }
              remote.artery {
                canonical { hostname = "127.0.0.1", port = %d }
                advanced { outbound-message-queue-size = 20000, maximum-frame-size = 2 MiB }
              }
              cluster {
                seed-nodes = ["pekko://bench@127.0.0.1:%d"]
                downing-provider-class = "org.apache.pekko.cluster.sbr.SplitBrainResolverProvider"
                sharding { number-of-shards = 100, distributed-data.durable.keys = [] }
              }
            }
            """;
    private static final String REMEMBER = """
            pekko.cluster.sharding { remember-entities = on, remember-entities-store = ddata }
            """;
    private static final String TUNED = """
            pekko.cluster {
              split-brain-resolver.stable-after = 3s
              failure-detector.acceptable-heartbeat-pause = 1s
              down-removal-margin = off
              sharding {
                rebalance-interval = 2s
                least-shard-allocation-strategy {
                  rebalance-absolute-limit = 1000
                  rebalance-relative-limit = 1.0
                }
                entity-recovery-strategy = all
              }
            }
            """;
    private static final String TLS = """
            pekko.remote.artery {
              transport = tls-tcp
              ssl.config-ssl-engine {
                key-store = "%1$s", trust-store = "%2$s"
                key-store-password = "%3$s", key-password = "%3$s", trust-store-password = "%3$s"
                protocol = "TLSv1.3", enabled-algorithms = ["TLS_AES_256_GCM_SHA384"]
              }
            }
            """;

    private Settings() {}

    static Config of(Place place, PekkoContestant.Kind kind) {
        var text =
                new StringBuilder(COMMON.formatted(place.port(), place.ports().getFirst()));
        if (kind != PekkoContestant.Kind.PLAIN) {
            text.append(REMEMBER);
        }
        if (kind == PekkoContestant.Kind.TUNED) {
            text.append(TUNED);
        }
        place.tls()
                .ifPresent(tls -> text.append(TLS.formatted(
                        tls.keystore().toString(), tls.truststore().toString(), tls.password())));
        return ConfigFactory.parseString(text.toString()).withFallback(ConfigFactory.load());
    }
}
