package io.processhub.strategy.distribution;

import java.util.List;

/**
 * Weighted rendezvous hashing, a form of consistent hashing: every candidate draws a number for a process from a hash
 * of both names, and the greatest numbers win. A node that leaves gives up only its own processes; one that joins takes
 * only its share; nothing else moves.
 *
 * <p>A node's share is proportional to its weight, and the draws of different processes are independent, so of n
 * processes a node with share p gets n·p ± 3·√(n·p·(1−p)), which is closer to even than a hash ring with a few hundred
 * points per node. Names are hashed without the incarnation: a node that restarts gets the same processes back.
 *
 * @see <a href="https://doi.org/10.1109/90.663936">Thaler, Ravishankar: Using name-based mappings to increase hit rates
 *     (1998)</a>
 * @see <a href="https://datatracker.ietf.org/doc/html/draft-ietf-bess-weighted-hrw">Mohanty et al., Weighted HRW and
 *     its applications</a>
 */
public record ConsistentHashing() implements DistributionStrategy {

    @Override
    public String rule() {
        return "each node draws a number from a hash of its name and that of the process, times its weight; the"
                + " greatest win, and of each zone the greatest comes before a second one of any";
    }

    @Override
    public Placement over(List<Candidate> candidates) {
        return new Rendezvous(candidates);
    }
}
