package io.processhub.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.ProcessHub;
import io.processhub.examples.Finishing.Collector;
import io.processhub.examples.Finishing.Upload;
import io.processhub.hook.Hook;
import io.processhub.hook.HubEvent;
import io.processhub.registry.Instance.EndCause;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class FinishingTest {

    @Test
    void aProcessThatHasFinishedIsRemoved() {
        var ended = new CompletableFuture<EndCause>();
        try (var hub = ProcessHub.builder("uploads")
                .process(Upload.TYPE, Collector::new)
                .hook(Hook.of("end", HubEvent.ProcessEnded.class, end -> ended.complete(end.cause())))
                .start()) {
            var spec = Finishing.upload("photo");
            var upload = hub.start(spec).join().ref();

            assertThat(upload.ask(new Upload.Part("first", false)).join()).isEqualTo(5);
            assertThat(upload.ask(new Upload.Part("last", true)).join()).isEqualTo(9);

            assertThat(ended.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo(EndCause.FINISHED);
            assertThat(hub.lookup(spec.id())).isEmpty();
        }
    }
}
