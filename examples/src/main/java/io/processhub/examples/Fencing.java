package io.processhub.examples;

import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.StopReason;

/** A process and a store that refuses what a stale instance writes. */
final class Fencing {
    private Fencing() {}

    // tag::store[]
    /** Stands for a table with a column {@code epoch}: {@code UPDATE … WHERE epoch <= ?}. */
    static final class Store {
        private long epoch;
        private String value = "";

        /** {@return whether it was written: nobody with a greater epoch has been here} */
        synchronized boolean write(long writer, String text) {
            if (writer < epoch) {
                return false;
            }
            epoch = writer;
            value = text;
            return true;
        }

        synchronized String read() {
            return value;
        }
    }
    // end::store[]

    // tag::process[]
    /** Writes what it is told, each time with its epoch, and says whether it may still write. */
    static final class Leader implements HubProcess {
        private final Store store;
        private long epoch;

        Leader(Store store) {
            this.store = store;
        }

        @Override
        public void onStart(ProcessContext context) {
            epoch = context.epoch();
            store.write(epoch, "leader on " + context.node().name());
        }

        @Override
        public void onMessage(Message message) {
            message.reply(store.write(epoch, String.valueOf(message.body())));
        }

        @Override
        public void onStop(StopReason reason) {
            store.write(epoch, "stopped: " + reason);
        }
    }
    // end::process[]
}
