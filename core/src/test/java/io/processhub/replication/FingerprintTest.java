package io.processhub.replication;

import static org.assertj.core.api.Assertions.assertThat;

import io.processhub.cluster.NodeId;
import io.processhub.process.ProcessType;
import io.processhub.registry.Instance;
import io.processhub.registry.Intent.Assignment;
import io.processhub.registry.Intent.Stamp;
import io.processhub.registry.Intent.Wanted;
import io.processhub.registry.Registration;
import io.processhub.spec.Metadata;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.Role;
import io.processhub.spec.StartReason;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
    private static final NodeId NODE = new NodeId("a", 1);
    private static final ProcessSpec<?> SPEC = ProcessType.of("t", Object.class).spec("p");

    private static Registration registration(ProcessSpec<?> spec, Metadata metadata, Instance... instances) {
        return new Registration(
                spec,
                metadata,
                Stream.of(instances)
                        .map(instance -> new Registration.Copy(NODE, instance))
                        .toList());
    }

    private static Instance instance(long epoch, Role role) {
        return new Instance(epoch, role, StartReason.FRESH, new Stamp(1, NODE));
    }

    @Test
    void aMissingRegistrationHasTheFingerprintZero() {
        assertThat(Fingerprint.of(null)).isZero();
    }

    @Test
    void equalRegistrationsHaveEqualFingerprints() {
        assertThat(Fingerprint.of(registration(
                        ProcessType.of("t", Object.class).spec("p"), Metadata.tag("x"), instance(3, Role.ACTIVE))))
                .isEqualTo(Fingerprint.of(registration(SPEC, Metadata.tag("x"), instance(3, Role.ACTIVE))));
    }

    @Test
    void whateverCallersSeeChangesIt() {
        List<Registration> different = List.of(
                registration(SPEC, Metadata.NONE),
                registration(ProcessType.of("t", Object.class).spec("q"), Metadata.NONE),
                registration(ProcessType.of("u", Object.class).spec("p"), Metadata.NONE),
                registration(SPEC.argument("1"), Metadata.NONE),
                registration(SPEC, Metadata.tag("x")),
                registration(SPEC, Metadata.NONE.label("x", "")),
                registration(SPEC, Metadata.NONE.label("x", "y")),
                registration(SPEC, Metadata.NONE.label("y", "x")),
                registration(SPEC, Metadata.NONE.label("x", "y").label("z", "")),
                new Registration(new Wanted(SPEC, Metadata.NONE, new Assignment(List.of("a"))), List.of(), List.of()),
                new Registration(new Wanted(SPEC, Metadata.NONE, new Assignment(List.of("b"))), List.of(), List.of()),
                registration(SPEC, Metadata.NONE, instance(3, Role.ACTIVE)),
                registration(SPEC, Metadata.NONE, instance(4, Role.ACTIVE)),
                registration(SPEC, Metadata.NONE, instance(3, Role.PASSIVE)),
                registration(SPEC, Metadata.NONE, instance(3, Role.PASSIVE).in(Role.ACTIVE, 5)),
                new Registration(
                        SPEC,
                        Metadata.NONE,
                        List.of(new Registration.Copy(new NodeId("a", 2), instance(3, Role.ACTIVE)))));

        assertThat(different.stream().map(Fingerprint::of))
                .doesNotHaveDuplicates()
                .doesNotContain(0L);
    }

    /** Worked out by another program from the definition of the hash, and not by this one. */
    @Test
    void aFingerprintIsTheSameInEveryRun() {
        Metadata metadata = Metadata.tag("x").label("b", "2").label("a", "1");
        ProcessSpec<?> spec = SPEC.argument("argument");

        assertThat(Fingerprint.of(registration(SPEC, Metadata.NONE))).isEqualTo(5_901_287_331_449_597_993L);
        assertThat(Fingerprint.of(registration(spec, metadata, instance(3, Role.ACTIVE))))
                .isEqualTo(-7_029_647_767_386_925_411L);
    }

    @Test
    void theOrderInWhichLabelsWereGivenDoesNotMatter() {
        assertThat(Fingerprint.of(
                        registration(SPEC, Metadata.NONE.label("a", "1").label("b", "2"))))
                .isEqualTo(Fingerprint.of(
                        registration(SPEC, Metadata.NONE.label("b", "2").label("a", "1"))));
    }
}
