package io.processhub.wire;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The constants of an enum by their numbers in {@code wire.proto}. Immutable. */
final class Codes<E extends Enum<E>> {
    private final List<E> byNumber;
    private final Map<E, Integer> numbers;
    private final E otherwise;

    /**
     * Lists the constants.
     *
     * @param otherwise the nearest constant to one that a later version of the protocol adds
     * @param byNumber all constants in the order of their numbers, from 0; of a constant that is there twice, the last
     *     number is sent
     */
    Codes(E otherwise, List<E> byNumber) {
        this.otherwise = otherwise;
        this.byNumber = byNumber;
        numbers = new EnumMap<>(otherwise.getDeclaringClass());
        for (int number = 0; number < byNumber.size(); number++) {
            numbers.put(byNumber.get(number), number);
        }
        if (numbers.size() < otherwise.getDeclaringClass().getEnumConstants().length) {
            throw new IllegalStateException("only " + numbers.keySet() + " have a number");
        }
    }

    int number(E constant) {
        return numbers.getOrDefault(constant, 0);
    }

    E constant(int number) {
        return number >= 0 && number < byNumber.size() ? byNumber.get(number) : otherwise;
    }
}
