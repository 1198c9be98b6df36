package io.processhub.console.input;

/** Reads the weight of a node. */
public final class Weights {

    private Weights() {}

    /**
     * Reads a number.
     *
     * @param text what a person wrote
     * @return the number, which need not be a weight that a node can have
     * @throws IllegalArgumentException when it is no number
     */
    public static double parse(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException notANumber) {
            throw new IllegalArgumentException("weight '" + text + "' is no number", notANumber);
        }
    }
}
