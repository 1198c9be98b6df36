package io.processhub.examples;

import io.processhub.message.Ask;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.spec.ProcessSpec;
import io.processhub.spec.ProcessSpec.RestartPolicy;

/** A process that ends itself when its work is done. */
final class Finishing {
    private Finishing() {}

    // tag::finish[]
    sealed interface Upload {
        ProcessType<Upload> TYPE = ProcessType.of("upload", Upload.class);

        /** Is answered with the number of characters so far. */
        record Part(String text, boolean last) implements Upload, Ask<Upload, Long> {}
    }

    static final class Collector implements HubProcess<Upload> {
        private ProcessContext<Upload> context;
        private long length;

        @Override
        public void onStart(ProcessContext<Upload> own) {
            context = own;
        }

        @Override
        public void onMessage(Message<Upload> message) {
            switch (message.body()) {
                case Upload.Part question -> {
                    length += question.text().length();
                    message.reply(question, length);
                    if (question.last()) {
                        context.finish(); // no further message is handled
                    }
                }
            }
        }
    }
    // end::finish[]

    static ProcessSpec<Upload> upload(String file) {
        // tag::spec[]
        return Upload.TYPE.spec("upload/" + file).restart(RestartPolicy.TRANSIENT); // removed when it has finished
        // end::spec[]
    }
}
