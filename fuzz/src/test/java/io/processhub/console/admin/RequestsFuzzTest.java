package io.processhub.console.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.processhub.console.input.BadInputException;
import io.processhub.console.input.SpecReader;
import io.processhub.console.json.TypedJson;
import io.processhub.console.workload.KnownTypes;
import io.processhub.console.workload.LocalInstances;
import io.processhub.fuzz.Cost;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;

/**
 * Goal: a request is answered, or refused with a reason. Method: the first line of the input is a method and a target,
 * the rest is the body.
 */
final class RequestsFuzzTest {
    private static final KnownTypes TYPES = KnownTypes.load();
    private static final SpecReader SPECS = new SpecReader(TYPES);
    private static final TypedJson JSON = new TypedJson(TYPES);

    /** For pieces of 64 KiB in which bodies are read, and for the fuzzer's hooks, which allocate for compared texts. */
    private static final long BYTES_MAX = 2 << 20;

    @FuzzTest
    void aRequestIsAnsweredOrRefused(byte[] input) {
        int end = 0;
        while (end < input.length && input[end] != '\n') {
            end++;
        }
        String[] line = new String(input, 0, end, ISO_8859_1).split(" ", 2);
        if (line.length == 2) {
            byte[] body = Arrays.copyOfRange(input, Math.min(end + 1, input.length), input.length);
            Cost.bounded(input, BYTES_MAX, () -> serve(line[0], line[1], body));
        }
    }

    private static void serve(String method, String target, byte[] body) {
        try {
            var request = new Request(method, new URI(target), body);
            String path = request.getRequestURI().getRawPath();
            if (path != null) { // else the server has refused it before
                routes().find(method, path).serve(new Call(request));
            }
        } catch (AdminException | BadInputException | IllegalArgumentException refused) {
            assertThat(refused).hasMessageMatching("(?s).+");
        } catch (URISyntaxException notHttp) {
            assertThat(notHttp).isNotNull(); // the server has refused it before
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    static Routes routes() {
        return new Routes(new AdminService(new InMemoryHub(), new LocalInstances(), JSON), SPECS);
    }
}
