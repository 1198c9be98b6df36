package io.processhub.spring.configuration;

import io.processhub.process.HubProcess;
import io.processhub.process.ProcessType;
import io.processhub.process.RunLoop;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.core.ResolvableType;

/** Finds the process type of a bean: by its annotation, its class, and the constant there. Stateless. */
final class BeanTypes {
    private BeanTypes() {}

    /**
     * Finds it.
     *
     * @param beans of the application
     * @param name of the bean
     * @param given the name in the annotation; empty for none
     * @param otherwise the name when nothing else gives one; empty for none
     * @throws IllegalArgumentException when annotation, class and constant contradict each other, or give no name
     */
    static ProcessType<?> of(ConfigurableListableBeanFactory beans, String name, String given, String otherwise) {
        Class<?> code = raw(beans, name);
        Class<?> protocol = RunLoop.class.isAssignableFrom(code) ? Void.class : protocol(beans, name);
        ProcessType<?> constant = constant(code, protocol);
        if (constant == null) {
            return ProcessType.of(required(given.isEmpty() ? otherwise : given), protocol);
        }
        if (!given.isEmpty() && !given.equals(constant.name())) {
            throw new IllegalArgumentException("is annotated with type '" + given + "', and its constant is of type '"
                    + constant.name() + "'; leave the name out of the annotation");
        }
        if (constant.protocol() != protocol) {
            throw new IllegalArgumentException("handles messages of " + protocol.getName() + ", and its constant '"
                    + constant.name() + "' is for " + constant.protocol().getName() + "; make both the same");
        }
        return constant;
    }

    private static String required(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException(
                    "has no type; name it in @ProcessBean(type = …), or make a constant of ProcessType in its class");
        }
        return name;
    }

    /** {@return the class of a bean, as far as it is known without making one} */
    static Class<?> raw(ConfigurableListableBeanFactory beans, String name) {
        Class<?> raw = beans.getType(name, /* allowFactoryBeanInit= */ false);
        if (raw == null || !(HubProcess.class.isAssignableFrom(raw) || RunLoop.class.isAssignableFrom(raw))) {
            throw new IllegalArgumentException("is a " + (raw == null ? "bean of unknown class" : raw.getName())
                    + ", which is neither a HubProcess nor a RunLoop; implement one of them");
        }
        return raw;
    }

    private static Class<?> protocol(ConfigurableListableBeanFactory beans, String name) {
        ResolvableType known = beans.getMergedBeanDefinition(name).getResolvableType();
        ResolvableType type = known.resolve() == null ? ResolvableType.forClass(raw(beans, name)) : known;
        Class<?> protocol = type.as(HubProcess.class).getGeneric(0).resolve();
        if (protocol == null) {
            throw new IllegalArgumentException(
                    "is a HubProcess without a protocol; say which, as in HubProcess<Command>, in its class or as the"
                            + " result of its method");
        }
        return protocol;
    }

    /** The constant in the class of the code or, if there is none, of the protocol. */
    private static @Nullable ProcessType<?> constant(Class<?> code, Class<?> protocol) {
        List<ProcessType<?>> own = constants(code);
        List<ProcessType<?>> all = own.isEmpty() ? constants(protocol) : own;
        if (all.size() > 1) {
            throw new IllegalArgumentException("has several constants of ProcessType: " + all
                    + "; leave one in the class, and the others where they belong");
        }
        return all.isEmpty() ? null : all.getFirst();
    }

    private static List<ProcessType<?>> constants(Class<?> holder) {
        return Stream.of(holder.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()))
                .filter(field -> ProcessType.class.isAssignableFrom(field.getType()))
                .<ProcessType<?>>map(BeanTypes::value)
                .toList();
    }

    private static ProcessType<?> value(Field constant) {
        try {
            constant.setAccessible(true);
            return (ProcessType<?>) Objects.requireNonNull(constant.get(null));
        } catch (IllegalAccessException | RuntimeException unreadable) {
            throw new IllegalArgumentException(
                    "its constant " + constant + " cannot be read: " + unreadable, unreadable);
        }
    }
}
