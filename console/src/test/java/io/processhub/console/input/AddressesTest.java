package io.processhub.console.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AddressesTest {

    @ParameterizedTest
    @CsvSource({"127.0.0.1:7800,127.0.0.1:7800", "[::1]:7800,[0:0:0:0:0:0:0:1]:7800"})
    void anAddressIsReadAndWritten(String text, String written) {
        assertThat(Addresses.text(Addresses.parse("--bind", text))).isEqualTo(written);
    }

    @Test
    void aListMayHaveBlanks() {
        assertThat(Addresses.parseAll("--join", "127.0.0.1:1, 127.0.0.1:2")).hasSize(2);
    }

    /** A name may be known later; the address itself is asked for again. */
    @Test
    void aListMayNameUnknownHosts() {
        assertThat(Addresses.parseAll("--join", "no.such.invalid:1")).allMatch(InetSocketAddress::isUnresolved);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    7800               | '7800' is not an address
                    127.0.0.1          | '127.0.0.1' is not an address
                    127.0.0.1:x        | 'x' is not a port
                    127.0.0.1:70000    | port 70000 is out of range
                    no.such.invalid:1  | host 'no.such.invalid' is unknown
                    """)
    void whatIsNoAddressIsNamed(String text, String complaint) {
        assertThatExceptionOfType(BadInputException.class)
                .isThrownBy(() -> Addresses.parse("--bind", text))
                .withMessageStartingWith("--bind: ")
                .withMessageContaining(complaint);
    }
}
