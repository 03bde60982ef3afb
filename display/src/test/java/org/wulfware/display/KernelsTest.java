package org.wulfware.display;

import module java.base;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.wulfware.libwulf.HostState;

/// What recorded machines of all ages, a very large and a hostile one look like beside each other.
@Tag("golden")
class KernelsTest {
    private static final List<String> TREES = List.of("golem-2.4.9", "b013-2.6.18", "n042-3.10.0", "login1-4.18.0",
            "gpu02-5.4.0", "arm7-5.15.0", "micro-6.18", "fat-256cpu", "hostile");

    @Test
    void load() throws IOException {
        TextBlock.assertShown(shown("load"), """
                host       load1   load5  load15  cpus  load/cpu
                golem       0.21    0.05    0.02     1      0.21
                b013        6.42    6.51    6.38     8      0.80
                n042       20.01   20.04   20.05    20      1.00
                login1      1.83    2.10    2.44    16      0.11
                gpu02       4.12    4.33    4.29    12      0.34
                arm7        0.31    0.28    0.25     4      0.08
                micro       1.09    1.14    0.68     2      0.55
                fat       138.77  140.02  141.51   256      0.54
                hostile        -       -       -     3         -
                """);
    }

    @Test
    void memory() throws IOException {
        TextBlock.assertShown(shown("memory"), """
                host      total   used   free  shared  buffers  cached  inuse%   swap  swused  swap%
                golem      312M   251M    61M    384K     105M    103M      14   1.0G    100K      0
                b013        16G    15G   1.1G       -     304M    5.8G      54   8.0G     73M      1
                n042        63G    56G   6.9G    500M     2.1M    8.7G      76   4.0G       0      0
                login1     126G   108G    17G    2.8G     4.4M     58G      42    16G     82M      0
                gpu02      252G   165G    87G    8.5G     793M    116G      23      0       0      -
                arm7       3.7G   2.6G   1.1G    8.7M      89M    1.1G      36   100M       0      0
                micro       24G   940M    23G    8.6M      17M    687M       1      0       0      -
                fat        2.0T   1.2T   774G     18G     1.7G    497G      38    64G    4.0M      0
                hostile   1000K      -   2.0M       -        -       -       -      -       -      -
                """);
    }

    @Test
    void time() throws IOException {
        TextBlock.assertShown(shown("time"), """
                host      time              uptime  duty%    offset
                golem     7:00:00 am      5d 18:30    0.8    +0.00s
                b013      7:00:00 am    214d 08:28   98.4    +0.00s
                n042      1:00:00 pm     44d 05:40   92.7    +0.00s
                login1    8:00:00 am      4d 23:43   13.5    +0.00s
                gpu02     12:00:00 pm   101d 23:52   35.7    +0.00s
                arm7      5:45:00 pm      1d 01:20   11.5    +0.00s
                micro     12:00:00 pm         0:38   14.3    +0.00s
                fat       1:00:00 pm     14d 00:03   55.8    +0.00s
                hostile   -                      -      -    +0.00s
                """);
    }

    @Test
    void cpu() throws IOException {
        TextBlock.assertShown(shown("cpu"), """
                host      cpus    clock  cache  vendor         model
                golem        1   802MHz   128K  GenuineIntel   Celeron (Coppermine)
                b013         8  2.49GHz   6.0M  GenuineIntel   Intel(R) Xeon(R) CPU E5420 @ 2.50GHz
                n042        20  2.90GHz    25M  GenuineIntel   Intel(R) Xeon(R) CPU E5-2660 v3 @ 2.60G…
                login1      16  1.50GHz   512K  AuthenticAMD   AMD EPYC 7302 16-Core Processor
                gpu02       12  2.51GHz    17M  GenuineIntel   Intel(R) Xeon(R) Silver 4214 CPU @ 2.20…
                arm7         4        -      -  ARM            Cortex-A72
                micro        2  2.45GHz   512K  AuthenticAMD   AMD EPYC
                fat        256  3.48GHz   512K  AuthenticAMD   AMD EPYC 7763 64-Core Processor
                hostile      3    12MHz   512K  <script>aler…  ?[41mEvil? ?? ���������?? CPU
                """);
    }

    @Test
    void users() throws IOException {
        TextBlock.assertShown(shown("users"), """
                host      users
                golem         3
                b013          2
                n042          0
                login1       14
                gpu02         1
                arm7          2
                micro         -
                fat           3
                hostile       -
                """);
    }

    private static String shown(String display) throws IOException {
        var states = new ArrayList<HostState>();
        for (var tree : TREES) {
            var name = tree.replaceFirst("-.*", "");
            states.add(Hosts.up(name, Hosts.recorded(tree, Hosts.NOON.getEpochSecond())));
        }
        return Hosts.shown(Displays.byNameOrNumber(display), states);
    }
}
