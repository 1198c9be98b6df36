package io.processhub.examples;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessId;
import io.processhub.process.StopReason;

/** A process that writes into a store which refuses stale instances. */
final class Fencing {
    private Fencing() {}

    // tag::process[]
    /** Writes what it is told, each time with its epoch, and says whether it may still write. */
    static final class Leader implements HubProcess<String> {
        private final PlanTable plans;
        private ProcessId id = ProcessId.of("leader");
        private long epoch;

        Leader(PlanTable plans) {
            this.plans = plans;
        }

        @Override
        public void onStart(ProcessContext<String> context) {
            id = context.id();
            epoch = context.epoch();
            plans.write(id, epoch, "leader on " + context.node().name()); // from now on, earlier ones are stale
        }

        @Override
        public void onMessage(Message<String> message) {
            message.replyUntyped(plans.write(id, epoch, message.body()));
        }

        @Override
        public void onStop(StopReason reason) {
            plans.write(id, epoch, "stopped: " + reason);
        }
    }
    // end::process[]
}
