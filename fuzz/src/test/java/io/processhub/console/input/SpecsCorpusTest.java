package io.processhub.console.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.fuzz.Corpus;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Goal: the corpus holds every field of a spec, and what was once believed. */
final class SpecsCorpusTest {
    private static final Corpus CORPUS = Corpus.of(SpecsFuzzTest.class);

    @Test
    void eachFieldIsInTheCorpus() {
        var specs = new LinkedHashMap<String, byte[]>();
        add(specs, "all-fields", """
                {"id":"ä/b","type":"echo","argument":"x","tag":"t","labels":{"k":"v","l":""},"restart":"transient"}
                """);
        add(specs, "constraints", """
                {"id":"a","type":"echo","required":{"gpu":"true"},"preferred":{"zone":"ä","k":""}}
                """);
        add(specs, "typed-argument", """
                {"id":"a","type":"account","argument":{"owner":"Anna","cents":5}}
                """);
        add(specs, "structured-argument", """
                {"id":"a","type":"echo","argument":{"rate":[5.50,null,true,1e3]}}
                """);
        add(specs, "several-lines", """
                \uFEFF{"id":"a","type":"counter","argument":"7"}\r

                {"id":"b","type":"clock","argument":"Europe/Berlin"}
                """);
        CORPUS.holds(specs);

        assertThat(SpecLine.FIELDS)
                .allMatch(field -> CORPUS.inputs().stream()
                        .anyMatch(input -> new String(input, UTF_8).contains('"' + field + '"')));
    }

    @Test
    void whatWasOnceBelievedIsInTheCorpus() {
        var specs = new LinkedHashMap<String, byte[]>();
        add(specs, "fault-id-not-unicode", "{\"id\":\"b\\ud83d\",\"type\":\"echo\"}");
        add(specs, "fault-line-break-in-id", "{\"id\":\"b\\nc\",\"type\":\"echo\"}");
        add(specs, "fault-label-not-unicode", "{\"id\":\"b\",\"type\":\"echo\",\"labels\":{\"\\udc00\":\"v\"}}");
        add(specs, "fault-owner-not-unicode", account("{\"owner\":\"\\ud83d\",\"cents\":5}"));
        add(specs, "fault-deep-nesting", "{\"id\":\"b\",\"type\":\"echo\",\"argument\":" + "[".repeat(2_000));
        add(specs, "fault-greatest-exponent", account("{\"owner\":\"B\",\"cents\":1e999999999}"));
        specs.put("fault-not-utf-8", new byte[] {'{', (byte) 0xe4, '}'});
        CORPUS.holds(specs);
    }

    private static String account(String argument) {
        return "{\"id\":\"b\",\"type\":\"account\",\"argument\":" + argument + "}";
    }

    private static void add(Map<String, byte[]> specs, String name, String text) {
        specs.put(name, text.getBytes(UTF_8));
    }
}
