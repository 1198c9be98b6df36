package io.processhub.strategy.distribution;

/** What a node can measure without being told how. */
enum Provided implements LoadProbe {
    PROCESSES {
        @Override
        public double measure(Reading reading) {
            return reading.relative(reading.processes().size());
        }
    },
    CPU {
        @Override
        public double measure(Reading reading) {
            return reading.machine().cpu();
        }
    },
    MEMORY {
        @Override
        public double measure(Reading reading) {
            return reading.machine().memory();
        }
    },
    MAILBOXES {
        @Override
        public double measure(Reading reading) {
            return reading.relative((double) reading.machine().waiting());
        }
    }
}
