package org.wulfware.catalog.sensors;

import static org.wulfware.catalog.Spec.counter;
import static org.wulfware.catalog.Spec.gauge;
import static org.wulfware.catalog.Spec.text;
import static org.wulfware.catalog.Unit.MEGABYTES;
import static org.wulfware.catalog.Unit.NONE;

import org.wulfware.catalog.Field;
import org.wulfware.catalog.Node;
import org.wulfware.catalog.Plan;
import org.wulfware.catalog.Sensor;
import org.wulfware.catalog.Spec;
import org.wulfware.catalog.Survey;

/// Errors in memory that were corrected, and those that could not be, `/sys/devices/system/edac/mc`: a row for each memory
/// controller and one for each of its modules:
/// ```text
/// mc0/mc_name              Skylake Socket#0 IMC#0
/// mc0/ce_count             3
/// mc0/dimm0/dimm_label     CPU_SrcID#0_MC#0_Chan#0_DIMM#0
/// mc0/dimm0/dimm_ce_count  3
/// ```
/// A module is called `dimm0` or `rank0`. Where a kernel does not count for those (before 4.13 or so), the rows of chips that
/// they make up are shown in their place, `csrow0`. Rows of chips and the channels in them (`csrow0/ch0_ce_count`) are elements of
/// their own, on request. Counters are since the driver was loaded or somebody reset them.
public enum Edac implements Field {
    CONTROLLER(text("controller@id", "The memory controller: mc0.")),
    MC_NAME(text("controller/mc_name", "What the controller is, as its driver calls it.")),
    MC_SIZE(gauge("controller/size_mb", MEGABYTES, "Memory behind the controller.")),
    MC_CE(counter("controller/ce_count", NONE, "Errors corrected.")),
    MC_UE(counter("controller/ue_count", NONE, "Errors that could not be corrected.")),
    MC_CE_NOINFO(counter("controller/ce_noinfo_count", NONE, "Errors corrected in a module that is not known.")),
    MC_UE_NOINFO(
            counter("controller/ue_noinfo_count", NONE, "Errors not corrected in a module that is not known.")),
    DIMM_MC(text("dimm@controller", "The memory controller of the module.")),
    DIMM(text("dimm@id", "The module: dimm0, rank0, or csrow0 on an old kernel.")),
    LABEL(text("dimm/label", "Where it stands on the board, if the driver knows or somebody has said so.")),
    LOCATION(text("dimm/location", "Which channel and slot of the controller.")),
    TYPE(text("dimm/mem_type", "What kind of memory it is.")),
    SIZE(gauge("dimm/size_mb", MEGABYTES, "Its size.")),
    CE(counter("dimm/ce_count", NONE, "Errors corrected.")),
    UE(counter("dimm/ue_count", NONE, "Errors that could not be corrected.")),
    CSROW_MC(text("csrow@controller", "The memory controller of the row of chips.")),
    CSROW(gauge("csrow@id", NONE, "The number of the row of chips.")),
    CSROW_CE(counter("csrow/ce_count", NONE, "Errors corrected.").onRequest()),
    CSROW_UE(counter("csrow/ue_count", NONE, "Errors that could not be corrected.").onRequest()),
    CHANNEL_MC(text("channel@controller", "The memory controller of the channel.")),
    CHANNEL_CSROW(gauge("channel@csrow", NONE, "The number of the row of chips.")),
    CHANNEL(gauge("channel@id", NONE, "The number of the channel.")),
    CHANNEL_LABEL(
            text("channel/label",
                    "The label of the module there without its #, as node_exporter writes it; unknown without one.")
                    .onRequest()),
    CHANNEL_CE(counter("channel/ce_count", NONE, "Errors corrected.").onRequest()),
    CHANNEL_UE(counter("channel/ue_count", NONE, "Errors that could not be corrected.").onRequest());

    public static final Sensor<Edac> SENSOR = Sensor.at("system/edac", Edac.class)
            .surveys(new EdacSurvey(), 300)
            .beside()
            .onRequest();

    private final Spec spec;

