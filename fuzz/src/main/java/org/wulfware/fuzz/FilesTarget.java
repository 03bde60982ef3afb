package org.wulfware.fuzz;

import module java.base;
import org.wulfware.xmlsysd.DaemonDoor;

/// The system's files that the daemon reads beside the sensors', and answers of a name server: a word that says which, a line end,
/// the text.
final class FilesTarget extends Target {
    private static final InetAddress GOLEM = InetAddress.ofLiteral("192.168.1.140");
    private static final byte[] QUESTION = DaemonDoor.question(GOLEM);

    FilesTarget() {
        super("files", 2000);
    }

    @Override
    public void run(byte[] input) {
        var text = text(input);
        var end = text.indexOf('\n');
        var rest = text.substring(end + 1);
        switch (end < 0 ? "" : text.substring(0, end)) {
            case "hosts" -> word(DaemonDoor.hostName(rest, GOLEM));
            case "resolv" -> {
                if (DaemonDoor.nameServers(rest).size() > 3) {
                    throw finding("more than three servers");
                }
            }
            case "answer" -> word(DaemonDoor.nameIn(bytes(rest), QUESTION));
            case "record" -> word(DaemonDoor.nameIn(answer(rest), QUESTION));
            case "passwd" -> DaemonDoor.users(rest);
            case "zone" -> {
                for (var second : new long[]{0, 1_700_000_000L, 1_720_000_000L, 4_102_444_800L, -5_000_000_000L}) {
                    var offset = DaemonDoor.utcOffset(bytes(rest), second);
                    if (offset.isPresent() && Math.abs(offset.getAsInt()) > 86_400 && rest.indexOf("TZif") == 0) {
                        throw finding("more than a day ahead");
                    }
                }
            }
            case "cmdline" -> {
                var line = bytes(rest);
                var length = DaemonDoor.masked(line);
                if (length < 0 || length > rest.length()) {
                    throw finding("a masked line of " + length + " bytes");
                }
            }
            default -> {} // nothing reads that
        }
    }

    private static void word(String name) {
        if (!name.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
            throw finding("no name: " + name);
        }
    }

    /// An answer to the question whose records are these.
    private static byte[] answer(String records) {
        var answer = ByteBuffer.allocate(QUESTION.length + records.length()).put(QUESTION).put(bytes(records));
        return answer.putShort(2, (short) 0x8180).putShort(6, (short) 2).array();
    }

    @Override
    List<byte[]> seeds() {
        var record = "\u00c0\u000c\0\u000c\0\1\0\0\0<\0\u000b\5golem\3rgb\0";
        return Stream.of("hosts\n127.0.0.1 localhost\n192.168.1.140\tgolem.rgb.private.net golem # head\nfd00::2 g6\n",
                "resolv\nsearch rgb.net\nnameserver 10.0.0.1\nnameserver fd00::1\n#x\n",
                "answer\n" + text(answer(record)),
                "record\n" + record, "record\n\u00c0\u000c\0\5\0\1\0\0\0<\0\2\u00c0\u000c" + record,
                "passwd\nroot:x:0:0:root:/root:/bin/bash\n+::::::\nrgb:x:500:500::/home/rgb:/bin/sh\n",
                "cmdline\nmysql\0-psecret\0--password=x\0--token\0abc\0https://u:p@h/\0sshpass\0-p\0x\0",
                "zone\n" + text(zone("CET-1CEST,M3.5.0,M10.5.0/3")), "zone\n" + text(zone("<+03>-3")))
                .map(Target::bytes)
                .toList();
    }

    /// A file of zones with two moments and this rule.
    private static byte[] zone(String rule) {
        var file = ByteBuffer.allocate(44 + 8 + 44 + 2 * 9 + 2 * 6 + 8 + rule.length() + 2);
        file.put(bytes("TZif2")).position(44);
        file.position(44 - 24).putInt(0).putInt(0).putInt(0).putInt(0).putInt(0).putInt(8).position(52);
        file.put(bytes("TZif2")).position(52 + 20);
        file.putInt(0).putInt(0).putInt(0).putInt(2).putInt(2).putInt(8);
        file.putLong(0).putLong(1_000_000_000L).put((byte) 1).put((byte) 0);
        file.putInt(3600).put((byte) 0).put((byte) 0).putInt(7200).put((byte) 1).put((byte) 4);
        return file.put(bytes("CET\0CES\0\n" + rule + "\n")).array();
    }

    @Override
    List<String> words() {
        return List.of("hosts\\x0a", "resolv\\x0a", "answer\\x0a", "record\\x0a", "passwd\\x0a", "zone\\x0a",
                "cmdline\\x0a", "nameserver ", "192.168.1.140", "TZif2", "\\xc0\\x0c", "\\x00\\x0c\\x00\\x01",
                ",M3.5.0",
                "/3", "CET-1CEST", "<+03>-3", "--password=", "://", "@", "\\x00");
    }
}
