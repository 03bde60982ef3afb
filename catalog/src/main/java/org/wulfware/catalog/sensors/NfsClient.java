package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// What the NFS client has asked its servers, `/proc/net/rpc/nfs`; there is no such file until NFS is used:
/// ```text
/// net 0 0 0 0
/// rpc 1218785755 374636 1218815394
/// proc3 22 0 197 23 1298 6 0 0 13 9 0 0 0 0 0 0 0 0 2 3 5 1 0
/// proc4 67 1 98 51 54 83 85 23 24 1 28 73
/// ```
/// `rpc` is calls, retransmissions and refreshed credentials. A `proc` line says how many operations follow, and how often each was
/// called: of version 3 by RFC 1813, of version 4 by the client's own list (`include/linux/nfs4.h`). That one has had operations
/// put into its middle: its first 37 are the same since 2.6.39 and declared, what is behind them is left out, and so is a shorter line.
public enum NfsClient implements Field {
    CALLS(counter("calls", NONE, "Calls to servers.")),
    RETRANSMISSIONS(counter("retransmissions", NONE, "Calls made again because no answer came.")),
    AUTH_REFRESHES(counter("auth_refreshes", NONE, "Credentials refreshed.")),
    VERSION(gauge("operation@version", NONE, "The version of the protocol.")),
    NAME(text("operation@name", "The name of the operation.")),
    COUNT(counter("operation/count", NONE, "How often it was called."));

    public static final Sensor<NfsClient> SENSOR = Sensor.at("proc/net/rpc/nfs", NfsClient.class)
            .reads("proc/net/rpc/nfs", new NfsText())
            .onRequest();

    private static final byte[] RPC = Cursor.literal("rpc ");
    private static final byte[] PROC3 = Cursor.literal("proc3 ");
    private static final byte[] PROC4 = Cursor.literal("proc4 ");

    private final Spec spec;

    NfsClient(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<NfsClient> sensor() {
        return SENSOR;
    }

    private static final class NfsText implements Sensor.Parser<NfsClient> {
        private static final byte[][] OF_3 =
                names("null getattr setattr lookup access readlink read write create mkdir symlink "
                        + "mknod remove rmdir rename link readdir readdirplus fsstat fsinfo pathconf commit");
        private static final byte[][] OF_4 =
                names("null read write commit open open_confirm open_noattr open_downgrade close "
                        + "setattr fsinfo renew setclientid setclientid_confirm lock lockt locku access getattr lookup lookup_root "
                        + "remove rename link symlink create pathconf statfs readlink readdir server_caps delegreturn getacl setacl "
                        + "fs_locations release_lockowner secinfo");

        @Override
        public void parse(Cursor text, Table<NfsClient> out) {
            out.row();
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(RPC)) {
                    out.set(0, CALLS, text.number());
                    out.set(0, RETRANSMISSIONS, text.number());
                    out.set(0, AUTH_REFRESHES, text.number());
                } else if (text.take(PROC3)) {
                    operations(text, 3, OF_3, out);
                } else if (text.take(PROC4)) {
                    operations(text, 4, OF_4, out);
                }
            }
        }
    }

    private static byte[][] names(String words) {
        var each = words.split(" ");
        var names = new byte[each.length][];
        for (var i = 0; i < each.length; i++) {
            names[i] = Cursor.literal(each[i]);
        }
        return names;
    }

    private static void operations(Cursor text, int version, byte[][] names, Table<NfsClient> out) {
        if (text.number() < names.length) {
            return;
        }
        for (var name : names) {
            if (text.blanks().atLineEnd()) {
                return;
            }
            var row = out.row().rows() - 1;
            out.set(row, VERSION, version).text(row, NAME, name, 0, name.length).set(row, COUNT, text.number());
        }
    }
}
