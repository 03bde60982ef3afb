package org.wulfware.fuzz;

import module java.base;
import org.wulfware.xmlsysd.DaemonDoor;
import org.wulfware.xmlsysd.Tree;

/// The daemon's command line, and HTTP on the same port.
final class CommandsTarget extends TalkTarget {
    private static final Pattern FRAME =
            Pattern.compile("Content-Length: ([0-9]{1,9})\n(Content-Encoding: deflate\n)?\n", Pattern.DOTALL);

    private final boolean isHttp;

    /// @param isHttp whether it is given requests of HTTP to begin with
    CommandsTarget(String name, boolean isHttp) {
        super(name, 6000);
        this.isHttp = isHttp;
    }

    @Override
    DaemonDoor.Talk talk(Tree tree, HandClock clock, boolean isTrusted) {
        return DaemonDoor.xml(tree, clock, isTrusted);
    }

    @Override
    void check(byte[] answer, byte[] sent) throws Exception {
        if (text(answer).startsWith("HTTP/")) {
            HttpAnswer.check(answer);
            return;
        }
        var frame = FRAME.matcher(text(answer));
        if (!frame.lookingAt() || Integer.parseInt(frame.group(1)) != answer.length - frame.end()) {
            throw finding("no frame, or a wrong length: " + WellFormed.shown(answer));
        }
        var document = Arrays.copyOfRange(answer, frame.end(), answer.length);
        if (frame.group(2) != null) {
            try (var inflated = new InflaterInputStream(new ByteArrayInputStream(document))) {
                document = inflated.readAllBytes();
            }
        }
        switch (document.length == 0 ? 0 : document[0]) {
            case '<' -> WellFormed.xml(document);
            case '{' -> WellFormed.json(document);
            default -> WellFormed.metrics(document, text(document).endsWith("# EOF\n"));
        }
    }

    @Override
    List<byte[]> seeds() {
        return isHttp ? requests() : commands();
    }

    private static List<byte[]> commands() {
        return List.of(sent("init\nsend\nquit\n", 0x21), sent("send\r\n\r\nsend\nsend", 0x32),
                sent("off all\non identity version\nsend\n", 0x13),
                sent("on pids\nroot on\ncmdline on\npids all\nuser root rgb\ntask bash\nsend\n", 0x47),
                sent("format json\nsend\nlist\nhelp\npretty off\nsend\nsnd\n", 0x21),
                sent("format openmetrics\nsend\nsnd\nformat prometheus\nsend\nsnd\n", 0x31),
                sent("compress deflate\nsend\nlist\nsnd\ncompress none\nsend\n", 0x12),
                sent("off cpu*\non /^(disk|mounts)$/ /[a-c]+_?x*\\d/\non all\nsend\n", 0x12),
                sent("get /xmlsysd/proc/loadavg/load1 //cpu[@id=\"*\"]/user /xmlsysd/*/net//bytes\n", 0x22),
                sent("get //interface[@devtype='eth'][@devid=\"0\"]\nget /nothing\n", 0x21),
                sent("every 1000 offset 250\nstop\nevery 10\nverbose 9\n", 0x51),
                sent("on daemon\nsend\nverbose x\nevery 1\nformat x\nroot\n", 0x11),
                sent("x".repeat(4090) + "\nsend\n", 0x61), sent("x".repeat(5000), 0x71));
    }

    private static List<byte[]> requests() {
        var seeds = new ArrayList<byte[]>();
        for (var target : List.of("/metrics", "/xml?on=disk&off=cpu*", "/json?get=//cpu%5B@id=%220%22%5D/user",
                "/healthz",
                "/", "/nothing", "/metrics?collect[]=cpu&exclude%5b%5d=x", "/xml?get=//load1+//load5&on=/^p/")) {
            seeds.add(sent("GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:7887\r\nAccept: */*\r\n\r\n", 0x21));
        }
        seeds.add(sent("""
                GET /metrics HTTP/1.1
                Host: [::1]:7887
                Accept: application/openmetrics-text;version=1.0.0;q=0.5,text/plain
                Accept-Encoding: gzip;q=0.5, deflate
                Connection: close

                """, 0x12));
        seeds.add(sent("HEAD /xml HTTP/1.0\nConnection: keep-alive\n\nGET /json HTTP/1.1\nHost: localhost\n\n", 0x33));
        seeds.add(sent("POST /xml HTTP/1.1\nHost: evil.example\nContent-Length: 3\n\nabc", 0x41));
        seeds.add(sent("GET /xml HTTP/1.1\nHost: evil.example\n\n", 0x11));
        seeds.add(sent("GET / HTTP/1.1\nTransfer-Encoding: chunked\nHost:\n\n", 0x11));
        seeds.add(sent("GET / HTTP/1.1\n" + "X: y\n".repeat(120) + "\n", 0x11));
        return seeds;
    }

    @Override
    List<String> words() {
        return isHttp
                ? List.of("GET ", "HEAD ", " HTTP/1.1\\x0d\\x0a", " HTTP/1.0\\x0a", "Host: localhost\\x0a",
                        "Accept-Encoding: gzip\\x0a", "\\x0d\\x0a\\x0d\\x0a", "/metrics", "/xml", "/json", "/healthz",
                        "?on=", "&get=", "&off=", "collect[]=", "exclude[]=", "%0d%0a", "%00", "Connection: close\\x0a",
                        "keep-alive", "Content-Length: ", "Accept: application/openmetrics-text\\x0a")
                : List.of("send\\x0a", "init\\x0a", "on ", "off ", "all", "get ", "list\\x0a", "help\\x0a", "every ",
                        "offset ", "stop\\x0a", "user ", "task ", "root on\\x0a", "cmdline on\\x0a", "pids all\\x0a",
                        "format json\\x0a", "format xml\\x0a", "format openmetrics\\x0a", "format prometheus\\x0a",
                        "pretty off\\x0a", "compress deflate\\x0a", "verbose ", "quit\\x0a", "//", "[@id=\\\"", "\\\"]",
                        "/^", "$/", "|", "(", ")", "*", "pids", "daemon", "disk");
    }
}
