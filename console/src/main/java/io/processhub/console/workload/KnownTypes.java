package io.processhub.console.workload;

import io.processhub.spec.ProcessSpec;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** All process types that a node of the console can run, shipped and added. Immutable. */
public final class KnownTypes {
    private final Map<String, ProvidedType> types;
    private final Map<String, ProcessTypes> sources;

    private KnownTypes(Map<String, ProvidedType> types, Map<String, ProcessTypes> sources) {
        this.types = Collections.unmodifiableMap(types);
        this.sources = sources;
    }

    /**
     * Finds the types on the class path.
     *
     * @return the shipped types and those of every {@link ProcessTypes} service
     * @throws IllegalArgumentException when two sources use the same name
     */
    public static KnownTypes load() {
        var all = new ArrayList<ProcessTypes>();
        all.add(new ShippedTypes());
        ServiceLoader.load(ProcessTypes.class).forEach(all::add);
        return of(all);
    }

    /**
     * Collects the types of some sources.
     *
     * @param all where they come from
     * @return their types
     * @throws IllegalArgumentException when two sources use the same name
     */
    public static KnownTypes of(List<ProcessTypes> all) {
        var types = new TreeMap<String, ProvidedType>();
        var sources = new TreeMap<String, ProcessTypes>();
        for (ProcessTypes source : all) {
            for (ProvidedType type : source.types()) {
                String name = type.type().name();
                types.put(name, type);
                ProcessTypes other = sources.putIfAbsent(name, source);
                if (other != null) {
                    throw new IllegalArgumentException("process type '" + name + "' is given by "
                            + other.getClass().getName() + " and by "
                            + source.getClass().getName() + "; rename one of them");
                }
            }
        }
        return new KnownTypes(types, sources);
    }

    /** {@return the types by name, sorted} */
    public Map<String, ProvidedType> byName() {
        return types;
    }

    /**
     * Checks that a process of this spec can be started here.
     *
     * @param spec what to start
     * @throws IllegalArgumentException when its type is unknown or refuses the spec; says value and remedy
     */
    public void check(ProcessSpec<?> spec) {
        ProcessTypes source = sources.get(spec.type());
        if (source == null) {
            throw new IllegalArgumentException("unknown type '" + spec.type() + "'; known are "
                    + String.join(", ", types.keySet()) + ", and a jar with ProcessTypes adds others");
        }
        source.check(spec);
    }
}
