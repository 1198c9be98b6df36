package io.processhub.bench.contestant;

import java.util.List;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** Finds by name what was started. */
public interface Finder extends Starter {
    /** {@return a look-up for each of the names, with whatever can be made of a name beforehand} */
    IntFunction<@Nullable Object> finder(List<String> ids);
}