    Edac(Spec spec) {
        this.spec = spec;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    @Override
    public Sensor<Edac> sensor() {
        return SENSOR;
    }

    private static final class EdacSurvey implements Survey<Edac> {
        private static final String DIRECTORY = "sys/devices/system/edac/mc";

        @Override
        public String directory() {
            return DIRECTORY;
        }

        @Override
        public void survey(Node node, Plan<Edac> plan) {
            for (var controller : node.list(DIRECTORY)) {
                if (Numbered.number(controller, "mc") == ABSENT) {
                    continue;
                }
                var directory = DIRECTORY + "/" + controller + "/";
                plan.row()
                        .text(CONTROLLER, controller)
                        .text(MC_NAME, node.text(directory + "mc_name"))
                        .set(MC_SIZE, node.number(directory + "size_mb"))
                        .number(MC_CE, directory + "ce_count")
                        .number(MC_UE, directory + "ue_count")
                        .number(MC_CE_NOINFO, directory + "ce_noinfo_count")
                        .number(MC_UE_NOINFO, directory + "ue_noinfo_count");
                var names = node.list(DIRECTORY + "/" + controller);
                var before = plan.rows();
                for (var name : names) {
                    if ((Numbered.number(name, "dimm") != ABSENT || Numbered.number(name, "rank") != ABSENT)
                            && node.text(directory + name + "/dimm_ce_count") != null) {
                        dimm(node, plan, controller, name, directory + name + "/");
                    }
                }
                if (plan.rows() == before) {
                    csrows(node, plan, controller, directory, names);
                }
                for (var name : names) {
                    var csrow = Numbered.number(name, "csrow");
                    if (csrow != ABSENT) {
                        csrow(node, plan, controller, csrow, directory + name);
                    }
                }
            }
        }

        private static void dimm(Node node, Plan<Edac> plan, String controller, String name, String directory) {
            plan.row()
                    .text(DIMM_MC, controller)
                    .text(DIMM, name)
                    .text(LABEL, node.text(directory + "dimm_label"))
                    .text(LOCATION, node.text(directory + "dimm_location"))
                    .text(TYPE, node.text(directory + "dimm_mem_type"))
                    .set(SIZE, node.number(directory + "size"))
                    .number(CE, directory + "dimm_ce_count")
                    .number(UE, directory + "dimm_ue_count");
        }

        private static void csrow(Node node, Plan<Edac> plan, String controller, long csrow, String directory) {
            plan.row()
                    .text(CSROW_MC, controller)
                    .set(CSROW, csrow)
                    .number(CSROW_CE, directory + "/ce_count")
                    .number(CSROW_UE, directory + "/ue_count");
            for (var name : node.list(directory)) {
                if (!name.startsWith("ch") || !name.endsWith("_ce_count")) {
                    continue;
                }
                var channel = Numbered.number(name.substring(0, name.length() - "_ce_count".length()), "ch");
                if (channel != ABSENT) {
                    var label = node.text(directory + "/ch" + channel + "_dimm_label");
                    plan.row()
                            .text(CHANNEL_MC, controller)
                            .set(CHANNEL_CSROW, csrow)
                            .set(CHANNEL, channel)
                            .text(CHANNEL_LABEL, label == null ? "unknown" : cleaned(label))
                            .number(CHANNEL_CE, directory + "/" + name)
                            .number(CHANNEL_UE, directory + "/ch" + channel + "_ue_count");
                }
            }
        }

        private static String cleaned(String label) {
            return label.replace("#", "").replace("csrow", "_csrow").replace("channel", "_channel");
        }

        private static void csrows(
                Node node, Plan<Edac> plan, String controller, String directory, String[] names) {
            for (var name : names) {
                if (Numbered.number(name, "csrow") != ABSENT) {
                    var row = directory + name + "/";
                    plan.row()
                            .text(DIMM_MC, controller)
                            .text(DIMM, name)
                            .text(LABEL, node.text(row + "ch0_dimm_label"))
                            .text(TYPE, node.text(row + "mem_type"))
                            .set(SIZE, node.number(row + "size_mb"))
                            .number(CE, row + "ce_count")
                            .number(UE, row + "ue_count");
                }
            }
        }
    }
}
