package io.processhub.console.workload;

import io.processhub.console.workload.Account.Opening;
import io.processhub.console.workload.Account.Outcome;
import io.processhub.message.Message;
import io.processhub.process.HubProcess;
import io.processhub.process.ProcessContext;
import io.processhub.process.ProcessType;
import io.processhub.process.StateHandover;

/**
 * Keeps an account. Its argument is an {@link Opening}. Takes the balance along when it moves; a balance is not stored
 * and is lost when its node crashes.
 */
final class Ledger implements HubProcess<Account>, StateHandover<Long> {
    static final ProcessType.WithArgument<Account, Opening> TYPE =
            ProcessType.of("account", Account.class).argument(Opening.class);

    private String id = "";
    private long balance;

    @Override
    public void onStart(ProcessContext<Account> context) {
        id = context.id().value();
        balance = context.argument(TYPE).cents();
    }

    @Override
    public Long handOver() {
        return balance;
    }

    @Override
    public void takeOver(Long state) {
        balance = state;
    }

    @Override
    public void onMessage(Message<Account> message) {
        switch (message.body()) {
            case Account.Deposit deposit -> message.reply(deposit, balance += deposit.cents());
            case Account.Withdraw withdrawal -> message.reply(withdrawal, withdraw(withdrawal));
            case Account.Balance question -> message.reply(question, balance);
            case Account.Ping ping -> message.reply(ping, id);
        }
    }

    private Outcome withdraw(Account.Withdraw withdrawal) {
        if (withdrawal.cents() > balance) {
            return new Outcome.Declined(withdrawal.cents() - balance);
        }
        balance -= withdrawal.cents();
        return new Outcome.Paid(balance, withdrawal.note());
    }
}
