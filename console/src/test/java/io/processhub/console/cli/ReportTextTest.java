package io.processhub.console.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.console.admin.Json;
import io.processhub.console.demo.Report;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ReportTextTest {
    private static final Report GOOD = new Report(
            new Report.Size(2, 100, 2),
            new Report.Times(812, 1_400, 2_100, 900),
            new Report.Check(true, 100, new Report.Count(0, 0, 0, 0)),
            new Report.Load(48, 48, 3_000, 0, 0, 0),
            new Report.Verdict(true, null),
            new Report.Changes("n1", "n3", "n2"),
            List.of(
                    new Report.Spread("started", Map.of("n1", 60), new Report.Range(2, 2), new Report.Range(1, 1)),
                    new Report.Spread("n3 joined", Map.of("n3", 48), new Report.Range(1, 2), new Report.Range(0, 1))),
            List.of(new Report.Sample("clock/UTC", "n1", "12:00Z")));

    @Test
    void aReportIsReadable() {
        assertThat(new ReportText(GOOD).lines())
                .containsExactly(
                        "",
                        "processes on  started  n3 joined",
                        "n1                 60          -",
                        "n3                  -         48",
                        "",
                        "of each process  copies  active",
                        "started          2       1",
                        "n3 joined        1 to 2  0 to 1",
                        "",
                        "for example  on  answers another node",
                        "clock/UTC    n1  12:00Z",
                        "",
                        "check                                result",
                        "processes wanted                     100",
                        "all started after                    812 ms",
                        "registries equal                     yes",
                        "answered another node                100",
                        "all on the survivors after           1400 ms",
                        "lost                                 0",
                        "duplicated                           0",
                        "copies missing                       0",
                        "roles wrong                          0",
                        "new node had its share after         2100 ms",
                        "all on the remaining nodes after     900 ms",
                        "moved while one joined and one left  48",
                        "states kept                          48",
                        "messages sent                        3000",
                        "messages lost                        0",
                        "messages duplicated                  0",
                        "messages without an answer           0",
                        "",
                        "All checks passed.");
    }

    @Test
    void aFailureSaysWhy() {
        var bad = new Report(
                new Report.Size(2, 100, 1),
                Report.Times.NONE,
                new Report.Check(false, 0, new Report.Count(3, 1, 0, 0)),
                Report.Load.NONE,
                new Report.Verdict(false, "waited 1 s for the nodes"),
                Report.Changes.NONE,
                List.of(),
                List.of());

        assertThat(new ReportText(bad).lines())
                .contains("all started after                    not reached")
                .endsWith("FAILED: waited 1 s for the nodes");
    }

    @Test
    void theJsonHasTheAgreedNames() {
        assertThat(Json.MAPPER.writeValueAsString(GOOD))
                .startsWith("{\"nodes\":2,\"processes\":100,\"replicas\":2,"
                        + "\"started_ms\":812,\"failover_ms\":1400,\"rejoin_ms\":2100,\"leave_ms\":900,"
                        + "\"registries_equal\":true,\"answered\":100,"
                        + "\"lost\":0,\"duplicated\":0,\"copies_missing\":0,\"roles_wrong\":0,"
                        + "\"moved\":48,\"states_kept\":48,\"messages\":3000,\"messages_lost\":0,"
                        + "\"messages_doubled\":0,\"messages_unanswered\":0,\"ok\":true,\"error\":null,"
                        + "\"killed\":\"n1\",\"fresh\":\"n3\",\"left\":\"n2\",\"spreads\":[")
                .contains("{\"when\":\"n3 joined\",\"per_node\":{\"n3\":48},\"copies\":{\"min\":1,\"max\":2},"
                        + "\"active\":{\"min\":0,\"max\":1}}")
                .endsWith("\"reply\":\"12:00Z\"}]}");
    }
}
