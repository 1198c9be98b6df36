package io.processhub.benchmarks.synchronization.report;

import io.processhub.benchmarks.chart.Numbers;
import io.processhub.benchmarks.synchronization.result.Figure;
import io.processhub.benchmarks.synchronization.result.Protocol;
import io.processhub.benchmarks.synchronization.result.Results;
import io.processhub.benchmarks.synchronization.result.Row.Subject;
import java.util.OptionalDouble;
import java.util.function.Function;

/**
 * One column of a table.
 *
 * @param title its head
 * @param cell writes what stands beside a subject, which is the same but for its protocol all along a line
 */
record Column(String title, Function<Subject, String> cell) {
    static final Column NODES = new Column("nodes", subject -> Numbers.digits(subject.nodes()));
    static final Column LOSS = new Column("loss", subject -> Numbers.percent(subject.loss()));

    static Column load(String title) {
        return new Column(title, subject -> Numbers.digits(subject.load()));
    }

    /** Figures of one protocol. */
    record Source(Results results, Protocol protocol) {
        Column of(String title, Figure figure, Function<OptionalDouble, String> text) {
            return new Column(title, subject -> {
                Subject own = own(subject);
                OptionalDouble value = results.figure(own, figure);
                boolean tried = !results.rows(own::equals).isEmpty();
                return value.isEmpty() && tried ? "not runnable" : text.apply(value);
            });
        }

        /** Two figures that belong together. */
        Column of(String title, Figure first, Figure second) {
            return new Column(title, subject -> {
                OptionalDouble one = results.figure(own(subject), first);
                OptionalDouble other = results.figure(own(subject), second);
                return one.isEmpty() ? "–" : Numbers.digits(one) + " / " + Numbers.digits(other);
            });
        }

        private Subject own(Subject subject) {
            return new Subject(subject.experiment(), protocol, subject.nodes(), subject.loss(), subject.load());
        }
    }
}
