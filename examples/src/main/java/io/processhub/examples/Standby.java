package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.RoleAware;
import io.processhub.spec.ProcessId;
import io.processhub.spec.Role;
import io.processhub.strategy.redundancy.Replication;
import java.util.Optional;

/** A process with a copy that does the work and others that stand by. */
final class Standby {
    private Standby() {}

    // tag::device[]
    sealed interface Device {
        ProcessType<Device> TYPE = ProcessType.of("device", Device.class);

        /** Is answered with the term in which the work was done, or empty by a copy that stands by. */
        record Work() implements Device, Ask<Device, Optional<Long>> {}
    }

    static final class Driver implements HubProcess<Device>, RoleAware {
        private Role role = Role.PASSIVE;
        private long term;

        @Override
        public void onStart(ProcessContext<Device> context) {
            onRole(context.role(), context.epoch()); // the role it begins with
        }

        @Override
        public void onRole(Role next, long since) {
            role = next; // open the connection, or close it
            term = since; // what a store must check, in place of the epoch
        }

        @Override
        public void onMessage(Message<Device> message) {
            switch (message.body()) {
                case Device.Work question ->
                    message.reply(question, role == Role.ACTIVE ? Optional.of(term) : Optional.empty());
            }
        }
    }
    // end::device[]

    static HubBuilder join(HubBuilder hub) {
        // tag::hub[]
        return hub.process(Device.TYPE, Driver::new).redundancy(Replication.activePassive(2));
        // end::hub[]
    }

    static String whereIsItActive(ProcessHub hub, String device) {
        // tag::active[]
        return hub.active(ProcessId.of(device))
                .map(copy -> device + " is active on " + copy.node())
                .orElse(device + " has no active copy at the moment");
        // end::active[]
    }
}
