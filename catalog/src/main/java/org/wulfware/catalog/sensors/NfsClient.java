package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;
import static org.wulfware.catalog.Unit.PACKETS;

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
/// `net` is packets, those over UDP and TCP, and connections; `rpc` is calls, retransmissions and refreshed credentials. A `proc`
/// line says how many operations follow, and how often each was called: of versions 2 and 3 by RFC 1094 and 1813, of version 4 by
/// the client's own list (`include/linux/nfs4.h`). That one has had operations put into its middle: of kernels before 3.13 the first
/// 37 are declared, of later ones 59; what is behind them is left out, and so is a shorter line. Operations are called as
/// node_exporter calls them.
public enum NfsClient implements Field {
    CALLS(counter("calls", NONE, "Calls to servers.")),
    RETRANSMISSIONS(counter("retransmissions", NONE, "Calls made again because no answer came.")),
    AUTH_REFRESHES(counter("auth_refreshes", NONE, "Credentials refreshed.")),
    UDP_PACKETS(counter("udp_packets", PACKETS, "Packets over UDP.")),
    TCP_PACKETS(counter("tcp_packets", PACKETS, "Packets over TCP.")),
    CONNECTIONS(counter("connections", NONE, "Connections over TCP.")),
    VERSION(gauge("operation@version", NONE, "The version of the protocol.")),
    NAME(text("operation@name", "The name of the operation.")),
    COUNT(counter("operation/count", NONE, "How often it was called."));

    public static final Sensor<NfsClient> SENSOR = Sensor.at("proc/net/rpc/nfs", NfsClient.class)
            .reads("proc/net/rpc/nfs", new NfsText())
            .onRequest();

    private static final byte[] NET = Cursor.literal("net ");
    private static final byte[] PROC2 = Cursor.literal("proc2 ");
    private static final byte[] RPC = Cursor.literal("rpc ");
    private static final byte[] PROC3 = Cursor.literal("proc3 ");
    private static final byte[] PROC4 = Cursor.literal("proc4 ");

    /// Linux 3.13, the first that put an operation into the middle of the list for the last time, has so many.
    private static final int WITH_FSID_PRESENT = 54;

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
        private static final byte[][] OF_2 =
                names("Null GetAttr SetAttr Root Lookup ReadLink Read WrCache Write Create Remove "
                        + "Rename Link SymLink MkDir RmDir ReadDir FsStat");
        private static final byte[][] OF_3 =
                names("Null GetAttr SetAttr Lookup Access ReadLink Read Write Create MkDir SymLink "
                        + "MkNod Remove RmDir Rename Link ReadDir ReadDirPlus FsStat FsInfo PathConf Commit");
        private static final byte[][] OF_4 =
                names("Null Read Write Commit Open OpenConfirm OpenNoattr OpenDowngrade Close "
                        + "Setattr FsInfo Renew SetClientID SetClientIDConfirm Lock Lockt Locku Access Getattr Lookup LookupRoot Remove "
                        + "Rename Link Symlink Create Pathconf StatFs ReadLink ReadDir ServerCaps DelegReturn GetACL SetACL FsLocations "
                        + "ReleaseLockowner Secinfo FsidPresent ExchangeID CreateSession DestroySession Sequence GetLeaseTime "
                        + "ReclaimComplete LayoutGet GetDeviceInfo LayoutCommit LayoutReturn SecinfoNoName TestStateID FreeStateID "
                        + "GetDeviceList BindConnToSession DestroyClientID Seek Allocate DeAllocate LayoutStats Clone");

        /// Of a kernel that has fewer than [#WITH_FSID_PRESENT] operations, only those before that one are sure to be where they are now.
        private static final int SURE_OF_4 = 37;

        @Override
        public void parse(Cursor text, Table<NfsClient> out) {
            out.row();
            for (; !text.atEnd(); text.nextLine()) {
                if (text.take(NET)) {
                    text.number(); // both together
                    out.set(0, UDP_PACKETS, text.number());
                    out.set(0, TCP_PACKETS, text.number());
                    out.set(0, CONNECTIONS, text.number());
                } else if (text.take(RPC)) {
                    out.set(0, CALLS, text.number());
                    out.set(0, RETRANSMISSIONS, text.number());
                    out.set(0, AUTH_REFRESHES, text.number());
                } else if (text.take(PROC2)) {
                    operations(text, 2, OF_2, OF_2.length, out);
                } else if (text.take(PROC3)) {
                    operations(text, 3, OF_3, OF_3.length, out);
                } else if (text.take(PROC4)) {
                    operations(text, 4, OF_4, SURE_OF_4, out);
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

    /// @param sure how many names hold of a kernel with fewer operations than [#WITH_FSID_PRESENT]
    private static void operations(
            Cursor text, int version, byte[][] names, int sure, Table<NfsClient> out) {
        var said = text.number();
        if (said < sure) {
            return;
        }
        var known = said < WITH_FSID_PRESENT ? sure : (int) Math.min(said, names.length);
        for (var i = 0; i < known; i++) {
            if (text.blanks().atLineEnd()) {
                return;
            }
            var row = out.row().rows() - 1;
            out.set(row, VERSION, version).text(row, NAME, names[i], 0, names[i].length).set(row, COUNT, text.number());
        }
    }
}
