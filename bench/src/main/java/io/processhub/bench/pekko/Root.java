package io.processhub.bench.pekko;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** The first actor of a node, which makes others. */
final class Root {
    private Root() {}

    /**
     * An order to make actors.
     *
     * @param <T> what they understand
     */
    record Make<T>(int count, IntFunction<Behavior<T>> behavior, CompletableFuture<List<ActorRef<T>>> made) {
        private void make(ActorContext<?> context) {
            var actors = new ArrayList<ActorRef<T>>(count);
            for (int number = 0; number < count; number++) {
                actors.add(context.spawnAnonymous(behavior.apply(number)));
            }
            made.complete(actors);
        }
    }

    static Behavior<Make<?>> behavior() {
        return Behaviors.receive((context, order) -> {
            order.make(context);
            return Behaviors.same();
        });
    }
}
