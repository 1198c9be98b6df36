package io.processhub.bench.node;

import java.util.List;
import java.util.stream.IntStream;

/** The names of what is started; the same on every node. */
final class Ids {
    private Ids() {}

    /** {@return the names with the numbers {@code from} to {@code from + count - 1} of the order} */
    static List<String> of(Order order) {
        int from = order.number("from");
        return IntStream.range(from, from + order.number("count"))
                .mapToObj(number -> "process/" + number)
                .toList();
    }
}
