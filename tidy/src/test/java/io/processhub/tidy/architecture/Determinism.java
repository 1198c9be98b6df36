package io.processhub.tidy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps a run repeatable from its seed: time, threads and chance come from the environment, and what is replayed holds
 * nothing that is ordered by a hash. Banned members are given as patterns over the full name of what is called.
 */
final class Determinism {
    /** Where digests and places on the ring are made, and where values become bytes. */
    private static final String[] COMPARED = Stream.of(
                    "hash", "log", "registry", "replication", "antientropy", "strategy..", "wire")
            .map(Layer::packageName)
            .toArray(String[]::new);

    private static final Pattern UNFIXED_HASH = Pattern.compile(
            ".*\\.hashCode\\(.*\\)|java\\.util\\.Objects\\.hash\\(.*|java\\.lang\\.System\\.identityHashCode\\(.*");
    private static final Pattern FIXED_HASH = Pattern.compile(
            "java\\.lang\\.(String|Integer|Long|Short|Byte|Character|Boolean|Float|Double)\\.hashCode\\(.*");

    private static final String ENVIRONMENT = "io.processhub.environment";

    private static final List<String> UNSEEDED = List.of(
            "java.lang.Math.random\\(.*",
            "java.util.Random.<init>\\(\\)",
            "java.util.SplittableRandom.<init>\\(\\)",
            "java.lang.Thread.sleep\\(.*");
    private static final List<String> SEEDED = List.of(
            "java.util.(Random|SplittableRandom).<init>\\(.+\\)",
            "java.util.random.RandomGeneratorFactory.create\\(.+\\)");
    private static final List<String> OF_THE_SYSTEM = List.of(
            "java.lang.System.(nanoTime|currentTimeMillis)\\(.*",
            "java.time.\\w+.now\\(.*",
            "java.time.Clock.(system|tick)\\w*\\(.*",
            "java.lang.Thread.(<init>|ofVirtual|ofPlatform|startVirtualThread)\\(.*",
            "java.util.Timer.<init>\\(.*",
            "java.util.concurrent.(Executors|ForkJoinPool|ThreadPoolExecutor|ScheduledThreadPoolExecutor).*",
            "java.util.concurrent.ThreadLocalRandom.*",
            "java.util.concurrent.CompletableFuture.(orTimeout|completeOnTimeout|delayedExecutor)\\(.*",
            "java.util.concurrent.Complet(ableFuture|ionStage).\\w+Async\\((?!.*[.]Executor\\)).*",
            "java.util.\\w+.parallelStream\\(.*",
            "java.util.stream.\\w+.parallel\\(.*",
            "java.security.SecureRandom.*",
            "java.util.random.RandomGenerator.(of|getDefault)\\(.*",
            "java.util.random.RandomGeneratorFactory.create\\(\\)",
            "java.util.Collections.shuffle\\(java.util.List\\)",
            "java.util.UUID.randomUUID\\(.*");
    private static final List<String> HASH_ORDERED = List.of(
            "java.util.(HashMap|HashSet|IdentityHashMap|WeakHashMap|Hashtable).(<init>|newHashMap|newHashSet)\\(.*",
            "java.util.concurrent.ConcurrentHashMap.(<init>|newKeySet)\\(.*",
            "java.util.Map.(ofEntries|copyOf)\\(.*",
            "java.util.Map.of\\([^,]+,[^,]+,.*",
            "java.util.Set.copyOf\\(.*",
            "java.util.Set.of\\(([^,]+,.*|\\[.*)",
            "java.util.stream.Collectors.(toSet|toUnmodifiableSet|toUnmodifiableMap|toConcurrentMap)\\(.*",
            "java.util.stream.Collectors.groupingByConcurrent\\(.*",
            "java.util.stream.Collectors.toMap\\([^,]+,[^,]+(,[^,]+)?\\)",
            "java.util.stream.Collectors.groupingBy\\([^,]+(,[^,]+)?\\)",
            "java.lang.System.identityHashCode\\(.*");

    private Determinism() {}

