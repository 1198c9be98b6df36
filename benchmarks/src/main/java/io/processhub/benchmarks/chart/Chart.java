package io.processhub.benchmarks.chart;

import io.processhub.benchmarks.chart.Series.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * Lines over two axes, drawn as SVG. Each line has its name at its end, in its colour, so that no legend is needed. The
 * colours follow the reader's choice of light or dark.
 *
 * @param title what it shows
 * @param x axis from left to right
 * @param y axis from bottom to top
 * @param series lines; those without points are left out
 */
public record Chart(String title, Axis x, Axis y, List<Series> series) {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 420;
    private static final int LEFT = 84;
    private static final int RIGHT = 566;
    private static final int TOP = 52;
    private static final int BOTTOM = 362;
    private static final int NAME_HEIGHT = 17;

    private static final String STYLE = """
            <style>
            text { font: 13px system-ui, -apple-system, "Segoe UI", "Liberation Sans", sans-serif; }
            .title { font-size: 16px; font-weight: 600; }
            .name { font-weight: 600; }
            .line { fill: none; stroke-width: 2.5; stroke-linejoin: round; stroke-linecap: round; }
            .dashed { stroke-dasharray: 7 6; }
            .leader { stroke-width: 1; opacity: 0.5; }
            text { fill: #59636e; } .title { fill: #1f2328; }
            .paper { fill: #ffffff; } .grid { stroke: #d9dee3; }
            %s
            @media (prefers-color-scheme: dark) {
              text { fill: #9198a1; } .title { fill: #f0f6fc; }
              .paper { fill: #0d1117; } .grid { stroke: #2b323b; }
            %s
            }
            </style>
            """.formatted(Ink.lightRules(), Ink.darkRules());

    /** A line's name beside its last point, moved so that it covers no other. */
    private record Name(Series series, double at, double place) {}

    /** {@return the whole file} */
    public String svg() {
        var lines = new ArrayList<String>();
        lines.add(String.format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %1$d %2$d\" width=\"%1$d\" height=\"%2$d\">",
                WIDTH, HEIGHT));
        lines.add("<title>" + title + "</title>");
        lines.add(STYLE.strip());
        lines.add(String.format("<rect class=\"paper\" width=\"%d\" height=\"%d\" rx=\"8\"/>", WIDTH, HEIGHT));
        lines.add(text("title", "start", 20, 30, title));
        grid(lines);
        List<Series> drawn =
                series.stream().filter(line -> !line.points().isEmpty()).toList();
        drawn.forEach(line -> draw(line, lines));
        names(drawn).forEach(name -> write(name, lines));
        lines.add("</svg>");
        return String.join("\n", lines) + "\n";
    }

    private void grid(List<String> lines) {
        for (double tick : y.ticks()) {
            lines.add(line("grid", LEFT, down(tick), RIGHT, down(tick)));
            lines.add(text("tick", "end", LEFT - 10, down(tick) + 4, y.label().apply(tick)));
        }
        for (double tick : x.ticks()) {
            lines.add(line("grid", across(tick), BOTTOM, across(tick), BOTTOM + 5));
            lines.add(
                    text("tick", "middle", across(tick), BOTTOM + 20, x.label().apply(tick)));
        }
        lines.add(text("tick", "middle", (LEFT + RIGHT) / 2.0, BOTTOM + 44, x.title()));
        lines.add(String.format(
                Locale.ROOT,
                "<text text-anchor=\"middle\" transform=\"translate(22 %d) rotate(-90)\">%s</text>",
                (TOP + BOTTOM) / 2,
                y.title()));
    }

    private void draw(Series line, List<String> lines) {
        String colour = line.ink().label();
        lines.add(String.format(
                "<polyline class=\"line %s%s\" points=\"%s\"/>",
                colour,
                line.dashed() ? " dashed" : "",
                line.points().stream()
                        .map(point -> number(across(point.x())) + "," + number(down(point.y())))
                        .collect(Collectors.joining(" "))));
        for (Point point : line.points()) {
            lines.add(String.format(
                    "<circle class=\"%s-ink\" cx=\"%s\" cy=\"%s\" r=\"3.5\"/>",
                    colour, number(across(point.x())), number(down(point.y()))));
        }
    }

    /** Goes from top to bottom; a name that would cover the one above moves down, and all move up if the last falls. */
    private List<Name> names(List<Series> drawn) {
        List<Series> sorted = drawn.stream()
                .sorted(Comparator.comparingDouble(
                        line -> down(line.points().getLast().y())))
                .toList();
        var names = new ArrayList<Name>();
        double free = TOP;
        for (Series line : sorted) {
            double at = down(line.points().getLast().y());
            double place = Math.max(at, free);
            names.add(new Name(line, at, place));
            free = place + NAME_HEIGHT;
        }
        for (int i = names.size() - 1, floor = BOTTOM; i >= 0; i--, floor -= NAME_HEIGHT) {
            Name name = names.get(i);
            names.set(i, new Name(name.series, name.at, Math.min(name.place, floor)));
        }
        return names;
    }

    private void write(Name name, List<String> lines) {
        String colour = name.series.ink().label();
        double end = across(name.series.points().getLast().x());
        lines.add(line("leader " + colour, end + 6, name.at, RIGHT + 12, name.place));
        lines.add(text("name " + colour + "-ink", "start", RIGHT + 16, name.place + 4, name.series.name()));
    }

    private double across(double value) {
        return LEFT + x.place(value) * (RIGHT - LEFT);
    }

    private double down(double value) {
        return BOTTOM - y.place(value) * (BOTTOM - TOP);
    }

    private static String line(String style, double x1, double y1, double x2, double y2) {
        return String.format(
                "<line class=\"%s\" x1=\"%s\" y1=\"%s\" x2=\"%s\" y2=\"%s\"/>",
                style, number(x1), number(y1), number(x2), number(y2));
    }

    private static String text(String style, String anchor, double x, double y, String content) {
        return String.format(
                "<text class=\"%s\" text-anchor=\"%s\" x=\"%s\" y=\"%s\">%s</text>",
                style, anchor, number(x), number(y), content);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
