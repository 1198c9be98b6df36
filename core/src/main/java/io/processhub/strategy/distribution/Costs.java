package io.processhub.strategy.distribution;

import io.processhub.registry.Intent.Wanted;

/** The sum of what processes cost by a label of their metadata. */
record Costs(String label) implements LoadProbe {

    @Override
    public double measure(Reading reading) {
        return reading.relative(
                reading.processes().stream().mapToDouble(this::cost).sum());
    }

    /** A text that is no number would else make the load of the whole node unknown. */
    private double cost(Wanted process) {
        String text = process.metadata().labels().get(label);
        try {
            return text == null ? 1 : Math.max(0, Double.parseDouble(text));
        } catch (NumberFormatException noNumber) {
            return 1;
        }
    }
}
