package io.processhub.console.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.processhub.console.workload.KnownTypes;
import io.processhub.spec.Constraints;
import io.processhub.spec.ProcessSpec.RestartPolicy;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SpecReaderTest {
    private final SpecReader reader = new SpecReader(KnownTypes.load());

    @Test
    void constraintsAreReadAndWritten() {
        String line =
                "{\"id\":\"a\",\"type\":\"echo\",\"required\":{\"gpu\":\"true\"},\"preferred\":{\"zone\":\"east\"}}";

        Wanted wanted = new SpecLine().parse(line);

        assertThat(wanted.spec().constraints())
                .isEqualTo(Constraints.NONE.require("gpu", "true").prefer(Constraints.ZONE, "east"));
        assertThat(new SpecLine().write(wanted)).isEqualTo(line);
    }

    @Test
    void everyFieldIsRead() {
        var wanted = parse("""
                {"id":"a","type":"echo","argument":"x","tag":"t","labels":{"k":"v"},"restart":"transient"}
                """);

        assertThat(wanted).singleElement().satisfies(one -> {
            assertThat(one.spec().argument().toString()).isEqualTo("x");
            assertThat(one.spec().restart()).isEqualTo(RestartPolicy.TRANSIENT);
            assertThat(one.metadata().tag()).isEqualTo("t");
            assertThat(one.metadata().labels()).isEqualTo(Map.of("k", "v"));
        });
    }

    @Test
    void aStructuredArgumentIsHandedOnAsJson() {
        assertThat(parse("{\"id\":\"a\",\"type\":\"echo\",\"argument\":{\"rate\": 5}}"))
                .singleElement()
                .satisfies(one -> assertThat(one.spec().argument().toString()).isEqualTo("{\"rate\":5}"));
    }

    @Test
    void blankLinesWindowsLineBreaksAndAByteOrderMarkDoNoHarm() {
        assertThat(parse("\uFEFF{\"id\":\"a\",\"type\":\"echo\"}\r\n\r\n{\"id\":\"b\",\"type\":\"echo\"}\r\n"))
                .extracting(Wanted::id)
                .containsExactly("a", "b");
    }

    @Test
    void whatIsWrittenIsReadBack() {
        var wanted = parse("{\"id\":\"ä/b\",\"type\":\"echo\",\"argument\":\"\\\"\",\"tag\":\"t\","
                + "\"labels\":{\"k\":\"v\"},\"restart\":\"temporary\"}");

        assertThat(parse(new SpecLine().write(wanted.getFirst()))).isEqualTo(wanted);
    }

    @Test
    void aTypedArgumentIsWrittenAsItWasRead() {
        var wanted = parse("{\"id\":\"a\",\"type\":\"account\",\"argument\":{\"owner\":\"Anna\",\"cents\":5}}");

        assertThat(parse(new SpecLine().write(wanted.getFirst()))).isEqualTo(wanted);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    {"id":"b","type":"clok"} | unknown type 'clok'; known are account, clock, counter, echo
                    {"id":"b","type":"clock","argument":"Europe/Berlni"} | 'Europe/Berlni' of a clock is no time zone
                    {"id":"b","type":"counter","argument":"many"} | argument 'many' of a counter is no whole number
                    {"id":"b","type":"account"} | argument (Opening) of a process of type 'account' is missing
                    {"id":"b","type":"account","argument":"Anna"} | "Anna" is not an object with the components of Opening
                    {"id":"b","type":"account","argument":{"owner":"B","cents":"5 EUR"}} | component 'cents' of Opening: '5 EUR' is not a whole number
                    {"id":"b","type":"account","argument":{"owner":"B","cents":-5}} | Opening refuses its components: an account cannot be opened with -5 cents
                    {"id":"b","type":"account","argument":{"owner":"B"}} | component 'cents' of Opening is missing
                    {"id":"b","type":"account","argument":{"owner":"B","cents":5,"bank":"x"}} | Opening has no component 'bank'; its components are owner, cents
                    {"id":"b","type":"echo" | malformed JSON
                    {"id":"b","type":"echo"} {} | malformed JSON
                    {"id":"b","id":"c","type":"echo"} | malformed JSON
                    ["b"] | is not a JSON object
                    {"id":"b"} | field 'type' is missing
                    {"type":"echo"} | field 'id' is missing
                    {"id":"","type":"echo"} | process id '' has 0 characters
                    {"id":"b\\n\\u001bc","type":"echo"} | process id 'b  c' contains a control character
                    {"id":7,"type":"echo"} | field 'id' is 7; give a text in quotes
                    {"id":"b","type":"echo","labels":["x"]} | are not an object
                    {"id":"b","type":"echo","labels":{"x":1}} | field 'x' is 1
                    {"id":"b","type":"echo","required":"gpu"} | required "gpu" are not an object
                    {"id":"b","type":"echo","preferred":{"":"x"}} | a preferred label has an empty key
                    {"id":"b","type":"echo","tags":"x"} | unknown field 'tags'; known are id, type
                    {"id":"b\\ud83d","type":"echo"} | process id 'b\uFFFD' is not valid Unicode
                    {"id":"b","type":"\\ud83d"} | type of process b '\uFFFD' is not valid Unicode
                    {"id":"b","type":"echo","argument":"\\ud83d"} | argument '\uFFFD' is not valid Unicode
                    {"id":"b","type":"account","argument":{"owner":"\\ud83d","cents":5}} | is not valid Unicode
                    {"id":"b","type":"echo","tag":"\\ud83d"} | tag '\uFFFD' is not valid Unicode
                    {"id":"b","type":"echo","labels":{"\\udc00":"v"}} | malformed JSON
                    {"id":"b","type":"echo","labels":{"k":"\\ud83d"}} | value of label k '\uFFFD' is not valid Unicode
                    {"id":"b","type":"echo","restart":"never"} | use permanent, transient or temporary
                    {"id":"a","type":"echo"} | id 'a' is already in line 1
                    """)
    void aWrongLineIsNamed(String line, String complaint) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> parse("{\"id\":\"a\",\"type\":\"echo\"}\n\n" + line))
                .withMessageStartingWith("specs.jsonl:3: ")
                .withMessageContaining(complaint)
                .satisfies(bad -> assertThat(bad.getMessage()).doesNotContain("\n"));
    }

    @Test
    void theLineThatIsNotTextIsNamed() {
        byte[] bytes = "{\"id\":\"a\",\"type\":\"echo\"}\n\u00e4".getBytes(StandardCharsets.ISO_8859_1);

        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> reader.parse("specs.jsonl", bytes))
                .withMessage("specs.jsonl:2: is not UTF-8 text; save the file as UTF-8");
    }

    @Test
    void anEmptyFileIsRefused() {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> parse("\n"))
                .withMessageStartingWith("specs.jsonl: contains no process");
    }

    @Test
    void aMissingFileAndADirectoryAreNamed(@TempDir Path folder) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> reader.read("--specs", folder.resolve("none")))
                .withMessageStartingWith("--specs: cannot read " + folder.resolve("none"));
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> reader.read("--specs", folder))
                .withMessageContaining("is a directory");
    }

    @Test
    void tenThousandLinesAreRead(@TempDir Path folder) throws IOException {
        var file = Files.writeString(
                folder.resolve("many"),
                IntStream.range(0, 10_000)
                        .mapToObj(n -> "{\"id\":\"p" + n + "\",\"type\":\"counter\",\"argument\":\"" + n + "\"}")
                        .collect(Collectors.joining("\n")));

        assertThat(reader.read("--specs", file)).hasSize(10_000);
    }

    private List<Wanted> parse(String text) {
        return reader.parse("specs.jsonl", text.getBytes(StandardCharsets.UTF_8));
    }
}
