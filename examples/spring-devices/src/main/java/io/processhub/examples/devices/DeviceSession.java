package io.processhub.examples.devices;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.StateHandover;
import io.processhub.spring.ProcessBean;

/** The session of one device: runs once in the whole service, and moves with its state. */
@ProcessBean
final class DeviceSession implements HubProcess<Device>, StateHandover<Device.State> {
    private Device.State state = new Device.State(0, 0, "");

    @Override
    public void onStart(ProcessContext<Device> context) {
        state = state.on(context.node().name());
    }

    @Override
    public void onMessage(Message<Device> message) {
        switch (message.body()) {
            case Device.Reading(double value) -> state = state.with(value);
            case Device.Describe question -> message.reply(question, state);
        }
    }

    @Override
    public Device.State handOver() {
        return state;
    }

    @Override
    public void takeOver(Device.State before) {
        state = before.on(state.node());
    }
}
