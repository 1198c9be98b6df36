package io.processhub.environment;

/**
 * What user code finds on its thread, whatever ran there before: no interrupt, and the class loader of that code as the
 * context class loader. Threads of the {@link Environment#system() system} inherit nothing from those that start them.
 */
public final class CleanThread {
    private CleanThread() {}

    /**
     * Finds the class loader that a piece of code is called with.
     *
     * @param code any object of the user's, such as a factory
     * @return the loader of its class; of a class of the JDK, that of the application
     */
    public static ClassLoader loaderOf(Object code) {
        ClassLoader loader = code.getClass().getClassLoader();
        return loader == null ? ClassLoader.getSystemClassLoader() : loader;
    }

    /**
     * Sets the context class loader of the calling thread.
     *
     * @param loader for the code that runs next
     */
    public static void loader(ClassLoader loader) {
        Thread current = Thread.currentThread();
        if (current.getContextClassLoader() != loader) {
            current.setContextClassLoader(loader);
        }
    }
}
