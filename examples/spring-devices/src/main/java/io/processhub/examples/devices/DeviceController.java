package io.processhub.examples.devices;

import io.processhub.ProcessHub;
import java.util.concurrent.CompletableFuture;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Answers for all devices, whichever node a request comes to. */
@RestController
@RequestMapping("/devices")
final class DeviceController {
    private final ProcessHub hub;

    DeviceController(ProcessHub hub) {
        this.hub = hub;
    }

    /** The first reading of a device begins its session. */
    @PostMapping("/{serial}/readings")
    @ResponseStatus(HttpStatus.ACCEPTED)
    CompletableFuture<Void> read(@PathVariable String serial, @RequestParam double value) {
        return hub.ensure(Device.session(serial))
                .thenAccept(session -> session.ref().tell(new Device.Reading(value)));
    }

    /** Of a device that has sent no reading there is no session, which is answered with 404. */
    @GetMapping("/{serial}")
    CompletableFuture<Device.State> describe(@PathVariable String serial) {
        return hub.ref(Device.session(serial)).ask(new Device.Describe());
    }
}
