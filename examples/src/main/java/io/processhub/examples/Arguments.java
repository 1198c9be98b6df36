package io.processhub.examples;

import io.processhub.ProcessHub;
import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;

/** A process that is started with a record. */
final class Arguments {
    private Arguments() {}

    // tag::argument[]
    sealed interface Heating {
        ProcessType.WithArgument<Heating, Range> TYPE =
                ProcessType.of("heating", Heating.class).argument(Range.class);

        /** The temperatures to keep: what a heating is started with. */
        record Range(double low, double high) {}

        /** Is answered with whether to heat. */
        record Measured(double celsius) implements Heating, Ask<Heating, Boolean> {}
    }

    static final class Thermostat implements HubProcess<Heating> {
        private Heating.Range range;
        private boolean heats;

        @Override
        public void onStart(ProcessContext<Heating> context) {
            range = context.argument(Heating.TYPE);
        }

        @Override
        public void onMessage(Message<Heating> message) {
            switch (message.body()) {
                case Heating.Measured question -> {
                    heats = question.celsius() < (heats ? range.high() : range.low());
                    message.reply(question, heats);
                }
            }
        }
    }
    // end::argument[]

    static ProcessRef<Heating> install(ProcessHub hub, String room) {
        // tag::start[]
        var spec = Heating.TYPE.spec(room, new Heating.Range(18, 21));
        return hub.start(spec).join().ref();
        // end::start[]
    }
}
