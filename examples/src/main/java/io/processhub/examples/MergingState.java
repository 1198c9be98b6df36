package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.StateMerge;
import java.util.function.Consumer;

/** A process whose instances, when a partition has doubled it, become one again with the states of both. */
final class MergingState {
    private MergingState() {}

    // tag::ballot[]
    static final class Ballot implements HubProcess<String>, StateMerge<Long> {
        private long votes;

        @Override
        public void onMessage(Message<String> message) {
            if (message.body().equals("vote")) {
                votes++;
            }
            message.replyUntyped(votes);
        }

        @Override
        public Long handOver() {
            return votes;
        }

        @Override
        public void takeOver(Long state) {
            votes = state; // in a move, before the first message
        }

        @Override
        public void merge(Long other) {
            votes += other; // after a partition, between two messages
        }
    }
    // end::ballot[]

    static HubBuilder watched(HubBuilder hub, Consumer<String> log) {
        // tag::hook[]
        return hub.process(ProcessType.of("ballot", String.class), Ballot::new)
                .hook(Hook.of("conflicts", HubEvent.ConflictResolved.class, conflict -> {
                    String state = conflict.merged() ? "with" : "without";
                    log.accept(
                            conflict.id() + " stays on " + conflict.survivor().node() + ", " + state + " the state of "
                                    + conflict.superseded().node());
                }));
        // end::hook[]
    }
}
