package io.processhub.examples.devices;

import io.processhub.message.Ask;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessSpec;

/** What the session of a device understands. */
public sealed interface Device {
    /** The type of sessions. */
    ProcessType<Device> TYPE = ProcessType.of("device", Device.class).state(State.class);

    /**
     * Names the session of a device.
     *
     * @param serial of the device
     * @return its spec
     */
    static ProcessSpec<Device> session(String serial) {
        return TYPE.spec("device/" + serial);
    }

    /**
     * A reading of the device; is not answered.
     *
     * @param value what it has measured
     */
    record Reading(double value) implements Device {}

    /** Asks for the state of the device. */
    record Describe() implements Device, Ask<Device, State> {}

    /**
     * What is known of a device.
     *
     * @param readings how many have come
     * @param last the last one
     * @param node where its session runs now
     */
    record State(int readings, double last, String node) {
        State with(double value) {
            return new State(readings + 1, value, node);
        }

        State on(String other) {
            return new State(readings, last, other);
        }
    }
}
