package io.processhub.strategy.redundancy;

import io.processhub.cluster.NodeId;
import io.processhub.spec.Role;
import io.processhub.strategy.redundancy.RedundancyStrategy.RoleView.Copy;
import java.util.Objects;
import java.util.Optional;

/**
 * Several copies of each process on different nodes.
 *
 * <p>In {@link Model#ACTIVE_PASSIVE} one of them is active. The roles follow from the registry alone: the copy that is
 * active stays so while it belongs where it is, whichever nodes join; of two active ones, after a partition, the one
 * that became active later stays; when there is none, the first owner that runs a copy becomes active. So a join
 * changes no role of a copy that stays, and a loss only that of the successor. An active copy that is to be stopped
 * becomes passive when every owner runs one, then one of those becomes active, and then it stops.
 *
 * @param factor how many copies; more than the hub has members means one on each, see {@link #CLUSTER_SIZE}; positive
 * @param model which of them are active
 * @param signal of which changes of role running processes are notified
 */
public record Replication(int factor, Model model, Signal signal) implements RedundancyStrategy {

    /** A factor: one copy on every member of the hub, however many there are. */
    public static final int CLUSTER_SIZE = Integer.MAX_VALUE;

    /** Which copies of a process are active. */
    public enum Model {
        /** All. */
        ACTIVE_ACTIVE,
        /** One; the others stand by. */
        ACTIVE_PASSIVE
    }

    /** Of which changes of role running processes are notified. */
    public enum Signal {
        /** None: a process knows only the role that it starts in. */
        NONE,
        /** When it becomes active. */
        ACTIVE,
        /** When it becomes passive. */
        PASSIVE,
        /** Every change. */
        ALL
    }

    /** Two copies, both active, and no signals. */
    public Replication() {
        this(2, Model.ACTIVE_ACTIVE, Signal.NONE);
    }

    /**
     * Checks the factor.
     *
     * @throws IllegalArgumentException when it is not positive
     */
    public Replication {
        Objects.requireNonNull(model, "model");
        Objects.requireNonNull(signal, "signal");
        if (factor < 1) {
            throw new IllegalArgumentException("factor " + factor + " of a replication is below 1; use 1 for a single"
                    + " copy, or CLUSTER_SIZE for one on each node");
        }
    }

    /**
     * Copies that all do the work.
     *
     * @param factor how many; positive
     * @return without signals, because roles never change
     * @throws IllegalArgumentException when the factor is not positive
     */
    public static Replication activeActive(int factor) {
        return new Replication(factor, Model.ACTIVE_ACTIVE, Signal.NONE);
    }

    /**
     * One copy that does the work, and others that stand by.
     *
     * @param factor how many together; positive
     * @return with all signals
     * @throws IllegalArgumentException when the factor is not positive
     */
    public static Replication activePassive(int factor) {
        return new Replication(factor, Model.ACTIVE_PASSIVE, Signal.ALL);
    }

    /**
     * Other signals.
     *
     * @param value of which changes of role running processes are notified
     * @return a changed copy
     */
    public Replication signal(Signal value) {
        return new Replication(factor, model, value);
    }

    @Override
    public String rule() {
        return (factor == CLUSTER_SIZE ? "a copy on every node" : "copies on " + factor + " nodes")
                + (model == Model.ACTIVE_ACTIVE
                        ? ", all of them active"
                        : ", one of them active: whichever is so already, of several the latest, else the first");
    }

    @Override
    public int copies(int members) {
        return Math.min(factor, members);
    }

    @Override
    public Role role(RoleView view, NodeId node) {
        return model == Model.ACTIVE_ACTIVE || leader(view).filter(node::equals).isPresent()
                ? Role.ACTIVE
                : Role.PASSIVE;
    }

    /** None, for a moment, while the active copy is to go: another one becomes active when it is not any more. */
    private static Optional<NodeId> leader(RoleView view) {
        Optional<NodeId> latest = view.latestActive().map(Copy::node);
        return latest.isPresent()
                ? latest.filter(node -> view.owners().contains(node) || !view.complete())
                : successor(view);
    }

    private static Optional<NodeId> successor(RoleView view) {
        return view.owners().stream()
                .filter(view::runsOn)
                .findFirst()
                .or(() -> view.owners().stream().findFirst());
    }

    @Override
    public boolean oneActive() {
        return model == Model.ACTIVE_PASSIVE;
    }

    @Override
    public boolean tells(Role role) {
        return signal == Signal.ALL || signal.name().equals(role.name());
    }

    @Override
    public String toString() {
        String copies = factor == CLUSTER_SIZE ? "CLUSTER_SIZE" : Integer.toString(factor);
        return "Replication[factor=" + copies + ", model=" + model + ", signal=" + signal + ']';
    }
}
