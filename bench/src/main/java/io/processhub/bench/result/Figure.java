package io.processhub.bench.result;

/** What is measured of a case. */
public enum Figure {
    /** Until the call that started all has returned. */
    AWAITED("awaited", "ms", Better.LESS),
    /** Until every node can look all of them up, where there is a registry. */
    EVERYWHERE("in every registry", "ms", Better.LESS),
    /** How many start in a second, until every node can look them up. */
    STARTS("starts", "/s", Better.MORE),
    /** Of all nodes, for one start. */
    CPU_EACH("CPU each", "µs", Better.LESS),
    /** By all nodes, for one start. */
    ALLOCATED_EACH("allocated each", "B", Better.LESS),
    /** Over the loopback device, by everything that used it meanwhile, for one start. */
    WIRE_EACH("on the wire each", "B", Better.LESS),
    /** Until the call that stopped all has returned. */
    STOPPED("stop awaited", "ms", Better.LESS),
    /** One look-up by name, in random order. */
    LOOKUP("look-up", "ns", Better.LESS),
    /** Compared with a map of the same keys in the same JVM. */
    TIMES_MAP("× map", "", Better.LESS),
    /** One query for a tag. */
    TAG("query", "µs", Better.LESS),
    /** Messages handled. */
    RATE("messages", "/s", Better.MORE),
    /** Half of the questions are answered sooner. */
    P50("p50", "µs", Better.LESS),
    /** All but a hundredth of the questions are answered sooner. */
    P99("p99", "µs", Better.LESS),
    /** Kept for each, after a collection. */
    HEAP_EACH("heap each", "B", Better.LESS),
    /** From the kill until all answer from other nodes. */
    ELSEWHERE("all answer elsewhere", "ms", Better.LESS),
    /** Until the call to leave has returned. */
    LEFT("leave call", "ms", Better.LESS),
    /** From the launch of a JVM until it has its share. */
    BALANCED("joined and balanced", "ms", Better.LESS),
    /** Of the node that joins, from its first step of joining until it knows all. */
    CPU_JOINER("CPU of the joiner", "ms", Better.LESS),
    /** Of its Java threads alone, which decode and apply what it reads; compiling and collecting is left out. */
    CPU_JOINER_THREADS("of which Java threads", "ms", Better.LESS),
    /** Of all nodes. */
    CPU_AT_REST("CPU", "ms/s", Better.LESS),
    /** Over the loopback device, by everything that used it meanwhile. */
    BYTES_AT_REST("on the wire", "B/s", Better.LESS);

    private final String title;
    private final String unit;
    private final Better better;

    /** Which of two values is the better one. */
    public enum Better {
        LESS,
        MORE
    }

    Figure(String title, String unit, Better better) {
        this.title = title;
        this.unit = unit;
        this.better = better;
    }

    /** {@return its name for people, with the unit} */
    public String title() {
        return unit.isEmpty() ? title : title + ", " + unit;
    }

    /** {@return what it is counted in; empty for a number without one} */
    public String unit() {
        return unit;
    }

    /** {@return whether a value is as good as another one, or better} */
    public boolean reaches(double value, double limit) {
        return better == Better.MORE ? value >= limit : value <= limit;
    }

    /** {@return the sign before a limit} */
    public String sign() {
        return better == Better.MORE ? "≥" : "≤";
    }

    /** {@return how many times better the first is than the second; below 1 when it is worse} */
    public double ratio(double first, double second) {
        return better == Better.MORE ? first / second : second / first;
    }
}
