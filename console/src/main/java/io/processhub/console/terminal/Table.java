package io.processhub.console.terminal;

import java.util.ArrayList;
import java.util.List;

/** Formats rows as aligned columns of text. Not thread-safe. */
public final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> rows = new ArrayList<>();

    /**
     * Creates a table without rows.
     *
     * @param headings of the columns
     */
    public Table(String... headings) {
        row((Object[]) headings);
    }

    /**
     * Adds a row.
     *
     * @param cells from left to right; may be fewer than headings
     * @return this table
     */
    public Table row(Object... cells) {
        var row = new ArrayList<String>(cells.length);
        for (Object cell : cells) {
            row.add(String.valueOf(cell));
        }
        rows.add(row);
        return this;
    }

    /** {@return the lines, headings first; numbers to the right, text to the left} */
    public List<String> lines() {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        var widths = new int[columns];
        var numeric = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], cell(row, column).length());
            }
            numeric[column] = numeric(column);
        }
        return rows.stream().map(row -> line(row, widths, numeric)).toList();
    }

    private static String cell(List<String> row, int column) {
        return column < row.size() ? row.get(column) : "";
    }

    private boolean numeric(int column) {
        return rows.size() > 1
                && rows.stream().skip(1).allMatch(row -> cell(row, column).matches("[-\\d]+( ms)?"));
    }

    private static String line(List<String> row, int[] widths, boolean[] numeric) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String blanks = " ".repeat(widths[column] - row.get(column).length());
            line.append(column == 0 ? "" : GAP);
            line.append(numeric[column] ? blanks + row.get(column) : row.get(column) + blanks);
        }
        return line.toString().stripTrailing();
    }
}
