package io.processhub.observation;

import io.processhub.environment.Environment;

/** An environment whose hubs are observed. Thread-safe. */
public interface ObservedEnvironment extends Environment {

    /** {@return the observer of the hubs that run in this environment; the same at each call} */
    HubObserver observer();
}
