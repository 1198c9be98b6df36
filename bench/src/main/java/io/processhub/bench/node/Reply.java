package io.processhub.bench.node;

import java.util.Map;

/**
 * What came of an order, as one line of JSON.
 *
 * @param id of the order
 * @param failure empty when it was done
 * @param figures by name
 */
public record Reply(long id, String failure, Map<String, Double> figures) {}
