package io.processhub.spring.configuration;

import io.processhub.process.HubProcess;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;

/**
 * Makes a bean for each start of a process, and destroys it when the instance has ended.
 *
 * @param beans of the application
 * @param name of a bean of scope prototype
 */
record BeanProcesses<C>(ConfigurableBeanFactory beans, String name) implements HubProcess.Factory<C> {

    /** The class of the bean was looked at when it was registered. */
    @SuppressWarnings("unchecked")
    @Override
    public HubProcess<C> make() {
        return (HubProcess<C>) beans.getBean(name);
    }

    @Override
    public void release(HubProcess<C> ended) {
        beans.destroyBean(name, ended);
    }
}
