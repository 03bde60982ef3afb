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
    }

    @Test
    void aPortGoesForTheWholeName() throws Exception {
        assertThat(HostNames.hosts("a[1-2]:7900,b"))
                .containsExactly(new Host("a1", "a1", 7900), new Host("a2", "a2", 7900), new Host("b", "b", 7887));
    }

    @Test
    void severalArgumentsAreOneList() throws Exception {
        assertThat(HostNames.hosts(List.of("a,b", "c"))).extracting(Host::name).containsExactly("a", "b", "c");
    }

    @Test
    void aMillionHostsIsTheMost() throws Exception {
        assertThat(names("n[1-1000000]")).hasSize(1_000_000);
        refused("n[0-1000000]", "\"n[0-1000000]\", column 2: the range 0-1000000 has more than a million numbers");
        refused("n[1-999999],m[1-2]", "\"n[1-999999],m[1-2]\", column 13: more than a million hosts are named");
        refused("n[1-2000]x[1-2000]", "\"n[1-2000]x[1-2000]\", column 19: more than a million hosts are named");
    }

    @Test
    void whatCannotBeReadIsQuotedWithItsColumn() {
        refused("", "\"\", column 1: a host's name is expected, and there is none");
        refused("a,,b", "\"a,,b\", column 3: a host's name is expected before \",\"");
        refused("a,", "\"a,\", column 3: a host's name is expected behind the comma");
        refused("no de", "\"no de\", column 3: \" \" does not belong into a host's name");
        refused("n\u001b[1]", "\"n?[1]\", column 2: \"?\" does not belong into a host's name");
        refused("n[1-", "\"n[1-\", column 2: the bracket is not closed");
        refused("n[1", "\"n[1\", column 2: the bracket is not closed");
        refused("n[]", "\"n[]\", column 3: a number of up to 18 digits is expected in the brackets, not \"]\"");
        refused("n[1-a]", "\"n[1-a]\", column 5: a number of up to 18 digits is expected in the brackets, not \"a\"");
        refused("n[1/2]", "\"n[1/2]\", column 4: \"-\", \",\" or \"]\" is expected, not \"/\"");
        refused("n[9-1]", "\"n[9-1]\", column 2: the range 9-1 runs backwards");
        refused("n1]", "\"n1]\", column 3: \"]\" does not belong into a host's name");
        refused("n:0", "\"n:0\", column 3: a port from 1 to 65535 is expected, not \"0\"");
        refused("n:http", "\"n:http\", column 3: a port from 1 to 65535 is expected, not \"http\"");
    }

    private static List<String> names(String text) throws SyntaxException {
        return HostNames.hosts(text).stream().map(Host::name).toList();
    }

    private static void refused(String text, String message) {
        assertThatThrownBy(() -> HostNames.hosts(text)).isInstanceOf(SyntaxException.class).hasMessage(message);
    }
}
