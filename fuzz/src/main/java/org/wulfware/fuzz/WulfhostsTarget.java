package org.wulfware.fuzz;

import module java.base;
import org.wulfware.libwulf.SyntaxException;
import org.wulfware.libwulf.Wulfhosts;

/// A wulfhosts file. What is wrong is said with its place; what is right is, written and read again, the same cluster.
final class WulfhostsTarget extends Target {
    WulfhostsTarget() {
        super("wulfhosts", 2000);
    }

    @Override
    public void run(byte[] input) throws Exception {
        Wulfhosts cluster;
        try {
            cluster = read(input);
        } catch (SyntaxException e) {
            if (e.problems().isEmpty() || e.problems().stream().anyMatch(problem -> !problem.startsWith("file"))) {
                throw new AssertionError("a problem without its place", e);
            }
            return;
        }
        var written = new StringBuilder();
        cluster.write(written);
        if (!read(written.toString().getBytes(StandardCharsets.UTF_8)).equals(cluster)) {
            throw finding("read again it is another cluster: " + written);
        }
        for (var entry : cluster.entries()) {
            entry.hosts().limit(3).forEach(Objects::requireNonNull);
        }
    }

    private static Wulfhosts read(byte[] file) throws IOException, SyntaxException {
        return Wulfhosts.read(new ByteArrayInputStream(file), "file");
    }

    @Override
    List<byte[]> seeds() {
        return Stream.of(
                """
                        <?xml version="1.0"?>
                        <wulfstat>
                          <!-- the cluster --><root/><user>rgb</user><task>On_spin3d</task>
                          <host><name>golem</name><ip>192.168.1.140</ip><port>7887</port></host>
                          <hostrange><hostfmt>b%02d</hostfmt><imin>0</imin><imax>15</imax><port>7887</port></hostrange>
                          <iprange><ipmin>192.168.1.1</ipmin><ipmax>192.168.1.9</ipmax></iprange>
                        </wulfstat>
                        """,
                """
                        <wulfhosts><group name="a">n[1-3],@b</group><group name="b">m x[01-09/2]!x03</group>
                        <nodeset>@a&amp;n*<port>7900</port><tls/></nodeset><include/>
                        <host><ip>::1</ip><tls ca="a&amp;.pem" certificate="/b" key="c/../d" name="n"/></host></wulfhosts>
                        """,
                "<wulfhosts><host><name>a</name></host><host/><x/>y&z;</wulfhosts>",
                "<wulfstat><hostrange><hostfmt>n%d%d</hostfmt><imin>9</imin><imax>1</imax></hostrange></wulfstat>")
                .map(Target::bytes)
                .toList();
    }

    @Override
    List<String> words() {
        return List.of("<wulfstat>", "</wulfstat>", "<host>", "</host>", "<name>", "</name>", "<ip>", "</ip>", "<port>",
                "</port>", "<hostrange>", "</hostrange>", "<hostfmt>", "</hostfmt>", "<imin>", "</imin>", "<imax>",
                "</imax>", "<iprange>", "</iprange>", "<ipmin>", "</ipmin>", "<ipmax>", "</ipmax>", "<root/>", "<user>",
                "</user>", "<task>", "</task>", "%03d", "%d", "255.255.255.255", "4294967295", "<!DOCTYPE x>", "&x;",
                "<nodeset>",
                "</nodeset>", "<group name='a'>", "</group>", "@a", "<tls/>",
                "<tls ca='x' certificate='y' key='z' name='n'/>", "n[01-09/2]", "&amp;");
    }
}
