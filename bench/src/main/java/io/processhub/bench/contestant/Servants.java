package io.processhub.bench.contestant;

import java.util.concurrent.CompletionStage;

/** What was started answers, and so shows where it is. */
public interface Servants extends Starter {
    /** {@return the name of the node that answers for this name} */
    CompletionStage<String> locate(String id);
}
