package io.processhub.testkit.simulation;

/**
 * How long it takes a node to learn of a change among its peers. Each node draws its own delay for each change, so
 * nodes learn at different moments and in different orders.
 *
 * @param appearance from the moment a peer can be heard, for the first time or again, until it is a member
 * @param departure from the moment a peer leaves properly until it is a member no longer
 * @param silence from the moment a peer is heard no longer, because it crashed, pauses or is cut off, until it is a
 *     member no longer; one that is heard again before that was never missed
 */
public record Detection(Span appearance, Span departure, Span silence) {

    /** A tenth of a second to appear and to leave, half a second to two to be missed. */
    public static final Detection STANDARD = new Detection(
            /* appearance= */ Span.ofMillis(1, 100),
            /* departure= */ Span.ofMillis(1, 100),
            /* silence= */ Span.ofMillis(500, 2_000));

    /** An hour to be missed: a silent node stays a member for as long as most tests take. */
    public static final Detection BLIND = new Detection(
            /* appearance= */ Span.ofMillis(1, 100),
            /* departure= */ Span.ofMillis(1, 100),
            /* silence= */ Span.ofMillis(3_600_000, 3_600_001));
}
