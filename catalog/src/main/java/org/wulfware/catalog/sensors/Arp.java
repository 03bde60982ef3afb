package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Table;

/// Neighbours that ARP has found, `/proc/net/arp`, how many of each interface:
/// ```text
/// IP address       HW type     Flags       HW address            Mask     Device
/// 192.168.1.1      0x1         0x2         cc:aa:dd:ee:aa:bb     *        eth0
/// ```
/// A router has tens of thousands of lines: they are read part by part and none is kept.
public enum Arp implements Field {
    DEVICE(text("neighbours@device", "The interface.")),
    ENTRIES(gauge("neighbours/entries", NONE, "Neighbours known there."));

    public static final Sensor<Arp> SENSOR = Sensor.at("proc/net/arp", Arp.class)
            .reads("proc/net/arp", new ArpText())
            .inParts()
            .onRequest();

    private final Spec spec;

    Arp(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Arp> sensor() {
        return SENSOR;
    }

    private static final class ArpText implements Sensor.Parser<Arp> {
        private static final byte[] HEADING = Cursor.literal("IP address");
        private static final int MOST_DEVICES = 4096;

        @Override
        public void parse(Cursor text, Table<Arp> out) {
            for (; !text.atEnd(); text.nextLine()) {
                if (text.at(HEADING) || !text.skip(5).restOfLine()) {
                    continue;
                }
                var row = 0;
                while (row < out.rows() && !out.textIs(row, DEVICE, text)) {
                    row++;
                }
                if (row < out.rows()) {
                    out.set(row, ENTRIES, out.get(row, ENTRIES) + 1);
                } else if (row < MOST_DEVICES) {
                    out.row().copy(DEVICE, text).set(ENTRIES, 1);
                }
            }
        }
    }
}
