package io.processhub.console.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.processhub.console.workload.KnownTypes;
import io.processhub.console.workload.ProvidedType;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import java.lang.invoke.MethodHandles;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.StringNode;

final class TypedJsonTest {
    private static final ProcessType.WithArgument<Order, Order.Line> ORDER =
            ProcessType.of("order", Order.class).lookup(MethodHandles.lookup()).argument(Order.Line.class);

    private final TypedJson json = new TypedJson(KnownTypes.of(List.of(() -> List.of(
            new ProvidedType.Messages<>(ORDER, Silent<Order>::new),
            provided("line", Order.Line.class),
            provided("speed", Order.Speed.class),
            provided("number", Long.class),
            provided("key", UUID.class),
            provided("text", String.class),
            provided("any", Object.class),
            provided("custom", Thread.class),
            new ProvidedType.Messages<>(
                    ProcessType.of("waits", String.class).argument(Duration.class), Silent<String>::new)))));

    private static <C> ProvidedType provided(String name, Class<C> protocol) {
        return new ProvidedType.Messages<>(ProcessType.of(name, protocol), Silent<C>::new);
    }

    private static final class Silent<C> implements HubProcess<C> {
        @Override
        public void onMessage(Message<C> message) {}
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"Small\":{\"octet\":-128,\"pair\":300,\"number\":-70000,\"large\":9223372036854775807,"
                        + "\"letter\":\"ä\",\"flag\":true}}",
                "{\"Large\":{\"single\":0.5,\"precise\":\"NaN\",\"whole\":123456789012345678901,\"exact\":1.500,"
                        + "\"text\":\"a\\\"b\",\"bytes\":\"AQI=\",\"key\":\"6f1b3c52-8a4e-4d0e-9a52-0d2f7c1e8b11\","
                        + "\"at\":\"2026-11-25T08:00:00Z\",\"pause\":\"PT1M30S\"}}",
                "{\"Lines\":{\"lines\":[{\"item\":\"pen\",\"count\":2}],\"speeds\":[\"SLOW\",\"FAST\"],"
                        + "\"byNumber\":{\"7\":\"FAST\"},"
                        + "\"replacements\":[[{\"item\":\"ink\",\"count\":1},{\"Note\":{\"counts\":[]}}]]}}",
                "{\"Note\":{\"text\":\"x\",\"counts\":[1,null]}}",
                "{\"Find\":{\"item\":\"pen\"}}",
                "\"Cancel\"",
            })
    void whatIsReadIsWrittenBack(String text) {
        Object message = read("order", text);

        assertThat(json.answer(new Order.All(), List.of(message))).hasToString('[' + text + ']');
        ORDER.messageType("order", Order.class).encode(message);
    }

    @Test
    void aDecimalKeepsItsZeros() {
        assertThat(read(
                        "order",
                        "{\"Large\":{\"single\":0,\"precise\":\"1.5\",\"whole\":0,\"exact\":\"1.50\","
                                + "\"text\":\"\",\"bytes\":\"\",\"key\":\"0-0-0-0-0\",\"at\":\"1970-01-01T00:00:00Z\","
                                + "\"pause\":\"PT0S\"}}"))
                .isInstanceOfSatisfying(
                        Order.Large.class, large -> assertThat(large.exact()).isEqualTo(new BigDecimal("1.50")));
    }

    @Test
    void aCaseWithoutComponentsIsItsName() {
        assertThat(List.of(
                        read("order", "Cancel"),
                        read("order", "\"Cancel\""),
                        read("order", " {\"Cancel\": {}}"),
                        json.message("order", node("{\"Cancel\":{}}"))))
                .containsOnly(new Order.Cancel());
    }

    @Test
    void aSingleRecordIsGivenByItsComponents() {
        assertThat(read("line", "{\"count\": 3, \"item\": \"pen\"}")).isEqualTo(new Order.Line("pen", 3));
    }

    @Test
    void standardTypesAndEnumsAreGivenAsText() {
        assertThat(read("number", "-5")).isEqualTo(-5L);
        assertThat(json.message("number", node("7"))).isEqualTo(7L);
        assertThat(read("speed", "FAST")).isEqualTo(Order.Speed.FAST);
        assertThat(read("key", "6f1b3c52-8a4e-4d0e-9a52-0d2f7c1e8b11"))
                .isEqualTo(UUID.fromString("6f1b3c52-8a4e-4d0e-9a52-0d2f7c1e8b11"));
    }

    @Test
    void aProcessThatTakesTextGetsItAsItIs() {
        for (String type : List.of("text", "any", "unknown")) {
            assertThat(read(type, "{\"a\": 1")).isEqualTo("{\"a\": 1");
            assertThat(json.message(type, node("{\"a\": [1]}"))).isEqualTo("{\"a\":[1]}");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    line | {"item":"pen","count":"five"} | component 'count' of Line: 'five' is not a whole number
                    line | {"item":"pen","count":5.0} | component 'count' of Line: '5.0' is not a whole number
                    line | {"item":"pen","count":3000000000} | component 'count' of Line: '3000000000' is not between -2147483648 and 2147483647
                    line | {"item":"pen","count":null} | component 'count' of Line: null is not a value; only an Optional may be left out
                    line | {"item":"pen","count":[5]} | component 'count' of Line: [5] is not a text or a number; give one of type int
                    line | {"item":5,"count":5} | component 'item' of Line: 5 is not a text; put it in quotes
                    line | {"item":"pen"} | component 'count' of Line is missing
                    line | {"item":"pen","count":1,"price":2} | Line has no component 'price'; its components are item, count
                    line | {"item":"pen","count":0} | Line refuses its components: count 0 is below 1
                    line | pen | "pen" is not an object with the components of Line, item, count
                    line | {"item":"pen" | malformed JSON at column 14 (Unexpected end-of-input: expected close marker for Object) in '{"item":"pen"'; write one JSON value, in single quotes for a shell
                    line | {"item":"pen","item":"ink","count":1} | malformed JSON
                    order | Refund | 'Refund' is not a case of Order; known are All, Cancel, Find, Large, Lines, Note, Small
                    order | {"Refund":{}} | 'Refund' is not a case of Order; known are All, Cancel, Find, Large, Lines, Note, Small
                    order | {"Cancel":{},"All":{}} | does not name one case of Order; write {"NAME":…} with one of All, Cancel
                    order | {"Cancel":{"why":"x"}} | Cancel has no component 'why'; its components are none
                    order | Find | component 'item' of Find is missing
                    order | ping | 'ping' is not a case of Order
                    order | {"Lines":{"lines":{},"speeds":[],"byNumber":{},"replacements":[]}} | component 'lines' of Lines: {} is not an array
                    order | {"Lines":{"lines":[{"item":"pen","count":1},{"item":"ink","count":"x"}],"speeds":[],"byNumber":{},"replacements":[]}} | component 'lines' of Lines: element 2: component 'count' of Line: 'x' is not a whole number
                    order | {"Lines":{"lines":[],"speeds":["FAST","FAST"],"byNumber":{},"replacements":[]}} | component 'speeds' of Lines: 'FAST' occurs twice in a set
                    order | {"Lines":{"lines":[],"speeds":["fast"],"byNumber":{},"replacements":[]}} | component 'speeds' of Lines: element 1: 'fast' is not a constant of Speed; known are SLOW, FAST
                    order | {"Lines":{"lines":[],"speeds":[],"byNumber":{"x":"FAST"},"replacements":[]}} | component 'byNumber' of Lines: key 'x': 'x' is not a whole number
                    order | {"Lines":{"lines":[],"speeds":[],"byNumber":{"1":"FAST","01":"FAST"},"replacements":[]}} | component 'byNumber' of Lines: key '01' occurs twice in a map
                    order | {"Lines":{"lines":[],"speeds":[],"byNumber":[],"replacements":[]}} | component 'byNumber' of Lines: [] is not an object
                    order | {"Lines":{"lines":[],"speeds":[],"byNumber":{},"replacements":{}}} | component 'replacements' of Lines: {} is not an array of pairs; write [[key, value], …]
                    order | {"Lines":{"lines":[],"speeds":[],"byNumber":{},"replacements":[[1]]}} | component 'replacements' of Lines: [1] is not a pair; write [key, value]
                    order | {"Small":{"octet":1,"pair":1,"number":1,"large":1,"letter":"ab","flag":true}} | component 'letter' of Small: 'ab' is not one character
                    order | {"Small":{"octet":1,"pair":1,"number":1,"large":1,"letter":"a","flag":1}} | component 'flag' of Small: '1' is not true or false
                    number | five | 'five' is not a whole number
                    key | five | 'five' is not a UUID, such as
                    custom | x | java.lang.Thread has no JSON form
                    """)
    void aWrongMessageIsRefusedByName(String type, String text, String complaint) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(type, text))
                .withMessageContaining(complaint)
                .satisfies(refusal -> assertThat(refusal.getMessage()).hasLineCount(1));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    single | 1e39 | 'single' of Large: '1E+39' is not within the range of a float
                    precise | "1e400" | 'precise' of Large: '1e400' is not within the range of a double
                    precise | "0x1p3" | 'precise' of Large: '0x1p3' is not a number
                    whole | 1.5 | 'whole' of Large: '1.5' is not a whole number
                    exact | "1,5" | 'exact' of Large: '1,5' is not a number
                    bytes | "*" | 'bytes' of Large: '*' is not base64
                    at | "noon" | 'at' of Large: 'noon' is not a time, such as 2026-11-25T08:00:00Z
                    pause | 5 | 'pause' of Large: '5' is not a duration, such as PT1M30S
                    """)
    void aWrongScalarIsRefusedByName(String component, String value, String complaint) {
        String text = large(component, value);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("order", text))
                .withMessage("component " + complaint);
    }

    /** A message in which everything is right but perhaps one component. */
    private static String large(String component, String value) {
        var good = Map.of(
                "single", "0",
                "precise", "0",
                "whole", "0",
                "exact", "0",
                "text", "\"\"",
                "bytes", "\"\"",
                "key", "\"0-0-0-0-0\"",
                "at", "\"1970-01-01T00:00:00Z\"",
                "pause", "\"PT0S\"");
        return good.entrySet().stream()
                .map(one -> '"' + one.getKey() + "\":" + (one.getKey().equals(component) ? value : one.getValue()))
                .collect(Collectors.joining(",", "{\"Large\":{", "}}"));
    }

    @Test
    void anAnswerIsWrittenByItsDeclaredType() {
        assertThat(json.answer(new Order.All(), List.of(new Order.Cancel(), new Order.Find("pen"))))
                .hasToString("[\"Cancel\",{\"Find\":{\"item\":\"pen\"}}]");
        assertThat(json.answer(new Order.Find("x"), Optional.of(new Order.Line("pen", 1))))
                .hasToString("{\"item\":\"pen\",\"count\":1}");
        assertThat(json.answer(new Order.Find("x"), Optional.empty())).hasToString("null");
    }

    @Test
    void anAnswerOfNoDeclaredTypeIsWrittenByItsClass() {
        assertThat(json.answer("a text", "b")).hasToString("\"b\"");
        assertThat(json.answer("a text", 5L)).hasToString("5");
        assertThat(json.answer("a text", new Order.Line("pen", 1))).hasToString("{\"item\":\"pen\",\"count\":1}");
        assertThat(json.answer("a text", Map.of(Order.Speed.FAST, Set.of(1)))).hasToString("{\"FAST\":[1]}");
        assertThat(json.answer("a text", URI.create("x"))).hasToString("\"x\"");
    }

    @Test
    void anArgumentIsReadByTheTypeThatDeclaresIt() {
        ProcessSpec<?> spec = json.typed(spec("order", "{\"item\":\"pen\",\"count\":2}"));

        assertThat(ORDER.argumentOf(spec)).isEqualTo(new Order.Line("pen", 2));
        assertThat(json.argument(spec)).isEqualTo("{\"item\":\"pen\",\"count\":2}");
        assertThat(json.argument(json.typed(spec("waits", "PT5S")))).isEqualTo("PT5S");
    }

    @Test
    void anArgumentOfATypeThatTakesTextStaysText() {
        assertThat(json.typed(spec("text", "{\"a\": 1}"))).isEqualTo(spec("text", "{\"a\": 1}"));
        assertThat(json.argument(spec("text", "{\"a\": 1}"))).isEqualTo("{\"a\": 1}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"whole", "exact", "precise"})
    void aNumberOfManyDigitsIsNotRead(String component) {
        String text = large(component, '"' + "9".repeat(1_001) + '"');

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read("order", text))
                .withMessageContaining("a number has at most 1000 characters");
    }

    @Test
    void aWrongArgumentIsRefusedByName() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.typed(spec("order", "{\"item\":\"pen\",\"count\":\"x\"}")))
                .withMessage("argument (Line) of a process of type 'order': "
                        + "component 'count' of Line: 'x' is not a whole number");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> json.typed(spec("order", "")))
                .withMessage("argument (Line) of a process of type 'order' is missing");
    }

    @Test
    void anArgumentThatThisNodeCannotReadIsDescribed() {
        var foreign = spec("order", "").argument(ProcessSpec.Argument.encoded("Other", new byte[] {1, 2}));
        var broken = spec("order", "").argument(ProcessSpec.Argument.encoded("Order.Line", new byte[] {9}));

        assertThat(json.argument(foreign)).isEqualTo("Other (2 bytes)");
        assertThat(json.argument(broken)).startsWith("Order.Line (1 bytes), unreadable here: the argument");
    }

    private static ProcessSpec<Object> spec(String type, String argument) {
        return ProcessSpec.untyped(new ProcessId("p"), type).argument(argument);
    }

    private static JsonNode node(String text) {
        return JsonText.parse(text, "");
    }

    private Object read(String type, String text) {
        return json.message(type, StringNode.valueOf(text));
    }
}
