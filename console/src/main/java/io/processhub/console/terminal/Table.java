package io.processhub.console.terminal;

import java.util.ArrayList;
import java.util.List;

/** Formats rows as aligned columns of text. Not thread-safe. */
public final class Table {
    private static final String GAP = "  ";
    private static final String OMITTED = "…";

    /** Shorter ones would say nothing. */
    private static final int SHORTENED_MIN = 9;

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

    /** {@return the lines as wide as they are, headings first; numbers to the right, text to the left} */
    public List<String> lines() {
        return lines(Integer.MAX_VALUE);
    }

    /**
     * Formats the table. What is too long for the width is left out in the middle of a text, in the widest column
     * first.
     *
     * @param width how many characters a line may have; columns of numbers, and nine characters of each text, are shown
     *     all the same
     * @return the lines, headings first; numbers to the right, text to the left
     */
    public List<String> lines(int width) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        var widths = new int[columns];
        var numeric = new boolean[columns];
        for (int column = 0; column < columns; column++) {
            for (List<String> row : rows) {
                widths[column] = Math.max(widths[column], cell(row, column).length());
            }
            numeric[column] = numeric(column);
        }
        shrink(widths, numeric, width);
        return rows.stream().map(row -> line(row, widths, numeric)).toList();
    }

    private static String cell(List<String> row, int column) {
        return column < row.size() ? row.get(column) : "";
    }

    private boolean numeric(int column) {
        return rows.size() > 1
                && rows.stream().skip(1).allMatch(row -> cell(row, column).matches("[-\\d,]+( ms)?"));
    }

    /** Takes one character after the other from the column that is the widest then. */
    private static void shrink(int[] widths, boolean[] numeric, int width) {
        int excess = -width;
        for (int column = 0; column < widths.length; column++) {
            excess += widths[column] + (column == 0 ? 0 : GAP.length());
        }
        for (int widest = widest(widths, numeric); excess > 0 && widest >= 0; excess--) {
            widths[widest]--;
            widest = widest(widths, numeric);
        }
    }

    /** Of the columns of text that can be narrower; negative when there is none. */
    private static int widest(int[] widths, boolean[] numeric) {
        int widest = -1;
        for (int column = 0; column < widths.length; column++) {
            boolean shrinks = !numeric[column] && widths[column] > SHORTENED_MIN;
            if (shrinks && (widest < 0 || widths[column] > widths[widest])) {
                widest = column;
            }
        }
        return widest;
    }

    private static String line(List<String> row, int[] widths, boolean[] numeric) {
        var line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            String cell = shortened(row.get(column), widths[column]);
            String blanks = " ".repeat(widths[column] - cell.length());
            line.append(column == 0 ? "" : GAP);
            line.append(numeric[column] ? blanks + cell : cell + blanks);
        }
        return line.toString().stripTrailing();
    }

    /** The end of an id says as much as its beginning, so the middle is left out; half a character never stays. */
    private static String shortened(String text, int width) {
        if (text.length() <= width) {
            return text;
        }
        int kept = width - OMITTED.length();
        int head = (kept + 1) / 2;
        int tail = text.length() - (kept - head);
        head -= Character.isHighSurrogate(text.charAt(head - 1)) ? 1 : 0;
        tail += Character.isLowSurrogate(text.charAt(tail)) ? 1 : 0;
        return text.substring(0, head) + OMITTED + text.substring(tail);
    }
}
