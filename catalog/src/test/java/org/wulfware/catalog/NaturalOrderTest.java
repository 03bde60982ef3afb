package org.wulfware.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class NaturalOrderTest {
    @Test
    void digitsCountByTheirValue() {
        assertThat(sorted("hwmon10", "hwmon2", "hwmon", "cpu1b", "cpu01", "cpu1", "cpu0", "", "2", "10"))
                .containsExactly("", "2", "10", "cpu0", "cpu01", "cpu1", "cpu1b", "hwmon", "hwmon2", "hwmon10");
        assertThat(sorted("dimm" + "9".repeat(40), "dimm1" + "0".repeat(40), "dimm007"))
                .containsExactly("dimm007", "dimm" + "9".repeat(40), "dimm1" + "0".repeat(40));
    }

    @Test
    void whateverNamesThereAreHaveAnOrder() {
        var random = new Random(20020313);
        var names = new String[2_000];
        for (var i = 0; i < names.length; i++) {
            var name = new StringBuilder();
            for (var length = random.nextInt(8); length > 0; length--) {
                name.append("0019ab-".charAt(random.nextInt(7)));
            }
            names[i] = name.toString();
        }
        // A sort that meets a contradiction throws.
        var once = sorted(names);
        for (var i = 1; i < once.length; i++) {
            var order = NaturalOrder.NAMES.compare(once[i - 1], once[i]);
            assertThat(order).as("%s, %s", once[i - 1], once[i]).isLessThanOrEqualTo(0);
            assertThat(order == 0).isEqualTo(once[i - 1].equals(once[i]));
        }
    }

    private static String[] sorted(String... names) {
        Arrays.sort(names, NaturalOrder.NAMES);
        return names;
    }
}
