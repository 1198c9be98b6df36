package io.processhub.tidy.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.stream.Stream;

/**
 * A package of core and the packages of ours that it may know. Read from the top: no layer knows what is above.
 *
 * @param name below the root package; empty for the root package itself
 * @param mayKnow other packages, by the same kind of name
 */
record Layer(String name, List<String> mayKnow) {
    private static final String ROOT = "io.processhub";
    private static final List<String> STRATEGIES = List.of(
            "strategy.distribution",
            "strategy.redundancy",
            "strategy.migration",
            "strategy.synchronization",
            "strategy.partition");

    static final List<Layer> TABLE = table();

    private static List<Layer> table() {
        Stream<Layer> below = Stream.concat(decisions(), values());
        var strategies = STRATEGIES.stream().map(kind -> row(kind, "log registry process spec cluster hash text time"));
        List<Layer> all = Stream.concat(below, strategies).toList();
        return Stream.concat(Stream.of(root(all)), all.stream()).toList();
    }

    /** What decides; it knows what is done and what is known. */
    private static Stream<Layer> decisions() {
        return Stream.of(
                row(
                        "coordinator",
                        "coordinator.port load placement quorum guard explain time handover supervision wire"
                                + " antientropy replication log hook registry process spec cluster text "
                                + String.join(" ", STRATEGIES)),
                row(
                        "coordinator.port",
                        "placement quorum explain wire antientropy hook registry process spec cluster"
                                + " strategy.synchronization"),
                row(
                        "placement",
                        "hash guard explain time replication hook registry process spec cluster"
                                + " strategy.distribution strategy.redundancy"),
                row("load", "guard time wire registry spec cluster strategy.distribution strategy.synchronization"),
                row("quorum", "guard explain cluster strategy.partition"),
                row("guard", "log process spec cluster " + String.join(" ", STRATEGIES)),
                row("explain", "hook registry process spec cluster strategy.distribution"),
                row("handover", "wire registry process spec cluster strategy.migration"),
                row("supervision", "process spec"),
                row("antientropy", "time replication log strategy.synchronization registry process spec cluster"),
                row(
                        "strategy.synchronization.gossip",
                        "strategy.synchronization log registry process spec cluster hash time"));
    }

    /** What keeps, carries and runs, and the values that all share. */
    private static Stream<Layer> values() {
        return Stream.of(
                row("replication", "log registry process spec cluster hash"),
                row(
                        "messaging",
                        "wire runtime tracing hook protocol registry process spec message cluster environment text"
                                + " time"),
                row(
                        "wire",
                        "quorum strategy.synchronization strategy.distribution log registry process spec"
                                + " message cluster hash text"),
                row("runtime", "tracing hook observation protocol process spec message cluster environment"),
                row("tracing", "hook process spec message environment"),
                row("hook", "registry process spec message cluster"),
                row("observation", "strategy.redundancy registry process spec cluster environment"),
                row("protocol", "process spec message"),
                row("log", "registry process spec cluster"),
                row("registry", "spec cluster"),
                row("process", "registry spec message cluster text time"),
                row("spec", "message hash text time"),
                row("message", "message.record text"),
                row("message.record", "text"),
                row("cluster", "text"),
                row("cluster.embedded", "cluster environment"),
                row("hash", "cluster"),
                row("text", ""),
                row("time", ""),
                row("environment", ""));
    }

    private static Layer row(String name, String mayKnow) {
        return new Layer(name, mayKnow.isEmpty() ? List.of() : List.of(mayKnow.split(" ")));
    }

    /** The root wires everything. */
    private static Layer root(List<Layer> others) {
        return new Layer("", others.stream().map(Layer::name).toList());
    }

    static String packageName(String name) {
        return name.isEmpty() ? ROOT : ROOT + "." + name;
    }

    String packageName() {
        return packageName(name);
    }

    /** A package may still be empty: that every row has one is a rule of its own. */
    ArchRule rule() {
        String[] visible = Stream.concat(Stream.of(name), mayKnow.stream())
                .map(Layer::packageName)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(packageName())
                .should()
                .dependOnClassesThat(resideInAPackage(ROOT + "..").and(not(resideInAnyPackage(visible))))
                .allowEmptyShould(true);
    }

    @Override
    public String toString() {
        return packageName();
    }
}
