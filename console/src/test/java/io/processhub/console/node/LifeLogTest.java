package io.processhub.console.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.tuple;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LifeLogTest {
    @TempDir
    private Path folder;

    @Test
    void whatIsWrittenIsReadInItsOrder() {
        Path file = folder.resolve("lives");
        long before = System.nanoTime();
        var log = LifeLog.open(file);

        log.begins("clock/Europe/Berlin", 7);
        log.begins("two words", 8);
        log.ends("clock/Europe/Berlin", 7);

        var entries = LifeLog.read(file);
        assertThat(entries)
                .extracting(LifeLog.Entry::begins, LifeLog.Entry::epoch, LifeLog.Entry::id)
                .containsExactly(
                        tuple(true, 7L, "clock/Europe/Berlin"),
                        tuple(true, 8L, "two words"),
                        tuple(false, 7L, "clock/Europe/Berlin"));
        assertThat(entries)
                .extracting(LifeLog.Entry::nanos)
                .isSorted()
                .allSatisfy(nanos -> assertThat(nanos - before).isNotNegative());
    }

    @Test
    void anIncompleteLineIsLeftOut() throws IOException {
        Path file = folder.resolve("lives");
        LifeLog.open(file).begins("a", 1);
        Files.writeString(file, "12 ends 1", StandardOpenOption.APPEND);

        assertThat(LifeLog.read(file)).extracting(LifeLog.Entry::id).containsExactly("a");
    }

    @Test
    void aForeignFileIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("lives"), "hello\n");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> LifeLog.read(file))
                .withMessage("'hello' is no line of a life log");
    }
}
