package io.processhub.spec;

/**
 * When a process that ended by itself is started again. A process that lives on messages ends only by a crash or a
 * stop, and what was stopped stays so; {@link #PERMANENT} and {@link #TRANSIENT} therefore differ for run loops alone,
 * which end normally by returning.
 *
 * @see <a href="https://www.erlang.org/doc/system/sup_princ.html">OTP design principles, supervisor behaviour</a>
 */
public enum RestartPolicy {
    /** Always, also after a normal end. */
    PERMANENT,
    /** Only after a crash; a normal end removes the process from the hub. */
    TRANSIENT,
    /** Never; any end removes the process from the hub. */
    TEMPORARY
}
