package io.processhub.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Scope;
import org.springframework.stereotype.Component;

/**
 * Marks the code of a type of process: a class, or a bean method that returns one, which is a
 * {@link io.processhub.process.HubProcess} or a {@link io.processhub.process.RunLoop}. The hub registers it, makes a
 * new bean for every start of a process, and destroys the bean when the instance has ended: its dependencies are
 * injected, and its {@code @PreDestroy} method is called.
 *
 * <p>The protocol is read from {@code HubProcess<C>}. When the class has a constant of
 * {@link io.processhub.process.ProcessType}, that is registered, with its answers, state and argument; its name and its
 * protocol must be those of the bean, or the application does not start.
 */
@Documented
@Component
@Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface ProcessBean {

    /**
     * The name of the type; unique in the hub, the same on every node.
     *
     * @return 1 to 255 characters; empty for the name of the constant
     */
    String type() default "";
}
