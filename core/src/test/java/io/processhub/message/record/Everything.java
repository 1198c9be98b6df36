package io.processhub.message.record;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/** Types that use all that can be sent, and random values of them. */
final class Everything {
    private final Random random;

    Everything(Random random) {
        this.random = random;
    }

    enum Colour {
        RED,
        GREEN {
            @Override
            boolean calm() {
                return true;
            }
        };

        boolean calm() {
            return false;
        }
    }

    sealed interface Shape {}

    sealed interface Round extends Shape {}

    record Circle(double radius) implements Round {}

    record Point() implements Shape {}

    enum Special implements Round {
        EMPTY,
        INFINITE
    }

    record Tree(String name, Optional<Tree> first, List<Tree> others, Map<String, Shape> fruits) {}

    record Numbers(boolean z, byte b, short s, char c, int i, long l, float f, double d) {}

    record Boxes(Boolean z, Byte b, Short s, Character c, Integer i, Long l, Float f, Double d) {}

    record Values(UUID uuid, Instant instant, Duration duration, BigInteger integer, BigDecimal decimal) {}

    record Holders(
            Optional<String> optional,
            List<Optional<Integer>> list,
            Set<Colour> colours,
            Set<Long> longs,
            Map<Integer, List<Shape>> map,
            List<? extends Shape> shapes) {}

    record All(Numbers numbers, Boxes boxes, Values values, Holders holders, Tree tree, Shape shape, Colour colour) {}

    All all() {
        return new All(numbers(), boxes(), values(), holders(), tree(3), shape(), colour());
    }

    Tree tree(int depth) {
        boolean leaf = depth == 0;
        return new Tree(
                text(),
                leaf || random.nextBoolean() ? Optional.empty() : Optional.of(tree(depth - 1)),
                leaf ? List.of() : list(() -> tree(depth - 1)),
                map(this::text, this::shape));
    }

    private Numbers numbers() {
        return new Numbers(
                random.nextBoolean(),
                (byte) random.nextInt(),
                (short) random.nextInt(),
                (char) random.nextInt(),
                integer(),
                number(),
                random.nextFloat(),
                random.nextGaussian());
    }

    private Boxes boxes() {
        return new Boxes(true, Byte.MIN_VALUE, Short.MAX_VALUE, 'ß', integer(), number(), Float.NaN, Double.MIN_VALUE);
    }

    private Values values() {
        return new Values(
                new UUID(random.nextLong(), random.nextLong()),
                Instant.ofEpochSecond(integer(), random.nextInt(1_000_000_000)),
                Duration.ofSeconds(number(), random.nextInt(1_000_000_000)),
                new BigInteger(random.nextInt(200), random).negate(),
                new BigDecimal(BigInteger.valueOf(number()), integer()));
    }

    private Holders holders() {
        return new Holders(
                random.nextBoolean() ? Optional.of(text()) : Optional.empty(),
                list(() -> random.nextBoolean() ? Optional.of(integer()) : Optional.empty()),
                new LinkedHashSet<>(list(this::colour)),
                new LinkedHashSet<>(list(this::number)),
                map(this::integer, () -> list(this::shape)),
                list(this::shape));
    }

    private Shape shape() {
        return switch (random.nextInt(3)) {
            case 0 -> new Circle(random.nextDouble());
            case 1 -> new Point();
            default -> Special.values()[random.nextInt(2)];
        };
    }

    private Colour colour() {
        return Colour.values()[random.nextInt(2)];
    }

    private String text() {
        var text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            text.appendCodePoint(random.nextInt(5) == 0 ? 0x1F30D : random.nextInt(0x800));
        }
        return text.toString();
    }

    private int integer() {
        return random.nextInt() >> random.nextInt(32);
    }

    private long number() {
        return random.nextLong() >> (2 + random.nextInt(62));
    }

    private <T> List<T> list(Supplier<T> element) {
        List<T> list = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            list.add(element.get());
        }
        return list;
    }

    private <K, V> Map<K, V> map(Supplier<K> key, Supplier<V> value) {
        Map<K, V> map = new LinkedHashMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            map.put(key.get(), value.get());
        }
        return map;
    }
}
