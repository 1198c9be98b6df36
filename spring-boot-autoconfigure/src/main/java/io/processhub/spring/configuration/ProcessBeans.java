package io.processhub.spring.configuration;

import io.processhub.HubBuilder;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import io.processhub.spec.ProcessId;
import io.processhub.spec.ProcessSpec;
import io.processhub.spring.ClusterSingleton;
import io.processhub.spring.ProcessBean;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;

/**
 * Finds the beans that are code of processes, and registers them with the hub.
 *
 * @param beans of the application
 */
record ProcessBeans(ConfigurableListableBeanFactory beans) {

    /** Registers the types of all, and ensures the singletons. */
    void register(HubBuilder builder, PropertyChecks checks) {
        for (String name : beans.getBeanNamesForAnnotation(ProcessBean.class)) {
            checks.register(name, () -> register(builder, name));
        }
    }

    private void register(HubBuilder builder, String name) {
        if (!beans.isPrototype(name)) {
            throw new IllegalArgumentException(
                    "is not of scope prototype, but each start of a process needs an object of its own; leave out its"
                            + " scope");
        }
        ProcessType<?> type = type(name);
        if (RunLoop.class.isAssignableFrom(BeanTypes.raw(beans, name))) {
            builder.runLoop(ProcessType.runLoop(type.name()).threads(type.threads()), new BeanLoops(beans, name));
        } else {
            registerProcess(builder, type, name);
        }
        ClusterSingleton singleton = beans.findAnnotationOnBean(name, ClusterSingleton.class);
        if (singleton != null) {
            builder.ensure(spec(type, id(singleton, name), singleton));
        }
    }

    private <C> void registerProcess(HubBuilder builder, ProcessType<C> type, String name) {
        builder.process(type, new BeanProcesses<>(beans, name));
    }

    private ProcessType<?> type(String name) {
        ProcessBean annotation = beans.findAnnotationOnBean(name, ProcessBean.class);
        ClusterSingleton singleton = beans.findAnnotationOnBean(name, ClusterSingleton.class);
        String given = annotation == null ? "" : annotation.type();
        return BeanTypes.of(beans, name, given, singleton == null ? "" : id(singleton, name));
    }

    private static String id(ClusterSingleton singleton, String name) {
        return singleton.id().isEmpty() ? name : singleton.id();
    }

    private static ProcessSpec<?> spec(ProcessType<?> type, String id, ClusterSingleton singleton) {
        if (type instanceof ProcessType.WithArgument<?, ?> typed) {
            throw new IllegalArgumentException("its type '" + type + "' takes an argument of "
                    + typed.argument().getName() + ", which an annotation cannot give; mark it @ProcessBean, and ensure"
                    + " the process in a HubCustomizer");
        }
        ProcessSpec<?> spec =
                ProcessSpec.untyped(new ProcessId(id), type.name()).restart(singleton.restart());
        return singleton.argument().isEmpty() ? spec : spec.argument(singleton.argument());
    }
}
