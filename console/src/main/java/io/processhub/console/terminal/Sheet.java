package io.processhub.console.terminal;

import java.util.ArrayList;
import java.util.List;

/** Formats names and their values, one below the other; a long value goes on in the next lines. Not thread-safe. */
public final class Sheet {
    private static final String GAP = "  ";

    private final List<Row> rows = new ArrayList<>();

    private record Row(String name, String value) {}

    /** Creates a sheet without values. */
    public Sheet() {}

    /**
     * Adds a value.
     *
     * @param name of the value
     * @param value any
     * @return this sheet
     */
    public Sheet row(String name, Object value) {
        rows.add(new Row(name, String.valueOf(value)));
        return this;
    }

    /**
     * Formats the sheet.
     *
     * @param width how many characters a line may have; more than the longest name
     * @return the lines; values are broken at blanks, and within a word that is longer than a line
     */
    public List<String> lines(int width) {
        int margin = rows.stream().mapToInt(row -> row.name().length()).max().orElse(0) + GAP.length();
        List<String> lines = new ArrayList<>();
        for (Row row : rows) {
            String name = row.name();
            for (String part : broken(row.value(), width - margin)) {
                lines.add((name + " ".repeat(margin - name.length()) + part).stripTrailing());
                name = "";
            }
        }
        return lines;
    }

    private static List<String> broken(String value, int width) {
        List<String> parts = new ArrayList<>();
        String rest = value;
        while (rest.length() > width) {
            int blank = rest.lastIndexOf(' ', width);
            int end = blank > 0 ? blank : width;
            parts.add(rest.substring(0, end));
            rest = rest.substring(blank > 0 ? end + 1 : end);
        }
        parts.add(rest);
        return parts;
    }
}
