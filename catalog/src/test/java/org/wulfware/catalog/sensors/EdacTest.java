package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EdacTest {
    private static final String MC = "sys/devices/system/edac/mc/";

    @Test
    void aControllerIsARowAndEachOfItsModules() {
        var node = Surveying.of(MC + "mc0", """
                mc_name: Skylake Socket#0 IMC#0
                size_mb: 65536
                ce_count: 3
                ue_count: 0
                ce_noinfo_count: 1
                ue_noinfo_count: 0
                """)
                .with(MC + "mc0/dimm10", """
                dimm_label: CPU_SrcID#0_MC#0_Chan#0_DIMM#0
                dimm_location: channel 0 slot 0
                dimm_mem_type: Registered-DDR4
                size: 32768
                dimm_ce_count: 2
                dimm_ue_count: 0
                """)
                .with(MC + "mc0/dimm9", "dimm_ce_count: 0\ndimm_ue_count: 1")
                .with(MC + "mc0/csrow0", "ce_count: 3");
        assertThat(node.sampled(Edac.SENSOR)).isEqualTo("""
                CONTROLLER='mc0' MC_NAME='Skylake Socket#0 IMC#0' MC_SIZE=65536 MC_CE=3 MC_UE=0 MC_CE_NOINFO=1\
                 MC_UE_NOINFO=0
                DIMM_MC='mc0' DIMM='dimm9' CE=0 UE=1
                DIMM_MC='mc0' DIMM='dimm10' LABEL='CPU_SrcID#0_MC#0_Chan#0_DIMM#0' LOCATION='channel 0 slot 0'\
                 TYPE='Registered-DDR4' SIZE=32768 CE=2 UE=0
                CSROW_MC='mc0' CSROW=0 CSROW_CE=3
                """);
    }

    @Test
    void oldKernelsCountByRowsOfChips() {
        var node = Surveying.of(MC + "mc1", "ce_count: 7")
                .with(MC + "mc1/dimm0", "dimm_label: unknown")
                .with(MC + "mc1/csrow0", """
                        ch0_dimm_label: A1
                        mem_type: Registered-DDR3
                        size_mb: 4096
                        ce_count: 7
                        ue_count: 0
                        """);
        assertThat(node.sampled(Edac.SENSOR)).isEqualTo("""
                CONTROLLER='mc1' MC_CE=7
                DIMM_MC='mc1' DIMM='csrow0' LABEL='A1' TYPE='Registered-DDR3' SIZE=4096 CE=7 UE=0
                CSROW_MC='mc1' CSROW=0 CSROW_CE=7 CSROW_UE=0
                """);
    }

    @Test
    void channelsOfARowOfChipsAreRows() {
        var node = Surveying.of(MC + "mc0/csrow2", """
                ch0_ce_count: 1
                ch0_ue_count: 2
                ch0_dimm_label: mc#0csrow#2channel#0
                ch10_ce_count: 3
                chX_ce_count: 4
                """);
        assertThat(node.sampled(Edac.SENSOR)).isEqualTo("""
                CONTROLLER='mc0'
                DIMM_MC='mc0' DIMM='csrow2' LABEL='mc#0csrow#2channel#0'
                CSROW_MC='mc0' CSROW=2
                CHANNEL_MC='mc0' CHANNEL_CSROW=2 CHANNEL=0 CHANNEL_LABEL='mc0_csrow2_channel0' CHANNEL_CE=1 CHANNEL_UE=2
                CHANNEL_MC='mc0' CHANNEL_CSROW=2 CHANNEL=10 CHANNEL_LABEL='unknown' CHANNEL_CE=3
                """);
    }

    @Test
    void whatIsNoControllerOrModuleIsLeftOut() {
        var node = Surveying.of(MC + "power", "ce_count: 1")
                .with(MC + "mcX", "ce_count: 1")
                .with(MC + "mc", "ce_count: 1")
                .with(MC + "mc3/dimm/", "dimm_ce_count: 1")
                .with(MC + "mc3/csrowX", "ce_count: 1");
        assertThat(node.sampled(Edac.SENSOR)).isEqualTo("CONTROLLER='mc3'\n");
    }

    @Test
    void aNumberThatIsNoneIsAbsent() {
        var node = Surveying.of(MC + "mc0", "ce_count: 18446744073709551615\nsize_mb: lots")
                .text(MC + "mc0/ue_count", "3")
                .with(MC + "mc0/dimm0", "dimm_ce_count: 1e3\nsize: -1");
        assertThat(node.sampled(Edac.SENSOR)).isEqualTo("CONTROLLER='mc0'\nDIMM_MC='mc0' DIMM='dimm0'\n");
    }
}
