package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.libwulf.HostState;

/// Programs that record are killed at any moment, and what they had recorded is there. `-Dwulfware.kills=100` kills more of
/// them.
@Timeout(600)
class KilledTest {
    private static final int KILLS = Integer.getInteger("wulfware.kills", 4);
    /// A program may have recorded so many hours until it is killed.
    private static final long HOURS = 1000;
    private static final int MOST_ROUNDS = 3000;

    @TempDir
    private Path directory = Path.of("");

    @Test
    void whatKillsTheProgramCostsNothingThatWasRecorded() throws Exception {
        var random = new Random(20261124);
        var acknowledged = new ArrayList<Integer>();
        for (var kill = 0; kill < KILLS; kill++) {
            acknowledged.add(killed(kill, 1 + random.nextInt(MOST_ROUNDS)));
        }
        try (var playback = Playback.open(directory, _ -> true, Instant.MIN, Instant.MAX)) {
            var round = playback.next();
            for (var kill = 0; kill < KILLS; kill++) {
                var village = RecordingProgram.village(kill, kill * HOURS);
                var end = village.now().plus(Duration.ofHours(HOURS / 2));
                var rounds = 0;
                for (; round.isPresent() && round.get().at().isBefore(end); round = playback.next()) {
                    var states = village.round(Duration.ofSeconds(10));
                    assertThat(round.get().at()).isEqualTo(village.now());
                    assertThat(told(round.get().states())).isEqualTo(told(states));
                    rounds++;
                }
                assertThat(rounds).as("rounds of program %d", kill).isGreaterThanOrEqualTo(acknowledged.get(kill));
            }
            assertThat(round).isEmpty();
            assertThat(playback.lost()).isZero();
        }
    }

    /// @return how many rounds it had said
    private int killed(int program, int after) throws IOException, InterruptedException {
        var process = Child.process(RecordingProgram.class, directory.toString(), Integer.toString(program),
                Long.toString(program * HOURS)).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var said = process.inputReader()) {
            var rounds = 0;
            while (rounds < after && said.readLine() != null) {
                rounds++;
            }
            process.toHandle().destroyForcibly(); // which, unlike the process, leaves what it has said
            while (said.readLine() != null) {
                rounds++;
            }
            return rounds;
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static String told(List<HostState> states) {
        return states.stream().map(Village::told).collect(Collectors.joining());
    }
}
