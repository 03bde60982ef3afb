package org.wulfware.libwulf;

import java.io.IOException;
import java.util.Optional;

/// Writes a cluster as the file that reads as it.
final class WulfhostsWriter {
    private final Appendable out;

    WulfhostsWriter(Appendable out) {
        this.out = out;
    }

    void write(Wulfhosts cluster) throws IOException {
        out.append("<?xml version=\"1.0\"?>\n<wulfstat>\n");
        if (cluster.root()) {
            out.append("  <root/>\n");
        }
        for (var user : cluster.users()) {
            element("  ", "user", user);
        }
        for (var task : cluster.tasks()) {
            element("  ", "task", task);
        }
        for (var group : cluster.groups()) {
            out.append("  <group name=\"" + escaped(group.name()) + "\">" + escaped(group.expression()) + "</group>\n");
        }
        for (var entry : cluster.entries()) {
            write(entry);
        }
        out.append("</wulfstat>\n");
    }

    private void write(Wulfhosts.Entry entry) throws IOException {
        switch (entry) {
            case Wulfhosts.One(var name, var ip, var port) -> {
                out.append("  <host>\n");
                if (name.isPresent()) {
                    element("    ", "name", name.get());
                }
                if (ip.isPresent()) {
                    element("    ", "ip", ip.get());
                }
                port(port);
                out.append("  </host>\n");
            }
            case Wulfhosts.NameRange(var hostfmt, var imin, var imax, var port) -> {
                out.append("  <hostrange>\n");
                element("    ", "hostfmt", hostfmt.text());
                element("    ", "imin", Integer.toString(imin));
                element("    ", "imax", Integer.toString(imax));
                port(port);
                out.append("  </hostrange>\n");
            }
            case Wulfhosts.AddressRange(var ipmin, var ipmax, var port) -> {
                out.append("  <iprange>\n");
                element("    ", "ipmin", Wulfhosts.AddressRange.dotted(ipmin));
                element("    ", "ipmax", Wulfhosts.AddressRange.dotted(ipmax));
                port(port);
                out.append("  </iprange>\n");
            }
            case Wulfhosts.Nodes(var expression, var port, _) when port.equals(Wulfhosts.Port.USUAL) ->
                element("  ", "nodeset", expression);
            case Wulfhosts.Nodes(var expression, var port, _) -> {
                out.append("  <nodeset>\n    ").append(escaped(expression)).append('\n');
                port(port);
                out.append("  </nodeset>\n");
            }
            case Wulfhosts.Include(var file, _) -> out.append("  <include file=\"" + escaped(file) + "\"/>\n");
        }
    }

    private void port(Wulfhosts.Port port) throws IOException {
        if (port.number() != Wulfhosts.Port.usual(port.tls().isPresent())) {
            element("    ", "port", Integer.toString(port.number()));
        }
        if (port.tls().isPresent()) {
            var tls = port.tls().get();
            out.append("    <tls");
            attribute("ca", tls.ca());
            attribute("certificate", tls.certificate());
            attribute("key", tls.key());
            attribute("name", tls.name());
            out.append("/>\n");
        }
    }

    private void attribute(String name, Optional<?> value) throws IOException {
        if (value.isPresent()) {
            out.append(' ' + name + "=\"" + escaped(value.get().toString()) + '"');
        }
    }

    private void element(String indent, String name, String value) throws IOException {
        out.append(indent + '<' + name + '>' + escaped(value) + "</" + name + ">\n");
    }

    private static String escaped(String value) {
        return value.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }
}
