package io.processhub.bench.contestant;

/** Has things that run in this JVM and take memory, without a cluster. */
public interface Idlers extends Member {
    /** Makes them, keeps them, and returns when they run. */
    void idle(int count) throws Exception;
}
