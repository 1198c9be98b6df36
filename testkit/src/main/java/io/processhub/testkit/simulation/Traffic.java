package io.processhub.testkit.simulation;

/**
 * What the network has carried and dropped since the start.
 *
 * @param frames sent
 * @param bytes sent, in those frames
 * @param delivered arrived, copies included
 * @param duplicated how many frames were sent along twice
 * @param lost dropped by chance
 * @param cut dropped because the link was cut when they left or when they should arrive
 * @param gone dropped because the receiver was not there, or no longer the one they were for
 * @param overflowed dropped because too much waited for the link
 */
public record Traffic(
        long frames, long bytes, long delivered, long duplicated, long lost, long cut, long gone, long overflowed) {

    /**
     * The difference between two moments.
     *
     * @param before an earlier one
     * @return what was carried and dropped in between
     */
    public Traffic since(Traffic before) {
        return new Traffic(
                frames - before.frames,
                bytes - before.bytes,
                delivered - before.delivered,
                duplicated - before.duplicated,
                lost - before.lost,
                cut - before.cut,
                gone - before.gone,
                overflowed - before.overflowed);
    }
}
