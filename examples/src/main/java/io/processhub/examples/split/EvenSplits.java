package io.processhub.examples.split;

import io.processhub.HubBuilder;
import io.processhub.strategy.partition.Arbitrated;
import io.processhub.strategy.partition.MajorityQuorum;
import javax.sql.DataSource;

/** A hub that goes on in one half of its cluster. */
final class EvenSplits {
    private EvenSplits() {}

    static void arbitrated(HubBuilder builder, DataSource database) {
        // tag::arbitrated[]
        builder.partition(new Arbitrated(new MajorityQuorum(4, true))).arbiter(new JdbcArbiter(database));
        // end::arbitrated[]
    }
}
