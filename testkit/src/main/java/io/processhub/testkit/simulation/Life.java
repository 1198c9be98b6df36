package io.processhub.testkit.simulation;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a machine lives. Every event belongs to one life: it happens while the machine is up, waits while the machine
 * is paused, and is forgotten when the machine has crashed.
 */
final class Life {
    private final String name;

    // mutable state
    private final List<Simulation.Event> held = new ArrayList<>();
    private boolean paused;
    private boolean over;

    Life(String name) {
        this.name = name;
    }

    String name() {
        return name;
    }

    boolean up() {
        return !paused && !over;
    }

    boolean paused() {
        return paused;
    }

    boolean over() {
        return over;
    }

    void hold(Simulation.Event event) {
        held.add(event);
    }

    void pause() {
        paused = true;
    }

    /** Returns what waited, in the order in which it should have happened. */
    List<Simulation.Event> resume() {
        paused = false;
        List<Simulation.Event> waited = List.copyOf(held);
        held.clear();
        return waited;
    }

    void end() {
        over = true;
        held.clear();
    }
}
