package org.wulfware.libwulf;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ShardTest {
    @TempDir
    private Path directory = Path.of("");

    /// As `sha256sum` has it: these never change, or every host would move with a new release.
    @Test
    void whereAHostFallsIsFixedForEver() {
        assertThat(Shard.where("node001", 8)).isEqualTo(6);
        assertThat(Shard.where("node001", 3)).isEqualTo(3);
        assertThat(Shard.where("node002", 8)).isEqualTo(2);
        assertThat(Shard.where("node002", 3)).isEqualTo(1);
        assertThat(Shard.where("n1", 8)).isEqualTo(8);
        assertThat(Shard.where("login1", 3)).isEqualTo(2);
        assertThat(Shard.where("gärtner", 1 << 20)).isEqualTo(0xdba1558efef6976L % (1 << 20) + 1);
    }

    @Test
    void everyHostFallsInOneAndTheyAreAboutAlikeInSize() {
        var counts = new int[8];
        for (var i = 0; i < 8000; i++) {
            var name = "node%04d".formatted(i);
            var its = IntStream.rangeClosed(1, 8).filter(number -> new Shard(number, 8).has(name)).toArray();
            assertThat(its).hasSize(1);
            counts[its[0] - 1]++;
        }
        assertThat(counts).satisfies(all -> assertThat(Arrays.stream(all).min().orElse(0)).isGreaterThan(850))
                .satisfies(all -> assertThat(Arrays.stream(all).max().orElse(0)).isLessThan(1150));
    }

    @Test
    void whatIsTypedIsUnderstoodOrNot() {
        assertThat(Shard.of("3/8")).contains(new Shard(3, 8)).hasToString("Optional[3/8]");
        assertThat(Shard.of("1/1")).isPresent();
        for (var wrong : List.of("0/8", "9/8", "x", "", "3", "3/", "/8", "-1/8", "3/8/9", "3 / 8", "1/0", "1/999999")) {
            assertThat(Shard.of(wrong)).as(wrong).isEmpty();
        }
        assertThatThrownBy(() -> new Shard(0, 3)).isInstanceOf(IllegalArgumentException.class).hasMessage("0/3");
    }

    @Test
    void aRosterHasTheHostsOfItsShardAlone() throws Exception {
        assertThat(names("n[1-9]", "1/3")).containsExactly("n1", "n2", "n7");
        var all = new TreeSet<>(names("n[1-9]", "1/3"));
        all.addAll(names("n[1-9]", "2/3"));
        all.addAll(names("n[1-9]", "3/3"));
        assertThat(all).hasSize(9);
        assertThatThrownBy(() -> names("node001", "1/3")).isInstanceOf(SyntaxException.class)
                .hasMessage("of 1 host none falls in shard 1/3");
        assertThatThrownBy(() -> names("node001,node004", "2/8")).hasMessage("of 2 hosts none falls in shard 2/8");
    }

    private List<String> names(String hosts, String shard) throws IOException, SyntaxException {
        return new Roster(Optional.empty(), List.of(hosts), directory, directory, directory, Map.of())
                .shard(Shard.of(shard))
                .read()
                .hosts()
                .stream()
                .map(Host::name)
                .toList();
    }
}
