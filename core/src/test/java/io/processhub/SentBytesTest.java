package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Arrays of bytes as messages between nodes. */
final class SentBytesTest {
    private final Hubs hubs = new Hubs();

    @AfterEach
    void close() {
        hubs.close();
    }

    @Test
    void anArrayIsEncodedBeforeTheCallReturnsSoThatTheSenderMayReuseIt() {
        List<ProcessHub> pair = hubs.start(2);
        var id = new ProcessId(Hubs.nameOn(pair.getFirst(), pair));
        Hubs.run(pair.getFirst(), ProcessSpec.untyped(id, "echo"));
        Hubs.settle(pair);
        byte[] message = {1};

        CompletableFuture<byte[]> answer = pair.getLast().untyped(id).ask(message, byte[].class);
        message[0] = 2;

        assertThat(Eventually.ends(answer)).containsExactly(1);
    }
}
