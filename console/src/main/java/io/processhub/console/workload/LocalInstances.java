package io.processhub.console.workload;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.HubProcess.StopReason;
import io.processhub.process.ProcessContext;
import io.processhub.process.RoleAware;
import io.processhub.process.RunLoop;
import io.processhub.process.StateHandover;
import io.processhub.spec.Role;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Counts the process objects that are alive in this JVM, and the messages they have handled, by watching their
 * callbacks. Knows nothing of the registry, so what the registry says can be checked against it. Thread-safe.
 */
public final class LocalInstances {
    private final Map<Instance, Life> living = new ConcurrentHashMap<>();
    private final Listener listener;

    private record Instance(String id, long epoch) {}

    /** What becomes of an instance. */
    private static final class Life {
        private final AtomicLong handled = new AtomicLong();
        private volatile Role role = Role.ACTIVE;
    }

    /**
     * One process object between its start and its end.
     *
     * @param id which process
     * @param epoch which instance of it
     * @param role its role, as it was last given
     * @param handled how many messages it has handled, those of the instances included whose state it took over
     */
    public record Living(String id, long epoch, Role role, long handled) {}

    /** Hears of each start and end. Called on the thread of the process, for several of them at the same time. */
    public interface Listener {
        /** Hears nothing. */
        Listener NONE = new Listener() {
            @Override
            public void begins(String id, long epoch) {}

            @Override
            public void ends(String id, long epoch) {}
        };

        /**
         * A process object lives from now on.
         *
         * @param id which process
         * @param epoch which instance of it
         */
        void begins(String id, long epoch);

        /**
         * It lives no longer.
         *
         * @param id which process
         * @param epoch which instance of it
         */
        void ends(String id, long epoch);
    }

    /** Starts with nothing alive. */
    public LocalInstances() {
        this(Listener.NONE);
    }

    /**
     * Starts with nothing alive.
     *
     * @param listener is notified of each start and end
     */
    public LocalInstances(Listener listener) {
        this.listener = listener;
    }

    private void begin(Instance instance, Life life) {
        living.put(instance, life);
        listener.begins(instance.id(), instance.epoch());
    }

    private void end(Instance instance) {
        if (living.remove(instance) != null) {
            listener.ends(instance.id(), instance.epoch());
        }
    }

    /** {@return what lives at this moment, by id and then by epoch} */
    public List<Living> living() {
        return living.entrySet().stream()
                .map(one -> living(one.getKey(), one.getValue()))
                .sorted(Comparator.comparing(Living::id).thenComparingLong(Living::epoch))
                .toList();
    }

    private static Living living(Instance instance, Life life) {
        return new Living(instance.id(), instance.epoch(), life.role, life.handled.get());
    }

    /**
     * Watches the processes of a type. Those that handle messages take the count along when they move, also those that
     * have no state of their own to hand over; a node that runs them has to know {@link MovableState#TYPE}.
     *
     * @param type any
     * @return the same type, each start and end of which is counted here
     */
    public ProvidedType watch(ProvidedType type) {
        return switch (type) {
            case ProvidedType.Messages<?> messages -> watched(messages);
            case ProvidedType.Loop<?> loop -> new ProvidedType.Loop<>(loop.type(), () -> watched(loop.factory()));
        };
    }

    private <C> ProvidedType watched(ProvidedType.Messages<C> messages) {
        return new ProvidedType.Messages<>(
                messages.type(), () -> new Watched<>(messages.factory().make()));
    }

    /** A loop that the hub refuses is left as it is, so that the hub sees what it is. */
    private RunLoop watched(RunLoop.Factory<?> factory) {
        RunLoop loop = factory.make();
        return loop instanceof StateHandover<?> ? loop : new WatchedLoop(loop);
    }

    /** Lives while it runs. */
    private final class WatchedLoop implements RunLoop, RoleAware {
        private final RunLoop loop;
        private final Life life = new Life();

        private WatchedLoop(RunLoop loop) {
            this.loop = loop;
        }

        @Override
        public void run(ProcessContext<Void> context) throws Exception {
            Instance self = instance(context);
            life.role = context.role();
            begin(self, life);
            try {
                loop.run(context);
            } finally {
                end(self);
            }
        }

        @Override
        public void onRole(Role role, long term) throws Exception {
            tell(loop, role, term);
            life.role = role;
        }
    }

    private static void tell(Object process, Role role, long term) throws Exception {
        if (process instanceof RoleAware aware) {
            aware.onRole(role, term);
        }
    }

    private static Instance instance(ProcessContext<?> context) {
        return new Instance(context.id().value(), context.epoch());
    }

    /** Lives from a start that did not throw to the stop, or to the message at which it crashed. */
    private final class Watched<C> implements HubProcess<C>, StateHandover<MovableState>, RoleAware {
        private final HubProcess<C> process;
        private final Life life = new Life();
        private Instance self = new Instance("", 0);

        private Watched(HubProcess<C> process) {
            this.process = process;
        }

        @Override
        public void onStart(ProcessContext<C> context) throws Exception {
            process.onStart(context);
            self = instance(context);
            life.role = context.role();
            begin(self, life);
        }

        @Override
        public void onRole(Role role, long term) throws Exception {
            tell(process, role, term);
            life.role = role;
        }

        @Override
        public void onMessage(Message<C> message) throws Exception {
            boolean survived = false;
            life.handled.incrementAndGet(); // before the answer, so that a sender that has it finds it counted
            try {
                process.onMessage(message);
                survived = true;
            } finally {
                if (!survived) {
                    end(self);
                }
            }
        }

        @Override
        public MovableState handOver() throws Exception {
            Object state = process instanceof StateHandover<?> holder ? holder.handOver() : null;
            return new MovableState(life.handled.get(), state);
        }

        @Override
        public void takeOver(MovableState moved) throws Exception {
            Object state = moved.state();
            if (process instanceof StateHandover<?> receiver && state != null) {
                takeOver(receiver, state);
            }
            life.handled.set(moved.handled());
        }

        /** It is what another object of the same class has handed over. */
        @SuppressWarnings("unchecked")
        private static void takeOver(StateHandover<?> receiver, Object state) throws Exception {
            ((StateHandover<Object>) receiver).takeOver(state);
        }

        @Override
        public void onStop(StopReason reason) throws Exception {
            try {
                process.onStop(reason);
            } finally {
                end(self);
            }
        }
    }
}
