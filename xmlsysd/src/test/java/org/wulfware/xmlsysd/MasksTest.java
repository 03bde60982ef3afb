package org.wulfware.xmlsysd;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

    /// An argument with blanks in it is written with underlines for them.
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            mysql -psecret-token db                | mysql -p*** db
            mysql -ppassword db                    | mysql -p*** db
            mysql -uroot -Bppass db                | mysql -uroot -Bp*** db
            mysql -uppp db                         | mysql -uppp db
            sudo -n mysqldump -phunter2 db         | sudo -n mysqldump -p*** db
            sshpass -p -x ssh host                 | sshpass -p ** ssh host
            7z a -phunter2 x.7z                    | 7z a -p*** x.7z
            ipmitool -H bmc7 -U admin -P hunter2 x | ipmitool -H bmc7 -U admin -P *** x
            ipmipower -h bmc7 -u admin -phunter2   | ipmipower -h bmc7 -u admin -p***
            ldapsearch -D cn=me -w hunter2 -x      | ldapsearch -D cn=me -w *** -x
            redis-cli -h db -a hunter2             | redis-cli -h db -a ***
            curl -u me:hunter2 http://host/        | curl -u me:*** http://host/
            curl -sSu me:hunter2 http://host/      | curl -sSu me:*** http://host/
            curl -ume:hunter2 http://host/         | curl -ume:*** http://host/
            curl --user me:a:b http://host/        | curl --user me:*** http://host/
            curl --proxy-user=me:hunter2 x         | curl --proxy-user=me:*** x
            curl -u me http://host/                | curl -u me http://host/
            curl -o user:file -H Accept:_a/b x     | curl -o user:file -H Accept:_a/b x
            curl -H Authorization:_Bearer_abc x    | curl -H Authorization:*** x
            curl -H X-Api-Key:abc x                | curl -H X-Api-Key:*** x
            curl -HPRIVATE-TOKEN:_abcd x           | curl -HPRIVATE-TOKEN:*** x
            curl -d {"user":"me","password":"ab"}  | curl -d {"user":"me","password":***
            curl -d {"password"_:_"hunter2"} x     | curl -d {"password"_:*** x
            curl --json {'pass':'abc'} x           | curl --json {'pass':*** x
            spark --conf=x.password=hunter2 run    | spark --conf=x.password=*** run
            spark --conf spark.db.password=abc run | spark --conf spark.db.password=*** run
            mount -o user=me,password=hunter2,rw   | mount -o user=me,password=***
            smbclient -U me%hunter2 //host/share   | smbclient -U me%*** //host/share
            openssl rsa -passin pass:hunter2 -in k | openssl rsa -passin *** -in k
            x http://h/?user=me&token=abc          | x http://h/?user=me&token=***
            x jdbc:mysql://me:hunter2@host/db      | x jdbc:mysql://me:***@host/db
            x a=http://u:pw@h,b=ftp://v:pwd@h      | x a=http://u:**@h,b=ftp://v:***@h
            x --url=http://u:pw@h/,ftp://v:pwd@h   | x --url=http://u:**@h/,ftp://v:***@h
            sh -c mysql_-phunter2_db;_rm_x         | sh -c mysql_-p***
            sh -c PGPASSWORD=hunter2_psql          | sh -c PGPASSWORD=***
            sh -c x_--password_hunter2_-v          | sh -c x_--password_***
            docker -v /run/secrets:/run/secrets    | docker -v /run/secrets:/run/secrets
            ls --password token://x                | ls --password ***
            kube --authorization-mode=RBAC         | kube --authorization-mode=RBAC
            tar --exclude=*.token: --files         | tar --exclude=*.token: --files
            """)
    void whatHidesASecretInAnotherWay(String line, String shown) {
        assertThat(hidden(Masks.DEFAULT, line.replace('_', '\t')).replace('\t', '_')).isEqualTo(shown);
    }

    /// Whatever a password is, a word of the masks in it, dashes or blanks: nothing of it is shown.
    @Test
    void aPasswordWithWordsOfMasksInItStaysHidden() {
        for (var password : List.of("token=hunter2", "my secret hunter2", "hunter2:password", "-hunter2", "pwd:hunter2",
                "http://a:b@hunter2", "{\"password\":hunter2}", "--password=hunter2")) {
            for (var line : List.of("x\0--password=%s\0-v\0", "mysql\0-p%s\0-v\0", "sshpass\0-p\0%s\0-v\0",
                    "curl\0-u\0me:%s\0-v\0", "x\0PASS=%s\0-v\0", "ldapsearch\0-w%s\0-v\0")) {
                var bytes = line.replace("%s", password).getBytes(ISO_8859_1);
                var shown = new String(bytes, 0, Masks.DEFAULT.hide(bytes, bytes.length), ISO_8859_1);
                assertThat(shown).doesNotContain("hunter2").endsWith("***\0-v\0");
            }
        }
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
        var pieces = List.of("--password", "=", "\0", "x", " ", "\"", "curl", "-u", "://", "@", ":", "-", "-p", "mysql",
                "\u00ff", "/", "token");
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

    /// The table in `docs/security.md`: of each of its examples, what is shown is without the secret.
    @Test
    void whatThePageSaysIsSo() throws IOException {
        var page =
                Files.readString(Path.of(System.getProperty("wulfware.fixtures")).resolveSibling("docs/security.md"));
        var table = page.substring(page.indexOf("| in a command line |"))
                .lines()
                .skip(2)
                .takeWhile(line -> line.startsWith("|"));
        var rows = table.toList();
        assertThat(rows).hasSizeGreaterThan(10);
        var examples = 0;
        for (var row : rows) {
            var says = row.split(" \\| ")[0];
            var pieces = says.split("`");
            for (var i = 1; i < pieces.length; i += 2) {
                if (!pieces[i].contains("hunter2")) {
                    continue;
                }
                examples++;
                var isCurls = says.contains("curl");
                var line =
                        (isCurls && !pieces[i].startsWith("curl") ? "curl " : pieces[i].startsWith("-") ? "prog " : "")
                                + pieces[i];
                var shown = hidden(Masks.DEFAULT, words(line));
                if (says.contains("nothing says")) {
                    assertThat(shown).contains("hunter2");
                } else {
                    assertThat(shown).as(line).doesNotContain("hunter2").contains("***");
                }
            }
        }
        assertThat(examples).isGreaterThan(20);
    }

    /// A command line as the table has it, an argument in quotes as one word: a tab stands for a blank in it.
    private static String words(String line) {
        var words = new StringBuilder();
        var isQuoted = false;
        for (var i = 0; i < line.length(); i++) {
            var c = line.charAt(i);
            if (c == '\'') {
                isQuoted = !isQuoted;
            } else {
                words.append(isQuoted && c == ' ' ? '\t' : c);
            }
        }
        // JSON is one argument, whatever is around it.
        return line.startsWith("{") ? line.replace(' ', '\t') : words.toString();
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
