package io.processhub.examples.devices;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spring.test.SpringHubCluster;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tour of the README, with three nodes in one JVM. */
final class DevicesTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private final SpringHubCluster cluster = SpringHubCluster.of(DevicesApplication.class)
            .properties("logging.level.root=warn")
            .start(3);

    private URI uri(int node, String path) {
        String port = cluster.contexts().get(node).getEnvironment().getProperty("local.server.port");
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private HttpResponse<String> get(int node, String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(node, path)).build(), BodyHandlers.ofString());
    }

    private int read(int node, String serial, double value) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(node, "/devices/" + serial + "/readings?value=" + value))
                .POST(BodyPublishers.noBody())
                .build();
        return client.send(request, BodyHandlers.ofString()).statusCode();
    }

    @AfterEach
    void close() {
        cluster.close();
        client.close();
    }

    @Test
    void anyNodeAnswersForADeviceAndReadingsMoveWithItsSession() throws IOException, InterruptedException {
        assertThat(read(0, "a1", 20.5)).isEqualTo(202);
        cluster.settle();
        assertThat(get(0, "/devices/a1").body()).contains("\"readings\":1"); // after the reading, from its node
        String before = get(1, "/devices/a1").body();
        assertThat(before).contains("\"readings\":1", "\"last\":20.5");
        assertThat(get(2, "/devices/unknown").statusCode()).isEqualTo(404);

        int host = IntStream.range(0, 3)
                .filter(node -> before.contains(cluster.hub(node).self().name()))
                .findFirst()
                .orElseThrow();
        cluster.close(host);
        cluster.settle();

        assertThat(get((host + 1) % 3, "/devices/a1").body())
                .contains("\"readings\":1", "\"last\":20.5")
                .doesNotContain(cluster.hub(host).self().name());
    }

    @Test
    void thePageOfPrometheusHasTheHub() throws IOException, InterruptedException {
        assertThat(get(0, "/actuator/prometheus").body()).contains("processhub_members_nodes{hub=\"devices\"} 3");
    }
}
