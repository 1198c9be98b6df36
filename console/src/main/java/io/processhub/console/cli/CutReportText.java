package io.processhub.console.cli;

import io.processhub.console.cut.CutReport;
import io.processhub.console.cut.CutReport.Cut;
import io.processhub.console.terminal.Table;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Renders the report of a split as text.
 *
 * @param report the report
 */
record CutReportText(CutReport report) {

    List<String> lines() {
        var lines = new ArrayList<String>();
        lines.add("");
        lines.add("means: " + report.setup().means());
        report.cuts().stream()
                .flatMap(cut -> cut.refusals().advice().entrySet().stream())
                .map(said -> said.getKey() + " says: " + said.getValue())
                .distinct()
                .forEach(lines::add);
        if (!report.cuts().isEmpty()) {
            lines.add("");
            lines.addAll(checks());
        }
        lines.add("");
        lines.add(
                report.verdict().ok()
                        ? "All checks passed."
                        : "FAILED: " + report.verdict().error());
        return lines;
    }

    private List<String> checks() {
        var table = new Table("check");
        row(table, "cut", Cut::kind);
        row(table, "minority noticed after", cut -> millis(cut.times().detectedMs()));
        row(table, "minority stopped after", cut -> millis(cut.times().stoppedInMinorityMs()));
        row(table, "allowed", cut -> millis(cut.limitMs()));
        row(table, "longest with two copies", cut -> millis(cut.times().ranInBothMs()));
        row(table, "majority ran all after", cut -> millis(cut.times().majorityCompleteMs()));
        row(table, "starts refused in the minority", cut -> cut.refusals().startsRefused());
        row(table, "stops refused in the minority", cut -> cut.refusals().stopsRefused());
        row(table, "merged after the heal", cut -> millis(cut.times().mergedMs()));
        row(table, "whole after the heal", cut -> millis(cut.times().wholeMs()));
        row(table, "longest with two copies since", cut -> millis(cut.times().ranTwiceAfterMs()));
        row(table, "starts and stops confirmed", cut -> cut.load().changesAnswered());
        row(table, "starts and stops not confirmed", cut -> cut.load().changesUnanswered());
        row(table, "asks answered", cut -> cut.load().asksAnswered());
        row(table, "asks not answered", cut -> cut.load().asksUnanswered());
        row(table, "lost", cut -> cut.count().lost());
        row(table, "resurrected", cut -> cut.count().resurrected());
        return table.lines().subList(1, table.lines().size());
    }

    private void row(Table table, String name, Function<Cut, Object> value) {
        var cells = new ArrayList<Object>(List.of(name));
        report.cuts().forEach(cut -> cells.add(value.apply(cut)));
        table.row(cells.toArray());
    }

    static String millis(long value) {
        return value < 0 ? "not reached" : value + " ms";
    }
}
