package io.processhub.bench.node;

import java.util.Map;

/**
 * What the driver wants of a node, as one line of JSON.
 *
 * @param id given back with the reply
 * @param work name of a kind of work
 * @param text a name that it needs, often empty
 * @param numbers by name
 */
public record Order(long id, String work, String text, Map<String, Integer> numbers) {
    /** {@return a number, which has to be there} */
    public int number(String name) {
        Integer number = numbers.get(name);
        if (number == null) {
            throw new IllegalArgumentException("the order '" + work + "' has no number '" + name + "'");
        }
        return number;
    }
}
