package io.processhub.benchmarks.chart;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A text with places for tables: whatever lies between the markers of a place is replaced. */
public final class Document {
    private static final String BEGIN = "<!-- measured: ";
    private static final String AFTER_NAME = " -->";
    private static final String END = "<!-- measured -->";

    private Document() {}

    /**
     * Fills in tables.
     *
     * @throws IllegalArgumentException when the text has a place for an unknown table, or a place without an end
     */
    public static String fill(String text, Map<String, List<String>> tables) {
        var lines = new ArrayList<String>();
        boolean inside = false;
        for (String line : text.lines().toList()) {
            boolean end = line.equals(END);
            if (!inside || end) {
                lines.add(line);
            }
            if (line.startsWith(BEGIN)) {
                String name = line.substring(BEGIN.length(), line.length() - AFTER_NAME.length());
                lines.add("");
                lines.addAll(table(name, tables));
                lines.add("");
                inside = true;
            }
            inside &= !end;
        }
        if (inside) {
            throw new IllegalArgumentException("a place for a table has no end; write " + END);
        }
        return String.join("\n", lines) + "\n";
    }

    private static List<String> table(String name, Map<String, List<String>> tables) {
        List<String> table = tables.get(name);
        if (table == null) {
            throw new IllegalArgumentException("no table '" + name + "'; there are " + tables.keySet());
        }
        return table;
    }
}
