package io.processhub.strategy.synchronization.gossip;

/**
 * Names a phase of a round. Ids of one initiator that follow each other have numbers that follow each other, so that a
 * round can say briefly which earlier one it builds on.
 *
 * @param initiator the lower half of the hash of the node that started the round
 * @param number of the round, from 0 to 2<sup>30</sup> - 1; then it begins again
 * @param phase from 1 to {@link #PHASES}
 */
record RoundId(int initiator, int number, int phase) {
    static final int PHASES = 3;

    /** Of no round. */
    static final RoundId NONE = new RoundId(0, 0, 0);

    /** In place of the base of a round whose target has to be requested. */
    static final RoundId UNTOLD = of(-1);

    private static final int PHASE_BITS = 2;
    private static final int NUMBER_MASK = Integer.MAX_VALUE >>> 1;

    /** {@return the id of the first phase} */
    static RoundId first(int initiator, int number) {
        return new RoundId(initiator, number & NUMBER_MASK, 1);
    }

    /** {@return what {@link #toLong} was made of} */
    static RoundId of(long id) {
        int low = (int) id;
        return new RoundId((int) (id >> Integer.SIZE), low >>> PHASE_BITS, low & PHASES);
    }

    /** {@return the id in 64 bits} */
    long toLong() {
        return (long) initiator << Integer.SIZE | Integer.toUnsignedLong(number << PHASE_BITS | phase);
    }

    /** {@return whether no phase can follow} */
    boolean last() {
        return phase == PHASES;
    }

    /** {@return the id of the next phase} */
    RoundId next() {
        return new RoundId(initiator, number, phase + 1);
    }

    /** {@return whether both are phases of one round} */
    boolean sameRound(RoundId other) {
        return initiator == other.initiator && number == other.number;
    }

    /** {@return how many rounds before this one an earlier one was; 0 when that cannot be said like this} */
    int since(RoundId earlier) {
        boolean comparable = initiator == earlier.initiator && phase == earlier.phase;
        return comparable ? Math.max(0, number - earlier.number) : 0;
    }

    /** {@return the id so many rounds before this one} */
    RoundId back(int rounds) {
        return new RoundId(initiator, number - rounds & NUMBER_MASK, phase);
    }
}
