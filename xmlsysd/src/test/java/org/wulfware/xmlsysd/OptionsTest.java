package org.wulfware.xmlsysd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class OptionsTest {
    @Test
    void withoutArgumentsItIsADaemonOnItsPort() throws Exception {
        var options = parse();
        assertThat(options.mode()).isEqualTo(Options.Mode.DAEMON);
        assertThat(Settings.defaults(7887).with(options).port()).isEqualTo(7887);
        assertThat(Settings.defaults(7887).with(parse("-d", "99")).port()).isEqualTo(99);
        assertThat(options.root().getPath()).isEqualTo("/");
    }

    @Test
    void shortAndLongFormsSayTheSame() throws Exception {
        var expected = parse("-d", "99", "-n", "10", "-v", "2", "-b", "127.0.0.9", "-i");
        assertThat(parse("-d99", "-n10", "-v2", "-b127.0.0.9", "-i")).isEqualTo(expected);
        assertThat(parse("--port=99", "--connections=10", "--verbose=2", "--bind=127.0.0.9", "--inetd"))
                .isEqualTo(expected);
        assertThat(parse("--port", "99", "--connections", "10", "--verbose", "2", "--bind", "127.0.0.9", "--inetd"))
                .isEqualTo(expected);
    }

    @Test
    void helpAndVersionNeedNothingBehindThem() throws Exception {
        assertThat(parse("-h", "--nonsense").mode()).isEqualTo(Options.Mode.HELP);
        assertThat(parse("--version").mode()).isEqualTo(Options.Mode.VERSION);
        assertThat(Options.help("xmlsysd", 7887)).contains("listen on this TCP port (7887)");
    }

    @Test
    void aCaptureIsOfASensorIntoADirectory() throws Exception {
        var options = parse("--capture", "loadavg", "/tmp/new");
        assertThat(options.mode()).isEqualTo(Options.Mode.CAPTURE);
        assertThat(options.sensor()).isEqualTo("loadavg");
        assertThat(options.into()).isEqualTo("/tmp/new");
        assertThat(parse("--capture=loadavg", "/tmp/new")).isEqualTo(options);
        refused("--capture wants a directory behind the sensor", "--capture", "loadavg");
        refused("--capture wants a value behind it", "--capture");
    }

    @Test
    void whatIsWrongIsQuoted() {
        refused("unknown option \"--prt\"; -h lists the options", "--prt", "5");
        refused("unknown option \"7887\"; -h lists the options", "7887");
        refused("unknown option \"--prt=5\"; -h lists the options", "--prt=5");
        refused("-d wants a value behind it", "-d");
        refused("-d wants a number from 0 to 65535, not \"\"", "-d", "");
        refused("--port wants a number from 0 to 65535, not \"http\"", "--port=http");
        refused("-n wants a number from 1 to 1000, not \"0\"", "-n", "0");
        refused("-v wants a number from 0 to 9, not \"-1\"", "-v", "-1");
        refused("--inetd takes no value, but \"yes\" stands behind it", "--inetd=yes");
        refused("--root wants a directory, and \"/no/such\" is none", "--root", "/no/such");
    }

    private static Options parse(String... arguments) throws Exception {
        return Options.parse(arguments);
    }

    private static void refused(String message, String... arguments) {
        assertThatThrownBy(() -> parse(arguments))
                .isInstanceOf(Options.UsageException.class)
                .hasMessage(message);
    }
}
