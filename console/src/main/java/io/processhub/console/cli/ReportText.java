package io.processhub.console.cli;

import io.processhub.console.demo.Report;
import io.processhub.console.terminal.Table;
import io.processhub.console.terminal.Terminal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * Renders a report as text.
 *
 * @param report the report
 */
record ReportText(Report report) {

    List<String> lines() {
        var lines = new ArrayList<String>();
        section(lines, spreads());
        section(lines, copies());
        section(lines, samples());
        section(lines, checks());
        lines.add("");
        lines.add(
                report.verdict().ok()
                        ? "All checks passed."
                        : "FAILED: "
                                + (report.verdict().error() == null
                                        ? "see above"
                                        : report.verdict().error()));
        return lines;
    }

    private static void section(List<String> lines, List<String> section) {
        if (!section.isEmpty()) {
            lines.add("");
            lines.addAll(section);
        }
    }

    /** A table with a row for each node and a column for each point of the demo. */
    private List<String> spreads() {
        if (report.spreads().isEmpty()) {
            return List.of();
        }
        var headings = new ArrayList<String>(List.of("processes on"));
        var nodes = new LinkedHashSet<String>();
        report.spreads().forEach(spread -> {
            headings.add(spread.when());
            nodes.addAll(spread.perNode().keySet());
        });
        var table = new Table(headings.toArray(String[]::new));
        for (String node : nodes) {
            var row = new ArrayList<Object>(List.of(node));
            report.spreads().forEach(spread -> {
                Integer count = spread.perNode().get(node);
                row.add(count == null ? "-" : count.toString());
            });
            table.row(row.toArray());
        }
        return table.lines();
    }

    /** A table with a row for each point of the demo. */
    private List<String> copies() {
        if (report.size().replicas() == 1 || report.spreads().isEmpty()) {
            return List.of();
        }
        var table = new Table("of each process", "copies", "active");
        report.spreads().forEach(spread -> table.row(spread.when(), spread.copies(), spread.active()));
        return table.lines();
    }

    private List<String> samples() {
        if (report.samples().isEmpty()) {
            return List.of();
        }
        var table = new Table("for example", "on", "answers another node");
        report.samples().forEach(sample -> table.row(sample.id(), sample.node(), sample.reply()));
        return table.lines(Terminal.COLUMNS);
    }

    private List<String> checks() {
        return new Table("check", "result")
                .row("processes wanted", report.size().processes())
                .row("all started after", millis(report.times().startedMs()))
                .row("registries equal", report.check().registriesEqual() ? "yes" : "no")
                .row("answered another node", report.check().answered())
                .row("all on the survivors after", millis(report.times().failoverMs()))
                .row("lost", report.check().count().lost())
                .row("duplicated", report.check().count().duplicated())
                .row("copies missing", report.check().count().copiesMissing())
                .row("roles wrong", report.check().count().rolesWrong())
                .row("new node had its share after", millis(report.times().rejoinMs()))
                .row("all on the remaining nodes after", millis(report.times().leaveMs()))
                .row("moved while one joined and one left", report.load().moved())
                .row("states kept", report.load().statesKept())
                .row("messages sent", report.load().messages())
                .row("messages lost", report.load().messagesLost())
                .row("messages duplicated", report.load().messagesDoubled())
                .row("messages without an answer", report.load().messagesUnanswered())
                .lines();
    }

    private static String millis(long value) {
        return value < 0 ? "not reached" : value + " ms";
    }
}
