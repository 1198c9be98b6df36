package io.processhub.bench.node;

import io.processhub.bench.contestant.Member;
import java.util.Map;

/** One kind of work that a node does. */
@FunctionalInterface
interface Work {
    /** Does it, and returns what was measured. */
    Map<String, Double> run(Member member, Order order) throws Exception;
}
