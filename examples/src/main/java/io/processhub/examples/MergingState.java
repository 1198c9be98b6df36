package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.StateMerge;
import java.util.function.Consumer;

/** A process whose instances, when a partition has doubled it, become one again with the states of both. */
final class MergingState {
    private MergingState() {}

    // tag::ballot[]
    sealed interface Ballot {
        ProcessType<Ballot> TYPE = ProcessType.of("ballot", Ballot.class);

        record Vote() implements Ballot, Ask<Ballot, Long> {}

        record Count() implements Ballot, Ask<Ballot, Long> {}
    }

    static final class BallotBox implements HubProcess<Ballot>, StateMerge<Long> {
        private long votes;

        @Override
        public void onMessage(Message<Ballot> message) {
            switch (message.body()) {
                case Ballot.Vote question -> message.reply(question, ++votes);
                case Ballot.Count question -> message.reply(question, votes);
            }
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
        return hub.process(Ballot.TYPE, BallotBox::new)
                .hook(Hook.of("conflicts", HubEvent.ConflictResolved.class, conflict -> {
                    String state = conflict.merged() ? "with" : "without";
                    log.accept(
                            conflict.id() + " stays on " + conflict.survivor().node() + ", " + state + " the state of "
                                    + conflict.superseded().node());
                }));
        // end::hook[]
    }
}
