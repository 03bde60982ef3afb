package org.wulfware.catalog.sensors;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HwmonTest {
    @Test
    void aChipIsARowForEachThingItMeasures() {
        assertThat(Surveying.of("sys/class/hwmon/hwmon0", """
                name: coretemp
                device -> ../../../coretemp.0
                temp1_label: Package id 0
                temp1_input: 45000
                temp1_max: 80000
                temp1_crit: 90000
                temp1_crit_alarm: 0
                temp10_input: -5500
                """).sampled(Hwmon.SENSOR)).isEqualTo("""
                CHIP='hwmon0' ID='temp1' CHIP_NAME='coretemp' CHIP_ID='coretemp_0' CHIP_TYPE='coretemp' DEVICE='coretemp.0' LABEL='Package id 0' CELSIUS=45000\
                 CELSIUS_MAX=80000 CELSIUS_CRIT=90000 ALARM=0
                CHIP='hwmon0' ID='temp10' CHIP_NAME='coretemp' CHIP_ID='coretemp_0' DEVICE='coretemp.0' CELSIUS=-5500
                """);
    }

    @Test
    void eachKindHasItsUnitAndItsLimits() {
        assertThat(Surveying.of("sys/class/hwmon/hwmon7", """
                name: pmbus
                curr1_input: 38500
                curr1_max: 66000
                energy1_input: 81234567890123
                fan1_input: 12800
                fan1_min: 300
                fan1_alarm: 1
                fan2_input: 0
                fan2_fault: 1
                humidity1_input: 41500
                in0_input: 11986
                in0_min: 10000
                in0_max: 13000
                power1_input: 461000000
                power1_cap: 600000000
                """).sampled(Hwmon.SENSOR)).isEqualTo("""
                CHIP='hwmon7' ID='curr1' CHIP_NAME='pmbus' CHIP_ID='pmbus' CHIP_TYPE='pmbus' AMPERES=38500 AMPERES_MAX=66000
                CHIP='hwmon7' ID='energy1' CHIP_NAME='pmbus' CHIP_ID='pmbus' JOULES=81234567890123
                CHIP='hwmon7' ID='fan1' CHIP_NAME='pmbus' CHIP_ID='pmbus' RPM=12800 RPM_MIN=300 ALARM=1
                CHIP='hwmon7' ID='fan2' CHIP_NAME='pmbus' CHIP_ID='pmbus' RPM=0 FAULT=1
                CHIP='hwmon7' ID='humidity1' CHIP_NAME='pmbus' CHIP_ID='pmbus' HUMIDITY=41500
                CHIP='hwmon7' ID='in0' CHIP_NAME='pmbus' CHIP_ID='pmbus' VOLTS=11986 VOLTS_MIN=10000 VOLTS_MAX=13000
                CHIP='hwmon7' ID='power1' CHIP_NAME='pmbus' CHIP_ID='pmbus' WATTS=461000000 WATTS_CAP=600000000
                """);
    }

    @Test
    void oldKernelsHaveTheFilesInTheDevice() {
        assertThat(Surveying.of("sys/class/hwmon/hwmon2/device", """
                name: w83627hf
                temp1_input: 35000
                """).sampled(Hwmon.SENSOR))
                .isEqualTo(
                        "CHIP='hwmon2' ID='temp1' CHIP_NAME='w83627hf' CHIP_ID='w83627hf' CHIP_TYPE='w83627hf' CELSIUS=35000\n");
    }

    @Test
    void powerNowAndOnAverageAreTwoValues() {
        assertThat(Surveying.of("sys/class/hwmon/hwmon0", """
                name: power_meter
                power1_average: 287000000
                power2_average: 1
                power2_input: 2
                power3_input: 3
                temp1_average: 3
                """).sampled(Hwmon.SENSOR)).isEqualTo("""
                CHIP='hwmon0' ID='power1' CHIP_NAME='power_meter' CHIP_ID='power_meter' CHIP_TYPE='power_meter'\
                 WATTS_AVERAGE=287000000
                CHIP='hwmon0' ID='power2' CHIP_NAME='power_meter' CHIP_ID='power_meter' WATTS=2 WATTS_AVERAGE=1
                CHIP='hwmon0' ID='power3' CHIP_NAME='power_meter' CHIP_ID='power_meter' WATTS=3
                """);
    }

    @Test
    void aChipWithoutANameIsKept() {
        assertThat(Surveying.of("sys/class/hwmon/hwmon3", "temp1_input: 9")
                .with("sys/class/hwmon/hwmon4", "device -> ../../platform/applesmc.768\ntemp1_input: 8")
                .sampled(Hwmon.SENSOR)).isEqualTo("""
                        CHIP='hwmon3' ID='temp1' CHIP_ID='hwmon3' CELSIUS=9
                        CHIP='hwmon4' ID='temp1' CHIP_ID='platform_applesmc_768' DEVICE='applesmc.768' CELSIUS=8
                        """);
    }

    @Test
    void whatCannotBeIsAbsent() {
        assertThat(Surveying.of("sys/class/hwmon/hwmon0", """
                fan1_input: 65535
                fan2_input: 100001
                fan3_input: 100000
                in0_input: 4294967295
                temp1_input: 250000
                temp1_max: 255000
                temp2_input: 250001
                temp3_input: -100000
                temp4_input: -128000
                """).sampled(Hwmon.SENSOR)).isEqualTo("""
                CHIP='hwmon0' ID='fan1' CHIP_ID='hwmon0'
                CHIP='hwmon0' ID='fan2' CHIP_ID='hwmon0'
                CHIP='hwmon0' ID='fan3' CHIP_ID='hwmon0' RPM=100000
                CHIP='hwmon0' ID='in0' CHIP_ID='hwmon0'
                CHIP='hwmon0' ID='temp1' CHIP_ID='hwmon0' CELSIUS=250000
                CHIP='hwmon0' ID='temp2' CHIP_ID='hwmon0'
                CHIP='hwmon0' ID='temp3' CHIP_ID='hwmon0' CELSIUS=-100000
                CHIP='hwmon0' ID='temp4' CHIP_ID='hwmon0'
                """);
    }

    @Test
    void chipsStandInTheOrderOfTheirNumbersAndWhatIsNoMeasureIsLeftOut() {
        var node = Surveying.of("sys/class/hwmon/hwmon10", "name: b\ntemp1_input: 1000\npwm1: 255\nintrusion0_alarm: 1")
                .with("sys/class/hwmon/hwmon9", "name: a\nfreq1_input: 7\ntemp1_input: 9\n_input: 4\ninput: 3");
        assertThat(node.sampled(Hwmon.SENSOR)).isEqualTo("""
                CHIP='hwmon9' ID='temp1' CHIP_NAME='a' CHIP_ID='a' CHIP_TYPE='a' CELSIUS=9
                CHIP='hwmon10' ID='temp1' CHIP_NAME='b' CHIP_ID='b' CHIP_TYPE='b' CELSIUS=1000
                """);
    }

    @Test
    void whatIsNoNumberIsAbsentAlone() {
        assertThat(Surveying.of("sys/class/hwmon/hwmon0", """
                name: <&"> \u001b[31m
                temp1_input: 99999999999999999999
                temp1_max: 45000 45001
                temp1_crit: 4x
                temp2_input: N/A
                temp2_crit: 90000
                """).text("sys/class/hwmon/hwmon0/temp3_input", "4500").sampled(Hwmon.SENSOR)).isEqualTo("""
                CHIP='hwmon0' ID='temp1' CHIP_NAME='<&"> [1b][31m' CHIP_ID='31m' CHIP_TYPE='31m'
                CHIP='hwmon0' ID='temp2' CHIP_NAME='<&"> [1b][31m' CHIP_ID='31m' CELSIUS_CRIT=90000
                CHIP='hwmon0' ID='temp3' CHIP_NAME='<&"> [1b][31m' CHIP_ID='31m'
                """);
    }

    @Test
    void aNodeWithoutChipsSaysNothing() {
        assertThat(Surveying.of("sys", "").sampled(Hwmon.SENSOR)).isEmpty();
        assertThat(Surveying.of("sys/class/hwmon/hwmon0", "uevent: x").sampled(Hwmon.SENSOR)).isEmpty();
    }
}
