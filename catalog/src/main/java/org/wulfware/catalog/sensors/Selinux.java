package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Unit.NONE;

import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Cursor;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;
import org.wulfware.catalog.Table;

/// Whether SELinux is there and what it does, `/sys/fs/selinux/enforce` and `/etc/selinux/config`:
/// ```text
/// SELINUX=enforcing
/// ```
public enum Selinux implements Field {
    ENABLED(gauge("enabled", NONE, "1 if the kernel has it on.")),
    CURRENT(gauge("current_mode", NONE, "1 enforcing, 0 permissive.")),
    CONFIGURED(gauge("config_mode", NONE, "The same as it will be at the next start, -1 disabled.").signed());

    public static final Sensor<Selinux> SENSOR = Sensor.at("system/selinux", Selinux.class)
            .surveys(new SelinuxSurvey(), 300)
            .onRequest();

    private final Spec spec;

    Selinux(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Selinux> sensor() {
        return SENSOR;
    }

    private static final class SelinuxSurvey implements Survey<Selinux> {
        private static final String DIRECTORY = "sys/fs/selinux";
        private static final String SETTING = "SELINUX=";
        private static final EnforceText ENFORCE_TEXT = new EnforceText();

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Selinux> plan) {
            if (node.list("sys/fs").length == 0) {
                return; // who knows?
            }
            var mode = node.text(DIRECTORY + "/enforce");
            plan.row().set(ENABLED, mode == null ? 0 : 1);
            if (mode != null) {
                plan.reads(DIRECTORY + "/enforce", ENFORCE_TEXT, CURRENT)
                        .set(CONFIGURED, configured(node.text("etc/selinux/config")));
            }
        }

        /// The digit that is all it says; no line's end is behind it.
        private static final class EnforceText implements Sensor.Parser<Selinux> {
            @Override
            public void parse(Cursor text, Table<Selinux> out) {
                out.set(CURRENT, text.peek() == '1' ? 1 : text.peek() == '0' ? 0 : ABSENT);
            }
        }

        private static long configured(@Nullable String text) {
            var from = text == null ? -1 : ("\n" + text).indexOf("\n" + SETTING);
            if (text == null || from < 0) {
                return ABSENT;
            }
            var end = text.indexOf('\n', from);
            return switch (text.substring(from + SETTING.length(), end < 0 ? text.length() : end).strip()) {
                case "enforcing" -> 1;
                case "permissive" -> 0;
                case "disabled" -> -1;
                default -> ABSENT;
            };
        }
    }
}
