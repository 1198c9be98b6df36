package io.processhub.examples;

import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessId;

/** A process that writes into a store which refuses stale instances. */
final class Fencing {
    private Fencing() {}

    // tag::process[]
    /** What the leader of a fleet understands. */
    sealed interface Fleet {
        ProcessType<Fleet> TYPE = ProcessType.of("leader", Fleet.class);

        /** Is answered with whether the plan was written. */
        record Publish(String plan) implements Fleet, Ask<Fleet, Boolean> {}
    }

    /** Passes its epoch to the table with every write. */
    static final class Leader implements HubProcess<Fleet> {
        private final PlanTable plans;
        private ProcessId id;
        private long epoch;

        Leader(PlanTable plans) {
            this.plans = plans;
        }

        @Override
        public void onStart(ProcessContext<Fleet> context) {
            id = context.id();
            epoch = context.epoch();
            plans.write(id, epoch, "leader on " + context.node().name()); // from now on, earlier ones are stale
        }

        @Override
        public void onMessage(Message<Fleet> message) {
            switch (message.body()) {
                case Fleet.Publish question -> message.reply(question, plans.write(id, epoch, question.plan()));
            }
        }

        @Override
        public void onStop(StopReason reason) {
            plans.write(id, epoch, "stopped: " + reason);
        }
    }
    // end::process[]
}
