package io.processhub.examples;

import io.processhub.HubBuilder;
import io.processhub.ProcessHub;
import io.processhub.message.Ask;
import io.processhub.process.ProcessRef;
import io.processhub.process.ProcessType;
import io.processhub.process.StartOptions;
import io.processhub.spec.Metadata;
import java.time.Instant;
import java.util.function.Supplier;

/** Processes that must always run, named in the settings of every node, or when they are needed. */
final class Singletons {
    private Singletons() {}

    /** Asks when the next job is due. */
    public record NextJob() implements Ask<NextJob, Instant> {
        static final ProcessType<NextJob> SCHEDULER = ProcessType.of("scheduler", NextJob.class);
    }

    static HubBuilder configured(HubBuilder hub, Supplier<Instant> timetable) {
        // tag::static[]
        return hub.process(NextJob.SCHEDULER, () -> message -> message.reply(message.body(), timetable.get()))
                .ensure(NextJob.SCHEDULER.spec("scheduler"), StartOptions.STANDARD.metadata(Metadata.tag("system")));
        // end::static[]
    }

    static ProcessRef<NextJob> scheduler(ProcessHub hub, String region) {
        // tag::later[]
        var regional = StartOptions.STANDARD.metadata(Metadata.tag("regional").label("region", region));
        return hub.ensure(NextJob.SCHEDULER.spec("scheduler/" + region), regional)
                .join()
                .ref();
        // end::later[]
    }
}
