package io.processhub.spring.configuration;

import io.processhub.process.RunLoop;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/** Makes a bean for each start of a run loop, and destroys it when the loop has returned. */
final class BeanLoops implements RunLoop.Factory<RunLoop> {
    private static final long serialVersionUID = 1L;

    private final transient ConfigurableBeanFactory beans;
    private final String name;

    BeanLoops(ConfigurableBeanFactory beans, String name) {
        this.beans = beans;
        this.name = name;
    }

    @Override
    public RunLoop make() {
        return (RunLoop) beans.getBean(name);
    }

    @Override
    public void release(RunLoop ended) {
        beans.destroyBean(name, ended);
    }
}
