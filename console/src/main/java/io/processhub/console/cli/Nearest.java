package io.processhub.console.cli;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** Finds what was probably meant by a misspelt name. Stateless. */
final class Nearest {
    private Nearest() {}

    /** {@return the name that differs least, if no more than a third of the letters would have to be changed} */
    static Optional<String> of(String misspelt, Collection<String> names) {
        return names.stream()
                .min(Comparator.comparingInt(name -> distance(misspelt, name)))
                .filter(name -> distance(misspelt, name) <= Math.max(1, misspelt.length() / 3));
    }

    /**
     * How many letters have to be inserted, left out, replaced or exchanged with their neighbours: the optimal string
     * alignment distance.
     */
    private static int distance(String one, String other) {
        int[][] steps = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                steps[i][j] = i == 0 || j == 0 ? i + j : least(steps, one, other, i, j);
            }
        }
        return steps[one.length()][other.length()];
    }

    private static int least(int[][] steps, String one, String other, int i, int j) {
        char last = one.charAt(i - 1);
        char otherLast = other.charAt(j - 1);
        int replaced = steps[i - 1][j - 1] + (last == otherLast ? 0 : 1);
        int least = Math.min(replaced, Math.min(steps[i - 1][j], steps[i][j - 1]) + 1);
        boolean exchanged = i > 1 && j > 1 && last == other.charAt(j - 2) && one.charAt(i - 2) == otherLast;
        return exchanged ? Math.min(least, steps[i - 2][j - 2] + 1) : least;
    }
}
