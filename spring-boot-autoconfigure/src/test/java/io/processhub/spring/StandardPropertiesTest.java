package io.processhub.spring;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.springframework.boot.json.JsonParserFactory;

/** What editors show of the properties. */
final class StandardPropertiesTest {
    private static final String METADATA = "/META-INF/spring-configuration-metadata.json";

    private static String metadata() throws IOException {
        try (var in = StandardPropertiesTest.class.getResourceAsStream(METADATA)) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void everyPropertyHasADescription() throws IOException {
        Object properties =
                JsonParserFactory.getJsonParser().parseMap(metadata()).get("properties");

        assertThat((List<?>) properties)
                .hasSizeGreaterThan(40)
                .allSatisfy(property -> assertThat(((Map<?, ?>) property).get("description"))
                        .as(String.valueOf(((Map<?, ?>) property).get("name")))
                        .isNotNull());
    }
}
