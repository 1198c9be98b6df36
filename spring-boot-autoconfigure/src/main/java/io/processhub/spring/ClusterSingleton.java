package io.processhub.spring;

import io.processhub.spec.ProcessSpec.RestartPolicy;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.core.annotation.AliasFor;

/**
 * Marks the code of one process that must always run, once in the whole hub: a {@link ProcessBean} of a type of its
 * own, and a process of that type that every node ensures when it starts.
 */
@Documented
@ProcessBean
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ClusterSingleton {

    /**
     * The name of the process; unique in the hub.
     *
     * @return empty for the name of the bean
     */
    String id() default "";

    /**
     * The name of its type.
     *
     * @return empty for the name of the constant in its class or, if there is none, of the process
     */
    @AliasFor(annotation = ProcessBean.class)
    String type() default "";

    /** {@return the argument of the process, as text; empty for none} */
    String argument() default "";

    /** {@return when it is started again after it has ended} */
    RestartPolicy restart() default RestartPolicy.PERMANENT;
}
