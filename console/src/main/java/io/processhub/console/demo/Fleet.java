package io.processhub.console.demo;

import java.util.List;

/** Where the nodes of the demo come from. */
public interface Fleet {

    /**
     * Launches nodes that join those that run.
     *
     * @param count how many
     * @return them, when all of them serve
     * @throws DemoException when one of them does not come up
     */
    List<Member> launch(int count);
}
