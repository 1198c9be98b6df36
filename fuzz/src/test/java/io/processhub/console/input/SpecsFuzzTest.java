package io.processhub.console.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.processhub.console.workload.KnownTypes;
import io.processhub.fuzz.Cost;
import java.util.List;
import java.util.stream.Collectors;

/** Goal: a spec file is processes, which are written and read without a change, or one complaint in one line. */
final class SpecsFuzzTest {
    private static final SpecReader READER = new SpecReader(KnownTypes.load());

    /** The fuzzer's hooks allocate for each text that is compared, ten times as much as the reader. */
    private static final long BYTES_MAX = 512 << 10;

    @FuzzTest
    void bytesAreSpecsOrRefused(byte[] bytes) {
        Cost.bounded(bytes, BYTES_MAX, () -> parse(bytes));
        List<Wanted> specs = parse(bytes);
        if (!specs.isEmpty()) {
            String written = specs.stream().map(new SpecLine()::write).collect(Collectors.joining("\n"));

            assertThat(parse(written.getBytes(UTF_8))).isEqualTo(specs);
        }
    }

    private static List<Wanted> parse(byte[] bytes) {
        try {
            return READER.parse("specs", bytes);
        } catch (BadInputException refused) {
            assertThat(refused.getMessage()).startsWith("specs:").doesNotContain("\n");
            return List.of();
        }
    }
}
