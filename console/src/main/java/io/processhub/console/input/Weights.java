package io.processhub.console.input;

/** Parses the weight of a node. Stateless. */
public final class Weights {

    private Weights() {}

    /**
     * Parses a number.
     *
     * @param text the input
     * @return the number, which is not checked to be a valid weight
     * @throws IllegalArgumentException when it is not a number
     */
    public static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("weight '" + text + "' is not a number", notANumber);
        }
    }
}
