package io.processhub.replication;

/**
 * Which processes have a mark, and how many. A mark is a bit of the record, so that it costs neither an entry of a set
 * nor a search. Confined to the hub's thread, and the only writer of the marks of its records.
 */
public final class Marks {
    private final int[] counts = new int[Mark.values().length];

    /** What was found out about a process when it was reconciled last. */
    public enum Mark {
        /** It lacks an instance, or an active one. */
        WAITING(0),
        /** It waits, and no owner has tried to start it. */
        UNTRIED(1),
        /** It runs, but not on its owners, or not in their roles. */
        MISPLACED(2),
        /** It is on its way from this node to another one. */
        MOVING(3),
        /** This node was asked to start it although it still runs elsewhere. */
        INVITED(4);

        private final int place;

        Mark(int place) {
            this.place = place;
        }

        private int bit() {
            return 1 << place;
        }
    }

    /** Creates marks that no process has. */
    public Marks() {}

    /**
     * Sets or clears a mark.
     *
     * @param record of the process
     * @param mark which one
     * @param holds whether the process has it from now on
     */
    public void put(ProcessRecord record, Mark mark, boolean holds) {
        if (has(record, mark) != holds) {
            record.marks(record.marks() ^ mark.bit());
            counts[mark.place] += holds ? 1 : -1;
        }
    }

    /**
     * Returns whether a process has a mark.
     *
     * @param record of the process
     * @param mark which one
     * @return true when it was set last
     */
    public boolean has(ProcessRecord record, Mark mark) {
        return (record.marks() & mark.bit()) != 0;
    }

    /**
     * Clears all marks of a process.
     *
     * @param record of the process
     */
    public void clear(ProcessRecord record) {
        if (record.marks() != 0) {
            for (Mark mark : Mark.values()) {
                put(record, mark, false);
            }
        }
    }

    /**
     * Returns how many processes have a mark.
     *
     * @param mark which one
     * @return the number of processes
     */
    public int count(Mark mark) {
        return counts[mark.place];
    }
}
