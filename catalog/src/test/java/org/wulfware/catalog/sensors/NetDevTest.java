package org.wulfware.catalog.sensors;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wulfware.catalog.Table;

class NetDevTest {
    private static final String HEADING = """
            Inter-|   Receive                                                |  Transmit
             face |bytes    packets errs drop fifo frame compressed multicast|bytes    packets errs drop fifo colls carrier compressed
            """;
    private static final String NUMBERS = "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n";
    private static final String VALUES =
            " RECEIVE_BYTES=1 RECEIVE_PACKETS=2 RECEIVE_ERRS=3 RECEIVE_DROP=4 RECEIVE_FIFO=5 RECEIVE_FRAME=6"
                    + " RECEIVE_COMPRESSED=7 RECEIVE_MULTICAST=8 TRANSMIT_BYTES=9 TRANSMIT_PACKETS=10 TRANSMIT_ERRS=11 TRANSMIT_DROP=12"
                    + " TRANSMIT_FIFO=13 TRANSMIT_COLLISIONS=14 TRANSMIT_CARRIER=15 TRANSMIT_COMPRESSED=16\n";

    @Test
    void aNameMayTouchItsFirstNumber() {
        assertThat(parsed("  eth0:1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16\n    lo: " + NUMBERS))
                .isEqualTo("ID=0 DEVTYPE='eth' DEVID='0' NAME='eth0'" + VALUES + "ID=1 DEVTYPE='lo' DEVID='' NAME='lo'"
                        + VALUES);
    }

    @Test
    void namesAreSplitBeforeTheirTrailingDigits() {
        assertThat(parsed("bond0.214: 1\nenp129s0f1np10: 1\nveth1a2b3c4: 1\nbr-8d1f6ac3b9e2: 1\n007: 1\n")).isEqualTo("""
                ID=0 DEVTYPE='bond0.' DEVID='214' NAME='bond0.214' RECEIVE_BYTES=1
                ID=1 DEVTYPE='enp129s0f1np' DEVID='10' NAME='enp129s0f1np10' RECEIVE_BYTES=1
                ID=2 DEVTYPE='veth1a2b3c' DEVID='4' NAME='veth1a2b3c4' RECEIVE_BYTES=1
                ID=3 DEVTYPE='br-8d1f6ac3b9e' DEVID='2' NAME='br-8d1f6ac3b9e2' RECEIVE_BYTES=1
                ID=4 DEVTYPE='' DEVID='007' NAME='007' RECEIVE_BYTES=1
                """);
    }

    @Test
    void aNameEndsAtTheLastColon() {
        assertThat(parsed(" a b:c d: 1\n<&\">: 2\n\u001b[31m: 3\n")).isEqualTo("""
                ID=0 DEVTYPE='a b:c d' DEVID='' NAME='a b:c d' RECEIVE_BYTES=1
                ID=1 DEVTYPE='<&">' DEVID='' NAME='<&">' RECEIVE_BYTES=2
                ID=2 DEVTYPE='[1b][31m' DEVID='' NAME='[1b][31m' RECEIVE_BYTES=3
                """);
    }

    @Test
    void linesWithoutANameArePassedOver() {
        assertThat(parsed("   : 1 2 3\nnone 1 2 3\n\n")).isEmpty();
    }

    @Test
    void aLineThatIsCutOffIsPassedOver() {
        assertThat(parsed("lo: 1\neth0: 1 2")).isEqualTo("ID=0 DEVTYPE='lo' DEVID='' NAME='lo' RECEIVE_BYTES=1\n");
    }

    @Test
    void aCounterThatDoesNotFitOrIsNoneLeavesTheOthersInPlace() {
        assertThat(parsed("eth0: 18446744073709551615 -1 3 0x4 " + "9".repeat(400) + " 6 7 8 9 10 11 12 13 14 15\n"))
                .isEqualTo(
                        "ID=0 DEVTYPE='eth' DEVID='0' NAME='eth0' RECEIVE_ERRS=3 RECEIVE_FRAME=6 RECEIVE_COMPRESSED=7 RECEIVE_MULTICAST=8"
                                + " TRANSMIT_BYTES=9 TRANSMIT_PACKETS=10 TRANSMIT_ERRS=11 TRANSMIT_DROP=12 TRANSMIT_FIFO=13 TRANSMIT_COLLISIONS=14 TRANSMIT_CARRIER=15\n");
    }

    @Test
    void addressesFindTheirInterfacesInAnyOrder() {
        assertThat(addressed("lo: 1\neth0: 2\neth1: 3\nib0: 4\n", """
                ib0 10.2.0.13 b013-ib.cluster
                lo 127.0.0.1 localhost
                wlan0 10.0.0.1 of-no-interface
                eth0 10.1.0.13
                """)).isEqualTo("""
                ID=0 DEVTYPE='lo' DEVID='' NAME='lo' IP='127.0.0.1' HOST='localhost' RECEIVE_BYTES=1
                ID=1 DEVTYPE='eth' DEVID='0' NAME='eth0' IP='10.1.0.13' RECEIVE_BYTES=2
                ID=2 DEVTYPE='eth' DEVID='1' NAME='eth1' RECEIVE_BYTES=3
                ID=3 DEVTYPE='ib' DEVID='0' NAME='ib0' IP='10.2.0.13' HOST='b013-ib.cluster' RECEIVE_BYTES=4
                """);
    }

    @Test
    void addressesThatAreCutOffOrOfNobodyAreLeftOut() {
        assertThat(addressed("lo: 1\n", "\n\nlo\nlo 127.0.0.1 local"))
                .isEqualTo("ID=0 DEVTYPE='lo' DEVID='' NAME='lo' IP='127.0.0.1' RECEIVE_BYTES=1\n");
        assertThat(addressed("lo: 1\n", "lo 127.0.0"))
                .isEqualTo("ID=0 DEVTYPE='lo' DEVID='' NAME='lo' RECEIVE_BYTES=1\n");
        assertThat(addressed("", "lo 127.0.0.1\n")).isEmpty();
    }

    private static String parsed(String lines) {
        return addressed(lines, "");
    }

    private static String addressed(String lines, String addresses) {
        var table = new Table<>(NetDev.SENSOR);
        Parsed.into(table, "proc/net/dev", (HEADING + lines).getBytes(ISO_8859_1));
        return Parsed.show(Parsed.into(table, "wulfware/addresses", addresses.getBytes(ISO_8859_1)));
    }
}
