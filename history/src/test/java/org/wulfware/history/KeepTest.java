package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.wulfware.catalog.sensors.NetDev;
import org.wulfware.libwulf.HostState;

/// How much is kept, how small it is, and what is left when time goes by.
@Timeout(60)
class KeepTest {
    private static final Duration TEN = Duration.ofSeconds(10);
    private static final int HOSTS = 20;

    @TempDir
    private Path directory = Path.of("");

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    private List<Round> play() throws IOException {
        var all = new ArrayList<Round>();
        try (var playback = Playback.open(directory, _ -> true, Instant.MIN, Instant.MAX)) {
            for (var round = playback.next(); round.isPresent(); round = playback.next()) {
                all.add(round.get());
            }
        }
        return all;
    }

    @Test
    void theLimitIsKeptWhateverComesAndTheOldestGoesFirst() throws IOException {
        var village = new Village(HOSTS, 5, true);
        var keep = RecordingProgram.KEEP.size(Keep.LEAST);
        var largest = 0L;
        try (var recording = Recording.open(directory, keep, told::add)) {
            for (var round = 0; round < 4000; round++) {
                recording.round(village.round(TEN), village.now(), true);
                largest = Math.max(largest, new Archive(directory).size());
            }
        }
        assertThat(told).isEmpty();
        assertThat(largest).isBetween(Keep.LEAST / 2, Keep.LEAST);
        var rounds = play();
        assertThat(rounds.getFirst().at()).isAfter(Village.BEGIN.plus(Duration.ofHours(1)));
        assertThat(rounds.getLast().at()).isEqualTo(village.now());
        assertThat(rounds).isSortedAccordingTo(Comparator.comparing(Round::at));
    }

    @Test
    void aValueIsAFewBytesAndIsWrittenNoMoreThanThrice() throws IOException {
        var village = new Village(HOSTS, 6, true);
        var values = 0L;
        try (var recording = Recording.open(directory, RecordingProgram.KEEP, told::add)) {
            for (var round = 0; round < 720; round++) {
                var states = village.round(TEN);
                recording.round(states, village.now(), true);
                // Eight of a host and two of each of its two interfaces, none of which stays the same for long.
                values += states.size() * 12L;
            }
        }
        var exact = 0L;
        var thin = 0L;
        for (var piece : new Archive(directory).pieces()) {
            exact += Files.size(new Archive(directory).file(piece.stem(), Archive.Type.EXACT));
            thin += Files.size(new Archive(directory).file(piece.stem(), Archive.Type.THIN));
        }
        assertThat((double) exact / values).isLessThan(4);
        assertThat(thin).isLessThan(exact / 5);
    }

    /// What was recorded two days ago and longer is thinned out; of each five minutes the last record is the one that there was.
    @Test
    void whatIsOldIsThinnedOut() throws IOException {
        var village = new Village(3, 8, true).later(Duration.ofMinutes(3));
        var last = new LinkedHashMap<Long, String>();
        try (var recording = Recording.open(directory, RecordingProgram.KEEP.exact(Duration.ZERO), told::add)) {
            for (var round = 0; round < 360; round++) {
                var states = village.round(TEN);
                recording.round(states, village.now(), true);
                last.put(village.now().getEpochSecond() / 300, current(states));
            }
        }
        var pieces = new Archive(directory).pieces();
        assertThat(pieces.getFirst().types()).containsExactly(Archive.Type.THIN);
        Files.delete(new Archive(directory).file(pieces.getLast().stem(), Archive.Type.EXACT));
        var rounds = play();
        assertThat(rounds.stream().map(round -> current(round.states()))).containsExactlyElementsOf(last.values());
        // Rates go on over the whole of a step.
        assertThat(rounds.get(1).states()).allSatisfy(state -> {
            assertThat(state.previous()).isPresent();
            assertThat(state.elapsed(NetDev.SENSOR).orElse(0)).isBetween(290.0, 310.0);
        });
    }

    private static String current(List<HostState> states) {
        return states.stream()
                .map(state -> Village.told(state)
                        .replaceAll("(?s)previous.*", "")
                        .replaceFirst(
                                " between .*", ""))
                .collect(Collectors.joining());
    }

    @Test
    void whatIsOlderThanIsWantedGoes() throws IOException {
        var village = new Village(3, 9, true);
        try (var recording = Recording.open(directory, Keep.USUAL.exact(Duration.ZERO).thinned(Duration.ZERO),
                told::add)) {
            for (var round = 0; round < 1000; round++) {
                recording.round(village.round(TEN), village.now(), true);
            }
        }
        assertThat(new Archive(directory).pieces()).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void anyTimeIsFoundAgain() throws IOException {
        var village = new Village(3, 10, false);
        var rounds = new ArrayList<Round>();
        try (var recording = Recording.open(directory, RecordingProgram.KEEP, told::add)) {
            for (var round = 0; round < 800; round++) {
                var states = village.round(TEN);
                recording.round(states, village.now(), round != 0);
                rounds.add(new Round(village.now(), states, round != 0));
            }
        }
        var from = rounds.get(5).at();
        var to = rounds.get(790).at();
        try (var playback = Playback.open(directory, host -> !host.equals("node2"), from, to)) {
            assertThat(playback.names()).containsExactly("node1", "node3");
            for (var at : new int[]{700, 699, 300, 372, 12, 370, 11, 10, 5, 789, 790}) {
                var found = playback.seek(rounds.get(at).at()).orElseThrow();
                same(found, rounds.get(at));
                if (at < 790) {
                    same(playback.next().orElseThrow(), rounds.get(at + 1));
                }
            }
            assertThat(playback.next()).isEmpty();
            same(playback.seek(rounds.get(400).at().minusNanos(1)).orElseThrow(), rounds.get(399));
            same(playback.seek(Instant.MIN).orElseThrow(), rounds.get(5));
            same(playback.seek(Instant.MAX).orElseThrow(), rounds.get(790));
            assertThat(playback.next()).isEmpty();
            for (var back : new int[]{1, 2, 60, 400, 785}) {
                same(playback.back(rounds.get(790).at(), back).orElseThrow(), rounds.get(790 - back));
                same(playback.next().orElseThrow(), rounds.get(791 - back));
            }
            same(playback.back(rounds.get(20).at().minusNanos(1), 1).orElseThrow(), rounds.get(19));
            same(playback.back(rounds.get(20).at(), 16).orElseThrow(), rounds.get(5));
            same(playback.back(from, 1).orElseThrow(), rounds.get(5));
            same(playback.back(Instant.MAX, 1).orElseThrow(), rounds.get(790));
        }
    }

    private static void same(Round found, Round expected) {
        assertThat(found.at()).isEqualTo(expected.at());
        assertThat(found.states().stream().map(Village::told)).containsExactly(
                Village.told(expected.states().getFirst()), Village.told(expected.states().getLast()));
    }

    @Test
    void whatIsNoRecordingIsSaid() throws IOException {
        assertThatThrownBy(
                () -> Playback.open(directory.resolve("none"), _ -> true, Instant.MIN, Instant.MAX))
                .hasMessage(directory.resolve("none") + ": no such directory");
        assertThatThrownBy(
                () -> Playback.open(directory, _ -> true, Instant.MIN, Instant.MAX))
                .hasMessage(directory + ": nothing has been recorded there");
    }
}
