package io.processhub.message.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.invoke.MethodHandles;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What cannot be sent is refused when it is registered, with its place and what to do. */
final class UnsuitableTypesTest {

    interface Open {}

    sealed interface Half {}

    record Good() implements Half {}

    static final class Bad implements Half {}

    non-sealed interface Wide extends Half {}

    sealed interface Twins {}

    static final class Left {
        record Twin() implements Twins {}
    }

    static final class Right {
        record Twin() implements Twins {}
    }

    record Anything(Object any) {}

    record OpenPart(List<Open> open) {}

    record Inner(Map<String, Anything> deep) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Array(int[] numbers) {}

    @SuppressWarnings("rawtypes")
    record Raw(List list) {}

    record Generic<T>(T value) {}

    record GenericPart(Generic<String> part) {}

    record Question(List<?> any) {}

    record Hidden(int number) {}

    private static void refused(Class<?> type, String... parts) {
        assertThatThrownBy(() -> RecordCodec.of(type, MethodHandles.lookup()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(parts);
    }

    @ParameterizedTest
    @ValueSource(classes = {Open.class, Bad.class, Thread.class, int.class, List.class})
    void onlyRecordsEnumsAndSealedInterfacesAreMessages(Class<?> type) {
        refused(type, type.getName(), "neither a record nor an enum nor a sealed interface");
    }

    @Test
    void whatIsPermittedMustBeARecordOrAnEnum() {
        refused(Half.class, "permitted by " + Half.class.getName(), "cannot be sent");
    }

    @Test
    void casesAreToldApartByTheirSimpleNames() {
        refused(Twins.class, Left.Twin.class.getName(), Right.Twin.class.getName(), "rename");
    }

    @Test
    void anyObjectIsTooMuch() {
        refused(
                Anything.class,
                "component 'any' of " + Anything.class.getName(),
                "java.lang.Object",
                "make it a record");
        refused(Question.class, "component 'any' of " + Question.class.getName(), "java.lang.Object");
    }

    @Test
    void anOpenInterfaceMustBeSealed() {
        refused(OpenPart.class, "component 'open' of " + OpenPart.class.getName(), Open.class.getName(), "sealed");
    }

    @Test
    void thePlaceIsTheInnermost() {
        refused(Inner.class, "component 'any' of " + Anything.class.getName());
    }

    @Test
    void arraysAreLists() {
        refused(Array.class, "component 'numbers' of " + Array.class.getName(), "int[]", "List");
    }

    @Test
    void containersSayWhatTheyHold() {
        refused(Raw.class, "component 'list' of " + Raw.class.getName(), "declare the type argument");
    }

    @Test
    void recordsHaveNoTypeParameters() {
        refused(Generic.class, Generic.class.getName(), "without parameters");
        refused(GenericPart.class, "component 'part' of " + GenericPart.class.getName(), "type arguments");
    }

    @Test
    void aRecordThatCannotBeReachedAsksForALookup() {
        assertThatThrownBy(() -> RecordCodec.of(Hidden.class, MethodHandles.publicLookup()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(Hidden.class.getName(), "public", "MethodHandles.lookup()");
        assertThat(RecordCodec.of(Hidden.class, MethodHandles.lookup()).encode(new Hidden(1)))
                .hasSize(2);
    }
}
