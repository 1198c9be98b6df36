package io.processhub.tidy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class ArchitectureTest {
    private static final BuiltModule CORE = BuiltModule.of("core");
    private static final List<BuiltModule> MODULES = BuiltModule.all();

    /** The console and the examples get an engine from its factory and pass it on. */
    private static final Set<String> WITHOUT_CLUSTER = Set.of("core", "console", "examples");

    /** Libraries that do the same, by the name of their package in the module that measures them. */
    private static final Map<String, String> PEERS =
            Map.of("pekko", "org.apache.pekko", "hazelcast", "com.hazelcast", "infinispan", "org.infinispan");

    private static final List<Layer> LAYERS = Layer.TABLE;

    @TempDir
    private Path folder;

    static List<Layer> layers() {
        return LAYERS;
    }

    static List<BuiltModule> modules() {
        return MODULES;
    }

    /** Benchmarks are for us, and may measure what no other module sees. */
    static List<BuiltModule> users() {
        return MODULES.stream()
                .filter(module -> !Set.of("core", "benchmarks").contains(module.folder()))
                .toList();
    }

    static List<BuiltModule> strangers() {
        return MODULES.stream()
                .filter(module -> WITHOUT_CLUSTER.contains(module.folder()))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aPackageKnowsOnlyThePackagesBelowIt(Layer layer) {
        layer.rule().check(CORE.classes());
    }

    @Test
    void everyPackageHasARow() {
        Set<String> missing = CORE.packages();
        LAYERS.forEach(layer -> missing.remove(layer.packageName()));

        assertThat(missing).as("packages without a row in the table").isEmpty();
    }

    @Test
    void everyRowHasAPackage() {
        Set<String> packages = CORE.packages();
        List<Layer> missing = LAYERS.stream()
                .filter(layer -> !packages.contains(layer.packageName()))
                .toList();

        assertThat(missing).as("rows of the table without a package").isEmpty();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void packagesAreFreeOfCycles(BuiltModule module) {
        acyclic().check(module.classes());
    }

    private static ArchRule acyclic() {
        return slices().assignedFrom(new ByPackage()).should().beFreeOfCycles().allowEmptyShould(true);
    }

    @ParameterizedTest
    @MethodSource("users")
    void modulesUseOnlyWhatCoreExports(BuiltModule user) {
        exportedOnly(CORE.hiddenFrom(user)).check(user.classes());
    }

    private static ArchRule exportedOnly(Set<String> hidden) {
        return noClasses().should().dependOnClassesThat(resideInAnyPackage(hidden.toArray(String[]::new)));
    }

    @ParameterizedTest
    @MethodSource("strangers")
    void onlyTheHubAndEnginesMentionTheCluster(BuiltModule module) {
        withoutCluster().check(module.classes());
    }

    private static ArchRule withoutCluster() {
        return noClasses()
                .that(not(resideInAnyPackage(
                        Layer.packageName(""), Layer.packageName("cluster"), Layer.packageName("cluster.embedded"))))
                .should()
                .dependOnClassesThat(DescribedPredicate.describe(
                        "are the cluster",
                        type -> type.getName().matches("io\\.processhub\\.cluster\\.Cluster(\\$.*)?")))
                .allowEmptyShould(true);
    }

    @ParameterizedTest
    @MethodSource("modules")
    void aPeerIsKnownOnlyToItsPackage(BuiltModule module) {
        PEERS.forEach((name, peer) -> withoutPeer(name, peer).check(module.classes()));
    }

    private static ArchRule withoutPeer(String name, String peer) {
        return noClasses()
                .that(not(resideInAnyPackage("io.processhub.bench." + name)))
                .should()
                .dependOnClassesThat(resideInAnyPackage(peer + ".."))
                .allowEmptyShould(true);
    }

    private static boolean broken(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).hasViolation();
    }

    private static ArchRule layer(String name) {
        return LAYERS.stream()
                .filter(layer -> layer.name().equals(name))
                .findFirst()
                .orElseThrow()
                .rule();
    }

    @Test
    void aLookUpwardsIsFound() throws IOException {
        var classes = Sample.classes(
                folder,
                "package io.processhub; public interface ProcessHub {}",
                "package io.processhub.cluster; public interface Cluster { io.processhub.ProcessHub hub(); }",
                "package io.processhub.hook; public class Hook { io.processhub.cluster.Cluster a; }",
                "package io.processhub.strategy.partition; public class A {}",
                "package io.processhub.strategy.migration; class B extends io.processhub.strategy.partition.A {}");

        assertThat(broken(layer("cluster"), classes)).isTrue();
        assertThat(broken(layer("strategy.migration"), classes)).isTrue();
        assertThat(broken(layer("strategy.partition"), classes)).isFalse();
        assertThat(broken(layer("hook"), classes)).isFalse();
        assertThat(broken(withoutCluster(), classes)).isTrue();
        assertThat(broken(acyclic(), classes)).isFalse();
    }

    @Test
    void aPeerElsewhereIsFound() throws IOException {
        var classes = Sample.classes(
                folder,
                "package com.hazelcast.map; public class IMap {}",
                "package io.processhub.bench.hazelcast; class A { com.hazelcast.map.IMap b; }");

        assertThat(broken(withoutPeer("hazelcast", "com.hazelcast"), classes)).isFalse();
        assertThat(broken(withoutPeer("pekko", "com.hazelcast"), classes)).isTrue();
    }

    @Test
    void aCycleIsFound() throws IOException {
        var classes = Sample.classes(
                folder,
                "package io.processhub; public class A { io.processhub.a.B b; }",
                "package io.processhub.a; public class B { io.processhub.A a; }");

        assertThat(broken(acyclic(), classes)).isTrue();
    }

    @Test
    void aHiddenPackageIsFound() throws IOException {
        var classes = Sample.classes(
                folder,
                "package io.processhub.wire; public class Codec {}",
                "package io.processhub.console; class A { io.processhub.wire.Codec b; }");

        assertThat(CORE.hiddenFrom(CORE)).contains("io.processhub.wire").doesNotContain("io.processhub.process");
        assertThat(broken(exportedOnly(Set.of("io.processhub.wire")), classes)).isTrue();
        assertThat(broken(exportedOnly(Set.of("io.processhub.coordinator")), classes))
                .isFalse();
    }

    /** One slice for each package of ours, the root package included. */
    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            String name = type.getPackageName();
            return name.startsWith("io.processhub") ? SliceIdentifier.of(name) : SliceIdentifier.ignore();
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
