package org.wulfware.xmlsysd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MasksTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            prog --password=hunter2 -v             | prog --password=*** -v
            prog --password hunter2 -v             | prog --password *** -v
            prog -password hunter2                 | prog -password ***
            prog --password -v                     | prog --password -v
            prog --db-password=x --port=5          | prog --db-password=* --port=5
            env AWS_SECRET_ACCESS_KEY=abcdef run   | env AWS_SECRET_ACCESS_KEY=*** run
            prog --api_token=abc                   | prog --api_token=***
            prog --apikey abc                      | prog --apikey ***
            prog --pass=abc --bypass=abc           | prog --pass=*** --bypass=abc
            prog --author=me --auth=abc            | prog --author=me --auth=***
            prog --key=file --private-key=abc      | prog --key=file --private-key=***
            prog --password=                       | prog --password=
            password secret                        | password secret
            curl https://me:hunter2@host/a@b?x=1   | curl https://me:***@host/a@b?x=1
            curl https://me@host/ http://host:80/  | curl https://me@host/ http://host:80/
            curl x://u:p@ss:w@rd@host              | curl x://u:***@host
            /usr/bin/mysql -uroot -phunter2 db     | /usr/bin/mysql -uroot -p*** db
            mysqldump -p db                        | mysqldump -p db
            sshpass -p hunter2 ssh host            | sshpass -p *** ssh host
            sshpass -phunter2 ssh host             | sshpass -p*** ssh host
            ssh -p 22 -phost                       | ssh -p 22 -phost
            java -Dspring.datasource.password=abcd | java -Dspring.datasource.password=***
            """)
    void whatStandsBehindTheNameOfASecretIsHidden(String line, String shown) {
        assertThat(hidden(Masks.DEFAULT, line)).isEqualTo(shown);
    }

    @Test
    void wordsOfTheSiteCountToo() {
        assertThat(hidden(Masks.of(List.of("default", "pin")), "a --pin=1234 --password=x"))
                .isEqualTo("a --pin=*** --password=*");
        assertThat(hidden(Masks.of(List.of("PIN")), "a --my-pin 1234 --password=x"))
                .isEqualTo("a --my-pin *** --password=x");
        assertThat(hidden(Masks.of(List.of("none")), "a --password=x")).isEqualTo("a --password=x");
    }

    @Test
    void whateverAProcessSaysNothingIsEverLongerOrOutOfBounds() {
        var random = new Random(2002);
        var pieces = List.of("--password", "=", "\0", "x", "://", "@", ":", "-", "-p", "mysql", "\u00ff", "/", "token");
        for (var round = 0; round < 20_000; round++) {
            var text = new StringBuilder();
            for (var i = random.nextInt(12); i > 0; i--) {
                text.append(pieces.get(random.nextInt(pieces.size())));
            }
            var line = text.toString().getBytes(ISO_8859_1);
            var around = new byte[line.length + 8];
            Arrays.fill(around, (byte) '#');
            System.arraycopy(line, 0, around, 0, line.length);
            var length = Masks.DEFAULT.hide(around, line.length);
            assertThat(length).isBetween(0, line.length);
            for (var i = line.length; i < around.length; i++) {
                assertThat(around[i]).isEqualTo((byte) '#');
            }
            var before = text.chars().filter(c -> c == 0).count();
            assertThat(new String(around, 0, length, ISO_8859_1).chars().filter(c -> c == 0).count()).isEqualTo(before);
        }
    }

    /// Found by fuzzing: a process may have cut its own line short.
    @Test
    void aDashAtTheVeryEndIsNoOption() {
        var line = "mysql\0-".getBytes(ISO_8859_1);
        assertThat(Masks.DEFAULT.hide(line, line.length)).isEqualTo(line.length);
    }

    private static String hidden(Masks masks, String words) {
        var line = (words.replace(' ', '\0') + "\0").getBytes(ISO_8859_1);
        var length = masks.hide(line, line.length);
        return new String(line, 0, length - 1, ISO_8859_1).replace('\0', ' ');
    }
}
