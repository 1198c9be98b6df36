package io.processhub.console.workload;

import io.processhub.message.Ask;
import java.util.Optional;

/** What an account understands. Amounts are whole cents. */
public sealed interface Account {

    /**
     * Adds to the balance. The answer is the new balance.
     *
     * @param cents how much; positive
     */
    record Deposit(long cents) implements Account, Ask<Account, Long> {
        /**
         * Checks the amount.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Deposit {
            requirePositive(cents);
        }
    }

    /**
     * Takes from the balance, if the balance allows it.
     *
     * @param cents how much; positive
     * @param note what it is for
     */
    record Withdraw(long cents, Optional<String> note) implements Account, Ask<Account, Outcome> {
        /**
         * Checks the amount.
         *
         * @throws IllegalArgumentException when it is not positive
         */
        public Withdraw {
            requirePositive(cents);
        }
    }

    /** Reads the balance. */
    record Balance() implements Account, Ask<Account, Long> {}

    /** Checks that the account answers. The answer is its id. */
    record Ping() implements Account, Ask<Account, String> {}

    /** What became of a withdrawal. */
    sealed interface Outcome {

        /**
         * The money was taken.
         *
         * @param balance what is left, in cents
         * @param note what it was for
         */
        record Paid(long balance, Optional<String> note) implements Outcome {}

        /**
         * Nothing was taken.
         *
         * @param missing how much the balance is too low, in cents
         */
        record Declined(long missing) implements Outcome {}
    }

    /**
     * The argument of an account.
     *
     * @param owner whom it belongs to
     * @param cents the first balance
     */
    record Opening(String owner, long cents) {
        /**
         * Checks the balance.
         *
         * @throws IllegalArgumentException when it is negative
         */
        public Opening {
            if (cents < 0) {
                throw new IllegalArgumentException(
                        "an account cannot be opened with " + cents + " cents; give 0 or more");
            }
        }
    }

    private static void requirePositive(long cents) {
        if (cents <= 0) {
            throw new IllegalArgumentException(cents + " cents cannot be moved; give 1 or more");
        }
    }
}