    /** Core has one door to the world, its package {@code environment}. */
    static ArchRule core() {
        return calls(not(resideInAPackage(ENVIRONMENT)), Stream.of(UNSEEDED, SEEDED, OF_THE_SYSTEM));
    }

    /**
     * The test kit has the simulated environment; its contract suites run real engines. Chance from a seed is its
     * trade.
     */
    static ArchRule testkit() {
        DescribedPredicate<JavaClass> world = describe("an environment or a contract", Determinism::world);
        return calls(not(world), Stream.of(UNSEEDED, OF_THE_SYSTEM));
    }

    private static boolean world(JavaClass type) {
        return type.isAssignableTo(ENVIRONMENT + ".Environment")
                || type.getSimpleName().endsWith("Contract")
                || type.getEnclosingClass().map(Determinism::world).orElse(false);
    }

    /** Everything else may have clocks and threads where it needs them, but neither sleeps nor rolls dice. */
    static ArchRule others() {
        return calls(DescribedPredicate.alwaysTrue(), Stream.of(UNSEEDED));
    }

    private static ArchRule calls(DescribedPredicate<JavaClass> who, Stream<List<String>> banned) {
        return noClasses()
                .that(who)
                .should()
                .accessTargetWhere(oneOf(banned.flatMap(List::stream).toList()))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaAccess<?>> oneOf(List<String> banned) {
        Pattern pattern = Pattern.compile(String.join("|", banned));
        return describe(
                "is not repeatable from a seed",
                access -> pattern.matcher(access.getTarget().getFullName()).matches());
    }

    /** The coordinator, the strategies and the values of the registry: one thread, the same result on every replay. */
    static ArchRule pure() {
        DescribedPredicate<JavaClass> pure = describe("are replayed", Determinism::replayed);
        return CompositeArchRule.of(List.of(
                calls(pure, Stream.of(HASH_ORDERED)),
                noFields()
                        .that()
                        .areDeclaredInClassesThat(pure)
                        .should()
                        .haveModifier(JavaModifier.VOLATILE)
                        .allowEmptyShould(true),
                noMethods()
                        .that()
                        .areDeclaredInClassesThat(pure)
                        .should()
                        .haveModifier(JavaModifier.SYNCHRONIZED)
                        .allowEmptyShould(true),
                noClasses()
                        .that(pure)
                        .should()
                        .dependOnClassesThat(locksOrLogs())
                        .allowEmptyShould(true)));
    }

    /**
     * What nodes compare with one another must be the same on each of them, and the language fixes the hash of a string
     * but not that of a record, an enum or an object. What only looks up in a table of its own may use any hash.
     */
    static ArchRule sameOnEveryNode() {
        return noClasses()
                .that(resideInAnyPackage(COMPARED))
                .should()
                .callMethodWhere(describe(
                        "is a hash that the language does not fix",
                        call -> hash(call.getTarget().getFullName())
                                && !call.getOrigin().getName().equals("hashCode")))
                .allowEmptyShould(true);
    }

    private static boolean hash(String method) {
        return UNFIXED_HASH.matcher(method).matches()
                && !FIXED_HASH.matcher(method).matches();
    }

    private static DescribedPredicate<JavaClass> locksOrLogs() {
        return resideInAnyPackage("java.util.concurrent.locks..", "java.util.logging..", "org.slf4j..")
                .or(describe("the system's logger", type -> type.getName().startsWith("java.lang.System$Logger")));
    }

    /** The directory is the side of the registry that callers read while the hub's thread writes. */
    private static boolean replayed(JavaClass type) {
        boolean inside = resideInAnyPackage(
                        "io.processhub.coordinator..", "io.processhub.strategy..", "io.processhub.registry..")
                .test(type);
        return inside && !outermost(type).getName().equals("io.processhub.registry.Directory");
    }

    private static JavaClass outermost(JavaClass type) {
        Optional<JavaClass> enclosing = type.getEnclosingClass();
        return enclosing.map(Determinism::outermost).orElse(type);
    }
}
