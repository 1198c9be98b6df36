package io.processhub.examples;

import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import java.util.concurrent.CompletableFuture;

/** A process that writes into a store which refuses stale instances. */
final class Fencing {
    private Fencing() {}

    // tag::process[]
    /** What the leader of a fleet understands. */
    sealed interface Fleet {
        ProcessType<Fleet> TYPE = ProcessType.of("leader", Fleet.class);

        /** Is answered with whether the plan was written. */
        record Publish(String plan) implements Fleet, Ask<Fleet, Boolean> {}

        /** The table refuses an instance that is the only one: is answered with whether it has a greater epoch now. */
        record Claim() implements Fleet, Ask<Fleet, Boolean> {}
    }

    /** Passes its epoch to the table with every write. */
    static final class Leader implements HubProcess<Fleet> {
        private final PlanTable plans;
        private ProcessContext<Fleet> context;

        Leader(PlanTable plans) {
            this.plans = plans;
        }

        @Override
        public void onStart(ProcessContext<Fleet> given) {
            context = given;
            write("leader on " + context.node().name()); // from now on, earlier ones are stale
        }

        @Override
        public void onMessage(Message<Fleet> message) {
            switch (message.body()) {
                case Fleet.Publish question -> message.reply(question, write(question.plan()));
                case Fleet.Claim question -> message.replyLater(question, claim());
            }
        }

        private boolean write(String plan) {
            return plans.write(context.id(), context.epoch(), plan);
        }

        private CompletableFuture<Boolean> claim() {
            return context.raiseEpoch(plans.epochOf(context.id())).handle((epoch, refusal) -> refusal == null);
        }

        @Override
        public void onStop(StopReason reason) {
            write("stopped: " + reason);
        }
    }
    // end::process[]
}
