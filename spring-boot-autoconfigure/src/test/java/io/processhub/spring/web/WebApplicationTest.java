package io.processhub.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.process.ProcessType;
import io.processhub.spring.Applications;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** A web application as a user would write it, asked over HTTP. */
final class WebApplicationTest {
    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context = application();

    @SpringBootApplication
    @Import(Applications.Whole.class)
    static class Application {}

    @RestController
    static class Echoes {
        private static final ProcessType<String> ECHO = ProcessType.of("echo", String.class, String.class);

        private final ProcessHub hub;

        Echoes(ProcessHub hub) {
            this.hub = hub;
        }

        @GetMapping("/echo/{id}/{text}")
        String echo(@PathVariable String id, @PathVariable String text) {
            return hub.ref(ECHO, id).ask(text, String.class).join();
        }
    }

    private static ConfigurableApplicationContext application(String... arguments) {
        return new SpringApplicationBuilder(Application.class, Echoes.class)
                .properties(
                        "server.address=127.0.0.1",
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "management.endpoints.web.exposure.include=health,processhub",
                        "management.endpoint.health.show-details=always")
                .run(arguments);
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString("{}"))
                .build();
        return client.send(request, BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    @AfterEach
    void close() {
        context.close();
        client.close();
    }

    @Test
    void aControllerAsksAProcess() throws IOException, InterruptedException {
        assertThat(get("/echo/echo/hi").body()).isEqualTo("hi");
    }

    @Test
    void aCallThatFailsIsAProblem() throws IOException, InterruptedException {
        HttpResponse<String> answer = get("/echo/absent/hi");

        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.headers().firstValue("Content-Type")).hasValue("application/problem+json");
        assertThat(answer.body()).contains("\"reason\":\"NOT_FOUND\"", "\"process\":\"absent\"");
    }

    @Test
    void healthHasTheHubAndReadinessWaitsForIt() throws IOException, InterruptedException {
        assertThat(get("/actuator/health").body()).contains("\"processhub\":", "\"quorum\":true");
        assertThat(get("/actuator/health/readiness").body()).contains("\"processhub\":");
        assertThat(get("/actuator/health/liveness").body()).doesNotContain("processhub");
    }

    @Test
    void theEndpointShowsTheHub() throws IOException, InterruptedException {
        assertThat(get("/actuator/processhub").body()).contains("\"phase\":\"RUNNING\"");
        assertThat(get("/actuator/processhub/nodes").body()).contains("\"self\":true");
        assertThat(get("/actuator/processhub/types").body()).contains("\"type\":\"echo\"");
        assertThat(get("/actuator/processhub/processes?type=echo").body())
                .contains("\"id\":\"echo\"")
                .doesNotContain("clock");
        assertThat(get("/actuator/processhub/processes?limit=1").body()).contains("\"next\":\"clock\"");
        assertThat(get("/actuator/processhub/processes/clock").body()).contains("\"role\":\"ACTIVE\"");
        assertThat(get("/actuator/processhub/explain/clock").body()).contains("\"wanted\":true");
        assertThat(get("/actuator/processhub/dry-run/join/other").body()).contains("\"processes\":2");
    }

    @Test
    void whatIsNotThereIsNotFoundAndWhatIsWrongIsRefused() throws IOException, InterruptedException {
        assertThat(get("/actuator/processhub/processes/absent").statusCode()).isEqualTo(404);
        assertThat(get("/actuator/processhub/nonsense").statusCode()).isEqualTo(404);
        assertThat(get("/actuator/processhub/processes?limit=0").statusCode()).isEqualTo(400);
        assertThat(get("/actuator/processhub/dry-run").statusCode()).isEqualTo(404);
        assertThat(get("/actuator/processhub/dry-run/leave/absent").statusCode())
                .isEqualTo(400);
    }

    @Test
    void commandsNeedUnrestrictedAccess() throws IOException, InterruptedException {
        assertThat(post("/actuator/processhub/stop/echo").statusCode()).isEqualTo(405);

        context.close();
        context = application("--management.endpoint.processhub.access=unrestricted");

        assertThat(post("/actuator/processhub/stop/echo").body()).contains("\"done\":true");
        assertThat(post("/actuator/processhub/drain/absent").statusCode()).isEqualTo(404);
    }
}
