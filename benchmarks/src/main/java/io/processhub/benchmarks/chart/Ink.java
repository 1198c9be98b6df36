package io.processhub.benchmarks.chart;

import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The colour of a line and of its name, which follows the reader's choice of light or dark. */
public enum Ink {
    /** The first choice for what is ours. */
    BLUE("#0969da", "#58a6ff"),
    ORANGE("#bc4c00", "#f0883e"),
    PURPLE("#8250df", "#bc8cff"),
    GREEN("#1a7f37", "#3fb950"),
    RED("#cf222e", "#ff7b72"),
    /** Bounds and other lines to compare with. */
    GREY("#6e7781", "#9198a1");

    private final String light;
    private final String dark;

    Ink(String light, String dark) {
        this.light = light;
        this.dark = dark;
    }

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    static String lightRules() {
        return rules(ink -> ink.light);
    }

    static String darkRules() {
        return rules(ink -> ink.dark);
    }

    private static String rules(Function<Ink, String> colour) {
        return Arrays.stream(values())
                .map(ink -> String.format(
                        ".%1$s { stroke: %2$s; } .%1$s-ink { fill: %2$s; }", ink.label(), colour.apply(ink)))
                .collect(Collectors.joining("\n"));
    }
}
