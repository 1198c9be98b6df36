package io.processhub.console.cut;

import java.util.List;

/** The network between the nodes, which can be cut. Nodes are counted from one, in the order of their launch. */
public interface Network {

    /** {@return by what means it is cut, for people} */
    String means();

    /**
     * Cuts it; returns when it is cut.
     *
     * @param kind in which directions
     * @param minority the nodes of one side
     * @param majority those of the other
     */
    void cut(CutKind kind, List<Integer> minority, List<Integer> majority);

    /** Heals it; returns when all nodes reach each other again. */
    void heal();
}
