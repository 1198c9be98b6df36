package io.processhub.examples.devices;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The entry point of each node of the service. */
@SpringBootApplication
public class DevicesApplication {

    /** Called by Spring. */
    DevicesApplication() {}

    /**
     * Starts a node.
     *
     * @param arguments properties of Spring Boot, such as {@code --server.port=8081}
     */
    public static void main(String[] arguments) {
        SpringApplication.run(DevicesApplication.class, arguments);
    }
}
