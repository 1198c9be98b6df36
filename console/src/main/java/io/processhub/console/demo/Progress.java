package io.processhub.console.demo;

/** Is told how far the demo is. Called from one thread. */
public interface Progress {

    /**
     * A step begins.
     *
     * @param step what is done, in a few words
     */
    void begin(String step);

    /**
     * The step gets on.
     *
     * @param done how much is done
     * @param total how much there is to do
     */
    void advance(int done, int total);

    /**
     * The step is done.
     *
     * @param outcome what came of it, in a few words
     */
    void end(String outcome);
}
