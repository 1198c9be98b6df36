package io.processhub.tidy.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DeterminismTest {
    @TempDir
    private Path folder;

    static List<BuiltModule> modules() {
        return BuiltModule.all();
    }

    @ParameterizedTest
    @MethodSource("modules")
    void timeThreadsAndChanceComeFromTheEnvironment(BuiltModule module) {
        ArchRule rule = switch (module.folder()) {
            case "core" -> Determinism.core();
            case "testkit" -> Determinism.testkit();
            default -> Determinism.others();
        };

        rule.check(module.classes());
    }

    @Test
    void whatIsReplayedIsPure() {
        Determinism.pure().check(BuiltModule.of("core").classes());
    }

    @Test
    void whatNodesCompareIsTheSameOnEachOfThem() {
        Determinism.sameOnEveryNode().check(BuiltModule.of("core").classes());
    }

    private JavaClasses sample(String packageName, String member) throws IOException {
        return Sample.classes(
                folder,
                "package " + packageName + ";\nimport java.util.*;\nimport java.util.concurrent.*;\n"
                        + "import java.util.stream.*;\nclass A {\n" + member + "\n}");
    }

    private static boolean broken(ArchRule rule, JavaClasses classes) {
        return rule.evaluate(classes).hasViolation();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "long a = System.nanoTime();",
                "LongSupplier a = System::currentTimeMillis; interface LongSupplier { long get(); }",
                "Object a = java.time.Instant.now();",
                "Object a = java.time.Clock.systemUTC();",
                "Object a = new Thread(() -> {});",
                "Object a = Thread.ofVirtual();",
                "Object a = Thread.ofPlatform();",
                "Object a = Thread.startVirtualThread(() -> {});",
                "Object a = Executors.newCachedThreadPool();",
                "Object a = new java.util.Timer();",
                "Object a = new ScheduledThreadPoolExecutor(1);",
                "Object a = ThreadLocalRandom.current();",
                "Object a = new Random();",
                "Object a = new Random(1);",
                "double a = Math.random();",
                "Object a = new SplittableRandom(1);",
                "Object a = java.util.random.RandomGenerator.getDefault();",
                "Object a = java.util.random.RandomGeneratorFactory.getDefault().create(1);",
                "Object a = UUID.randomUUID();",
                "Object a = ForkJoinPool.commonPool();",
                "Object a = CompletableFuture.supplyAsync(() -> 1);",
                "Object a(CompletionStage<String> b) { return b.thenRunAsync(() -> {}); }",
                "Object a(CompletableFuture<String> b) { return b.orTimeout(1, TimeUnit.SECONDS); }",
                "Object a(CompletableFuture<String> b) { return b.completeOnTimeout(\"\", 1, TimeUnit.SECONDS); }",
                "Object a = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);",
                "Object a(List<String> b) { return b.parallelStream(); }",
                "void a(List<String> b) { Collections.shuffle(b); }"
            })
    void aSourceOfTimeThreadsOrChanceIsFound(String member) throws IOException {
        assertThat(broken(Determinism.core(), sample("io.processhub.coordinator", member)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object a(Executor b) { return CompletableFuture.supplyAsync(() -> 1, b); }",
                "Object a(CompletionStage<String> b, Executor c) { return b.thenApplyAsync(x -> x, c); }",
                "void a(List<String> b, Random c) { Collections.shuffle(b, c); }"
            })
    void whatIsGivenMayBeUsed(String member) throws IOException {
        assertThat(broken(Determinism.core(), sample("io.processhub.coordinator", member)))
                .isFalse();
    }

    @Test
    void theEnvironmentIsTheDoor() throws IOException {
        assertThat(broken(Determinism.core(), sample("io.processhub.environment", "long a = System.nanoTime();")))
                .isFalse();
    }

    @Test
    void theTestKitMaySeedAndSimulate() throws IOException {
        var environment = "package io.processhub.environment; public interface Environment {}";
        var simulated = "package io.processhub.testkit; class World { class Inside implements "
                + "io.processhub.environment.Environment { class Deep { long a = System.nanoTime(); } } }";

        assertThat(broken(Determinism.testkit(), Sample.classes(folder, environment, simulated)))
                .isFalse();
        assertThat(broken(Determinism.testkit(), sample("io.processhub.testkit", "Object a = new Random(1);")))
                .isFalse();
        assertThat(broken(Determinism.testkit(), sample("io.processhub.testkit", "Object a = new Random();")))
                .isTrue();
    }

    @Test
    void noModuleRollsDice() throws IOException {
        assertThat(broken(Determinism.others(), sample("io.processhub.console", "Object a = new Random();")))
                .isTrue();
        assertThat(broken(Determinism.others(), sample("io.processhub.console", "long a = System.nanoTime();")))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object a = new HashMap<String, String>();",
                "Object a(Stream<String> b) { return b.collect(Collectors.toCollection(HashSet::new)); }",
                "Object a = new IdentityHashMap<String, String>();",
                "Object a = Map.of(1, 2, 3, 4);",
                "Object a = Set.of(1, 2);",
                "Object a(Integer[] b) { return Set.of(b); }",
                "Object a(Map<String, String> b) { return Map.copyOf(b); }",
                "Object a(Set<String> b) { return Set.copyOf(b); }",
                "Object a = Collectors.toSet();",
                "Object a(Stream<String> b) { return b.collect(Collectors.toMap(c -> c, c -> c)); }",
                "Object a(Stream<String> b) { return b.collect(Collectors.toMap(c -> c, c -> c, (c, d) -> c)); }",
                "Object a(Stream<String> b) { return b.collect(Collectors.groupingBy(c -> c)); }",
                "Object a(Stream<String> b) { return b.collect(Collectors.groupingByConcurrent(c -> c)); }",
                "volatile int a;",
                "synchronized void a() {}",
                "Object a = new java.util.concurrent.locks.ReentrantLock();",
                "System.Logger a = System.getLogger(\"\");",
                "Object a = java.util.logging.Logger.getLogger(\"\");"
            })
    void impurityIsFound(String member) throws IOException {
        assertThat(broken(Determinism.pure(), sample("io.processhub.strategy.partition", member)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Object a = new TreeMap<String, String>(); Object b = new LinkedHashMap<>(); Object c = Map.of();",
                "Object a = Map.of(1, 2); Object b = Set.of(1); Object c = List.of(1, 2, 3);",
                "Collector<String, ?, ?> a = Collectors.groupingBy(c -> c, TreeMap::new, Collectors.toList());",
                "Collector<String, ?, ?> a = Collectors.toMap(c -> c, c -> c, (c, d) -> c, TreeMap::new);"
            })
    void orderIsPure(String member) throws IOException {
        assertThat(broken(Determinism.pure(), sample("io.processhub.registry", member)))
                .isFalse();
    }

    @Test
    void onlyTheDirectoryOfTheRegistryIsConcurrent() throws IOException {
        var directory = "package io.processhub.registry; class Directory { class Inside { volatile int a; } }";

        assertThat(broken(Determinism.pure(), Sample.classes(folder, directory)))
                .isFalse();
        assertThat(broken(Determinism.pure(), sample("io.processhub.registry", "volatile int a;")))
                .isTrue();
        assertThat(broken(Determinism.pure(), sample("io.processhub.coordinator", "volatile int a;")))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "record Tag(String a) {} int a(Tag b) { return b.hashCode(); }",
                "int a(Thread.State b) { return b.hashCode(); }",
                "int a(List<String> b) { return b.hashCode(); }",
                "int a(String b) { return Objects.hash(b); }",
                "int a(Object b) { return Objects.hashCode(b); }",
                "int a(Object b) { return System.identityHashCode(b); }"
            })
    void aHashThatDiffersBetweenNodesIsFound(String member) throws IOException {
        assertThat(broken(Determinism.sameOnEveryNode(), sample("io.processhub.replication", member)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "int a(String b) { return b.hashCode() + Long.hashCode(1); }",
                "record Tag(List<String> a) { @Override public int hashCode() { return a.hashCode(); } }"
            })
    void aHashThatTheLanguageFixesMayBeUsed(String member) throws IOException {
        assertThat(broken(Determinism.sameOnEveryNode(), sample("io.processhub.replication", member)))
                .isFalse();
    }
}
