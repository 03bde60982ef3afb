package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostNamesTest {
    @Test
    void rangesCountWithTheDigitsOfTheirFirstNumber() throws Exception {
        assertThat(names("node[008-011],login1")).containsExactly("node008", "node009", "node010", "node011", "login1");
        assertThat(names("n[8-11]")).containsExactly("n8", "n9", "n10", "n11");
        assertThat(names("n[098-101]x")).containsExactly("n098x", "n099x", "n100x", "n101x");
    }

    @Test
    void bracketsHoldListsAndANameHoldsSeveralBrackets() throws Exception {
        assertThat(names("r[1-2]n[01,3-4].lan"))
                .containsExactly("r1n01.lan", "r1n3.lan", "r1n4.lan", "r2n01.lan", "r2n3.lan", "r2n4.lan");
        assertThat(names("n[1-2][3-4]")).containsExactly("n13", "n14", "n23", "n24");
    }

    /// What Slurm writes: more digits than the first number has, and digits around a bracket.
    @Test
    void hostlistsOfSlurmAreRead() throws Exception {
        assertThat(names("tux[98-101]")).containsExactly("tux98", "tux99", "tux100", "tux101");
        assertThat(names("tux[08-10,99-100]")).containsExactly("tux08", "tux09", "tux10", "tux99", "tux100");
        assertThat(names("n1[9,10]")).containsExactly("n19", "n110");
        assertThat(names("rack[0-1]_blade[1-2]"))
                .containsExactly("rack0_blade1", "rack0_blade2", "rack1_blade1", "rack1_blade2");
    }

    @Test
    void aStepLeavesNumbersOut() throws Exception {
        assertThat(names("n[1-9/4]")).containsExactly("n1", "n5", "n9");
        assertThat(names("n[00-20/10,5]")).containsExactly("n00", "n10", "n20", "n5");
        assertThat(names("n[0-999999999999999999/999999999999999999]")).containsExactly("n0", "n999999999999999999");
    }

    @Test
    void expressionsAreReadFromLeftToRight() throws Exception {
        assertThat(names("n[1-5]!n3")).containsExactly("n1", "n2", "n4", "n5");
        assertThat(names("n[1-5]&n[4-9]")).containsExactly("n4", "n5");
        assertThat(names("n[1-3]^n[2-4]")).containsExactly("n1", "n4");
        assertThat(names("n[1-5]!n[1-4],n1&n[1-5]")).containsExactly("n5", "n1");
        assertThat(names("a!a")).isEmpty();
    }

    @Test
    void blanksMayStandAroundOperatorsAndInBrackets() throws Exception {
        assertThat(names(" n[ 1 - 3 , 5 ] ! n2 ,\tm ")).containsExactly("n1", "n3", "n5", "m");
    }

    @Test
    void aHostIsNamedOnce() throws Exception {
        assertThat(names("b,a,b,a,n[1-2],n2")).containsExactly("b", "a", "n1", "n2");
        assertThat(HostNames.hosts(List.of("a,b", "b,a"), Groups.none())).hasSize(2);
    }

    @Test
    void aPortGoesForTheWholeName() throws Exception {
        assertThat(HostNames.hosts("a[1-2]:7900,b"))
                .containsExactly(new Host("a1", "a1", 7900), new Host("a2", "a2", 7900), new Host("b", "b", 7887));
    }

    @Test
    void whatIsTakenAwayWithoutAPortIsTakenAwayOnEveryPort() throws Exception {
        assertThat(HostNames.hosts("a:1,a:2,b!a")).containsExactly(Host.named("b"));
        assertThat(HostNames.hosts("a:1,a:2,a!a:2")).containsExactly(Host.named("a").port(1), Host.named("a"));
        assertThat(HostNames.hosts("a:1,b&a")).containsExactly(Host.named("a").port(1));
        assertThat(HostNames.hosts("a:1,b^a,c")).containsExactly(Host.named("b"), Host.named("c"));
        assertThat(HostNames.hosts("a,b^a:1")).extracting(Host::port).containsExactly(7887, 7887, 1);
    }

    @Test
    void severalArgumentsAreOneList() throws Exception {
        assertThat(HostNames.hosts(List.of("a,b", "c"), Groups.none()))
                .extracting(Host::name)
                .containsExactly("a", "b", "c");
    }

    @Test
    void aMillionHostsIsTheMost() throws Exception {
        assertThat(names("n[1-1000000]")).hasSize(1_000_000);
        refused("n[0-1000000]", "\"n[0-1000000]\", column 1: more than a million hosts are named");
        refused("n[1-999999],m[1-2]", "\"n[1-999999],m[1-2]\", column 13: more than a million hosts are named");
        refused("a,n[1-2000]x[1-2000]", "\"a,n[1-2000]x[1-2000]\", column 3: more than a million hosts are named");
        refused("n[0-999999999999999999]".repeat(11),
                "\"" + "n[0-999999999999999999]".repeat(11).substring(0, 80)
                        + "…\", column 1: more than a million hosts are named");
        refused("n[0-999999999999999999,0-999999999999999999,0-999999999999999999]",
                "\"n[0-999999999999999999,0-999999999999999999,0-999999999999999999]\", column 1: "
                        + "more than a million hosts are named");
    }

    @Test
    void aNameIsNoLongerThanANameMayBe() throws Exception {
        assertThat(names("n".repeat(253))).hasSize(1);
        refused("n".repeat(250) + "[1-1000]",
                "\"" + "n".repeat(80) + "…\", column 1: a name has 253 characters at most");
    }

    @Test
    void whatCannotBeReadIsQuotedWithItsColumn() {
        refused("", "\"\", column 1: a host's name is expected, and there is none");
        refused("  ", "\"  \", column 1: a host's name is expected, and there is none");
        refused("a,,b", "\"a,,b\", column 3: a host's name is expected before \",\"");
        refused(",a", "\",a\", column 1: a host's name is expected before \",\"");
        refused(":1", "\":1\", column 1: a host's name is expected before \":\"");
        refused("a!!b", "\"a!!b\", column 3: a host's name is expected before \"!\"");
        refused("a,", "\"a,\", column 3: a host's name is expected behind the comma");
        refused("a& ", "\"a& \", column 4: a host's name is expected behind \"&\"");
        refused("no de", "\"no de\", column 3: \" \" does not belong into a host's name");
        refused("n\u001b[1]", "\"n?[1]\", column 2: \"?\" does not belong into a host's name");
        refused("a,\ud83d\ude00", "\"a,\ud83d\ude00\", column 3: \"\ud83d\ude00\" does not belong into a host's name");
        refused("n[1-", "\"n[1-\", column 2: the bracket is not closed");
        refused("n[1", "\"n[1\", column 2: the bracket is not closed");
        refused("n[]", "\"n[]\", column 3: a number of up to 18 digits is expected in the brackets, not \"]\"");
        refused("n[1-a]", "\"n[1-a]\", column 5: a number of up to 18 digits is expected in the brackets, not \"a\"");
        refused("n[1;2]", "\"n[1;2]\", column 4: \"-\", \",\" or \"]\" is expected, not \";\"");
        refused("n[1-2-3]", "\"n[1-2-3]\", column 6: \"-\", \",\" or \"]\" is expected, not \"-\"");
        refused("n[1234567890123456789]",
                "\"n[1234567890123456789]\", column 3: a number of up to 18 digits is expected "
                        + "in the brackets, not \"1234567890123456789\"");
        refused("n[9-1]", "\"n[9-1]\", column 2: the range 9-1 runs backwards");
        refused("n[1-010]", "\"n[1-010]\", column 2: the range 1-010 begins and ends with another number of digits");
        refused("n[1-2/0]", "\"n[1-2/0]\", column 7: a step of at least 1 is expected, not \"0\"");
        refused("n[1/2]", "\"n[1/2]\", column 4: a step belongs to a range, such as 1-9/2");
        refused("n1]", "\"n1]\", column 3: \"]\" does not belong into a host's name");
        refused("n:0", "\"n:0\", column 3: a port from 1 to 65535 is expected, not \"0\"");
        refused("n:http", "\"n:http\", column 3: a port from 1 to 65535 is expected, not \"http\"");
        refused("@", "\"@\", column 2: the name of a group is expected behind \"@\"");
        refused("a,@rack1", "\"a,@rack1\", column 3: there is no group \"rack1\": no groups are known here");
        refused("@x:rack1", "\"@x:rack1\", column 1: there is no source of groups \"x\"; no groups are known here");
        refused("n*", "\"n*\", column 1: \"*\" and \"?\" choose from all hosts that are known: there are none: "
                + "no groups are known here");
    }

    private static List<String> names(String text) throws SyntaxException {
        return HostNames.hosts(text).stream().map(Host::name).toList();
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> HostNames.hosts(text)).isInstanceOf(SyntaxException.class).hasMessage(message);
    }
}
