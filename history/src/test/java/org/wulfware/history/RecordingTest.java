package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wulfware.libwulf.HostState;

/// What is recorded is what is read back, whatever happens to hosts and programs.
@Timeout(60)
class RecordingTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @TempDir
    private Path directory = Path.of("");

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    private Recording recording(Keep keep) throws IOException {
        return Recording.open(directory, keep, told::add);
    }

    private List<String> play(Instant from, Instant to) throws IOException {
        var all = new ArrayList<String>();
        try (var playback = Playback.open(directory, _ -> true, from, to)) {
            for (var round = playback.next(); round.isPresent(); round = playback.next()) {
                all.add(told(round.get().at(), round.get().isShown(), round.get().states()));
            }
            assertThat(playback.lost()).isZero();
        }
        return all;
    }

    /// The first that differs is enough to see.
    private static void areSame(List<String> played, List<String> expected) {
        for (var i = 0; i < Math.min(played.size(), expected.size()); i++) {
            assertThat(played.get(i)).as("round %d", i).isEqualTo(expected.get(i));
        }
        assertThat(played).hasSameSizeAs(expected);
    }

    private static String told(Instant at, boolean isShown, List<HostState> states) {
        return at + " " + isShown + "\n" + states.stream().map(Village::told).collect(Collectors.joining());
    }

    /// Two hours of rounds, across the hours at which logs are sealed, with an end and a new beginning.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatHappenedIsReadBackToTheLast(long seed) throws IOException {
        var village = new Village(4, seed, false);
        var expected = new ArrayList<String>();
        for (var part = 0; part < 2; part++) {
            try (var recording = recording(Keep.USUAL.exact(Duration.ofDays(4000)))) {
                for (var round = 0; round < 360; round++) {
                    var states = village.round(TEN);
                    recording.round(states, village.now(), round != 0);
                    expected.add(told(village.now(), round != 0, states));
                }
            }
        }
        assertThat(told).isEmpty();
        areSame(play(Instant.MIN, Instant.MAX), expected);
        assertThat(new Archive(directory).pieces()).hasSize(4)
                .allSatisfy(piece -> assertThat(piece.types()).containsExactly(Archive.Type.EXACT, Archive.Type.THIN));
    }

    @Test
    void aLogIsReadWhileItIsWritten() throws IOException {
        var village = new Village(3, 4, false);
        var expected = new ArrayList<String>();
        try (var recording = recording(Keep.USUAL)) {
            for (var round = 0; round < 9; round++) {
                var states = village.round(TEN);
                recording.round(states, village.now(), true);
                expected.add(told(village.now(), true, states));
                areSame(play(Instant.MIN, Instant.MAX), expected);
            }
        }
    }

    @Test
    void twoProgramsDoNotRecordIntoOneDirectory() throws IOException {
        try (var _ = recording(Keep.USUAL)) {
            assertThatThrownBy(() -> recording(Keep.USUAL)).isInstanceOf(IOException.class)
                    .hasMessage(directory + " is being recorded into by another program");
        }
        recording(Keep.USUAL).close();
    }
}
