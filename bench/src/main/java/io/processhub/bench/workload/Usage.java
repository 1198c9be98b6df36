package io.processhub.bench.workload;

import io.processhub.bench.fleet.Fleet;
import java.util.List;
import java.util.Map;

/**
 * What all nodes have used since they began.
 *
 * @param cpuNanos of all
 * @param allocatedBytes by all
 * @param loopbackBytes by the whole machine
 */
record Usage(double cpuNanos, double allocatedBytes, double loopbackBytes) {

    static Usage of(Fleet fleet) {
        List<Map<String, Double>> nodes = fleet.all("usage", Map.of());
        return new Usage(
                sum(nodes, "cpu_nanos"),
                sum(nodes, "allocated_bytes"),
                nodes.getFirst().get("loopback_bytes"));
    }

    private static double sum(List<Map<String, Double>> nodes, String figure) {
        return nodes.stream().mapToDouble(node -> node.get(figure)).sum();
    }

    Usage since(Usage before) {
        return new Usage(
                cpuNanos - before.cpuNanos,
                allocatedBytes - before.allocatedBytes,
                loopbackBytes - before.loopbackBytes);
    }
}
