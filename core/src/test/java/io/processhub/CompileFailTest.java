package io.processhub;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.spi.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the compiler refuses of programs that use the API. */
class CompileFailTest {
    private static final String PROGRAM = """
            import io.processhub.*;
            import io.processhub.message.*;
            import io.processhub.process.*;
            import java.util.concurrent.CompletableFuture;

            sealed interface Account {
                ProcessType<Account> TYPE = ProcessType.of("account", Account.class);
                record Deposit(long cents) implements Account {}
                record Balance() implements Account, Ask<Account, Long> {}
            }
            final class Ledger implements HubProcess<Account>, StateHandover<Long> {
                private long cents;
                @Override public void onMessage(Message<Account> message) {
                    switch (message.body()) {
                        case Account.Deposit deposit -> cents += deposit.cents();
                        case Account.Balance question -> message.reply(question, cents);
                    }
                }
                @Override public Long handOver() { return cents; }
                @Override public void takeOver(Long state) { cents = state; }
            }
            final class Other implements HubProcess<String> {
                @Override public void onMessage(Message<String> message) {}
            }
            class Program {
                void run(HubBuilder builder, ProcessHub hub) {
                    builder.process(Account.TYPE, Ledger::new);
                    ProcessRef<Account> account = hub.ref(Account.TYPE, "eur");
                    CompletableFuture<Long> balance = account.ask(new Account.Balance());
                    account.tell(new Account.Deposit(5));
                    ProcessRef<Account> started = hub.start(Account.TYPE.spec("eur")).join().ref();
                }
            }
            """;

    @TempDir
    private Path folder;

    /** What the compiler says; empty when it is content. */
    private String refusal(String program) throws IOException {
        Path source = Files.writeString(folder.resolve("Program.java"), program);
        var said = new StringWriter();
        var out = new PrintWriter(said);
        ToolProvider javac = ToolProvider.findFirst("javac").orElseThrow();
        int result = javac.run(
                out,
                out,
                "-proc:none",
                "-nowarn",
                "-cp",
                compiledClasses(),
                "-d",
                folder.toString(),
                source.toString());
        return result == 0 ? "" : said.toString();
    }

    private static String compiledClasses() {
        try {
            return Path.of(ProcessHub.class
                            .getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException impossible) {
            throw new AssertionError(impossible);
        }
    }

    @Test
    void aTypedProgramCompiles() throws IOException {
        assertThat(refusal(PROGRAM)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            account.tell(new Account.Deposit(5))         | account.tell("hello")
            message.reply(question, cents)               | message.reply(question, "much")
            message.reply(question, cents)               | message.reply(new Account.Deposit(1), cents)
            CompletableFuture<Long> balance              | CompletableFuture<String> balance
            account.ask(new Account.Balance())           | account.ask(new Account.Deposit(5))
            takeOver(Long state)                         | takeOver(String state)
            public Long handOver() { return cents; }     | public Long handOver() { return "much"; }
            builder.process(Account.TYPE, Ledger::new)   | builder.process(Account.TYPE, Other::new)
            ProcessRef<Account> started                  | ProcessRef<String> started
            case Account.Deposit deposit -> cents += deposit.cents(); | ''
            """)
    void aWrongTypeIsRefused(String right, String wrong) throws IOException {
        assertThat(PROGRAM).contains(right);
        assertThat(refusal(PROGRAM.replace(right, wrong))).contains("Program.java");
    }
}
