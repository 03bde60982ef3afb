package org.wulfware.history;

import static org.assertj.core.api.Assertions.assertThat;

import module java.base;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Damage costs what it hits, and is counted.
@Timeout(60)
class DamageTest {
    private static final int HOSTS = 8;
    private static final int ROUNDS = 200;

    @TempDir
    private Path directory = Path.of("");

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());

    /// Records rounds in which every host has something to say, and returns the one file of that type.
    private Path recorded(Archive.Type type) throws IOException {
        var village = new Village(HOSTS, 7, true).later(Duration.ofMinutes(10));
        var log = Files.createTempFile("history", ".log");
        try (var recording = Recording.open(directory, RecordingProgram.KEEP, told::add)) {
            for (var round = 0; round < ROUNDS; round++) {
                recording.round(village.round(Duration.ofSeconds(10)), village.now(), true);
            }
            if (type == Archive.Type.LOG) {
                Files.copy(file(type), log, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        if (type == Archive.Type.LOG) {
            var piece = new Archive(directory).pieces().getFirst();
            Files.delete(file(Archive.Type.EXACT));
            Files.delete(file(Archive.Type.THIN));
            Files.move(log, new Archive(directory).file(piece.stem(), type));
        }
        return file(type);
    }

    private Path file(Archive.Type type) throws IOException {
        var archive = new Archive(directory);
        return archive.file(archive.pieces().getFirst().stem(), type);
    }

    /// How many records can be read: answers, each of its own time.
    private long read(AtomicLong lost) throws IOException {
        var seen = new HashSet<String>();
        try (var playback = Playback.open(directory, _ -> true, Instant.MIN, Instant.MAX)) {
            for (var round = playback.next(); round.isPresent(); round = playback.next()) {
                round.get()
                        .states()
                        .stream()
                        .filter(state -> state.isUp())
                        .forEach(state -> seen.add(
                                state.host().name() + state.at()));
            }
            lost.set(playback.lost());
        }
        return seen.size();
    }

    @Test
    void aDamagedBlockCostsItsHostAndNoOther() throws IOException {
        var file = recorded(Archive.Type.EXACT);
        var whole = Files.readAllBytes(file);
        var lost = new AtomicLong();
        assertThat(read(lost)).isEqualTo(HOSTS * ROUNDS);
        assertThat(lost).hasValue(0);
        var random = new Random(1);
        for (var i = 0; i < 60; i++) {
            var damaged = whole.clone();
            var at = random.nextInt(damaged.length);
            damaged[at] ^= (byte) (1 + random.nextInt(255));
            Files.write(file, damaged);
            var left = read(lost);
            assertThat(left + lost.get()).as("byte %d", at).isEqualTo(HOSTS * ROUNDS);
            assertThat(lost.get()).isIn(0L, (long) ROUNDS);
        }
        assertThat(told).isEmpty();
    }

    @Test
    void aFileThatIsCutShortCostsWhatIsMissing() throws IOException {
        var file = recorded(Archive.Type.EXACT);
        var whole = Files.readAllBytes(file);
        var lost = new AtomicLong();
        for (var part = 1; part < 20; part++) {
            Files.write(file, Arrays.copyOf(whole, whole.length * part / 20));
            assertThat(read(lost) + lost.get()).isEqualTo(HOSTS * ROUNDS);
        }
        // What of it was thinned out is there in its place.
        Files.write(file, new byte[0]);
        assertThat(read(lost)).isEqualTo(HOSTS * 8);
        Files.delete(file(Archive.Type.THIN));
        assertThat(read(lost)).isZero();
    }

    @Test
    void damageInALogCostsUntilTheNextKey() throws IOException {
        var file = recorded(Archive.Type.LOG);
        var whole = Files.readAllBytes(file);
        var lost = new AtomicLong();
        var random = new Random(2);
        var sum = 0L;
        for (var i = 0; i < 40; i++) {
            var damaged = whole.clone();
            damaged[whole.length / 3 + random.nextInt(whole.length / 3)] ^= 1;
            Files.write(file, damaged);
            var left = read(lost);
            assertThat(left + lost.get()).isEqualTo(HOSTS * ROUNDS);
            assertThat(lost.get()).isBetween((long) HOSTS, HOSTS * 65L);
            sum += lost.get();
        }
        assertThat(sum / 40).isLessThan(HOSTS * 45);
    }

    @Test
    void sealingSaysHowManyRecordsDamageCost() throws IOException {
        var file = recorded(Archive.Type.LOG);
        var bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
        Recording.open(directory, RecordingProgram.KEEP, told::add).close();
        assertThat(told).hasSize(1);
        assertThat(told.getFirst()).matches("000001-20261123T220810Z\\.log is damaged: [1-9][0-9]+ records are lost");
        var amount = Long.parseLong(told.getFirst().split(" ")[3]);
        var lost = new AtomicLong();
        assertThat(read(lost)).isEqualTo(HOSTS * ROUNDS - amount);
        // Whoever asks later on is told, too, and what there was is kept.
        assertThat(lost).hasValue(amount);
        assertThat(Files.readAllBytes(file(Archive.Type.DAMAGED))).isEqualTo(bytes);
        assertThat(file(Archive.Type.LOG)).doesNotExist();
    }

    @Test
    void aLogOfWhichNothingCanBeReadIsKeptWhenItIsSealedAndToldOfFromThenOn() throws IOException {
        var file = recorded(Archive.Type.LOG);
        var size = Files.size(file);
        Files.write(file, new byte[(int) size]);
        Recording.open(directory, RecordingProgram.KEEP, told::add).close();
        Recording.open(directory, RecordingProgram.KEEP, told::add).close();
        assertThat(told).hasSize(1).first().asString().contains(".log is damaged, or not of a recording");
        assertThat(Files.size(file(Archive.Type.DAMAGED))).isEqualTo(size);
        try (var playback = Playback.open(directory, _ -> true, Instant.MIN, Instant.MAX)) {
            assertThat(playback.next()).isEmpty();
            assertThat(playback.losses()).hasSize(1)
                    .first()
                    .asString()
                    .contains(".damaged is damaged, or not of a recording: nothing in its ");
        }
    }

    /// As a crash of the machine leaves it. What is being written ends so, too, and is whole a moment later.
    @Test
    void theEndOfALogThatWasCutOffIsLost() throws IOException {
        var file = recorded(Archive.Type.LOG);
        var bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
        var lost = losses();
        assertThat(lost).hasSize(1);
        assertThat(lost.getFirst()).matches(
                "000001-20261123T220810Z\\.log is damaged: [0-9,]+ of its [0-9,]+ bytes are lost");
        Recording.open(directory, RecordingProgram.KEEP, told::add).close();
        assertThat(told).isEqualTo(lost);
        assertThat(losses()).containsExactly(lost.getFirst().replace(".log", ".damaged"));
    }

    /// As those see it who show all of it.
    private List<String> losses() throws IOException {
        try (var playback = Playback.open(directory, _ -> true, Instant.MIN, Instant.MAX)) {
            while (playback.next().isPresent()) {
                // To the end.
            }
            return playback.losses().stream().map(Loss::toString).toList();
        }
    }

    /// Bytes of a file that nobody wrote may say anything, and cost no more than themselves.
    @Test
    void whateverAFileHoldsNothingIsThrown() throws IOException {
        var file = recorded(Archive.Type.EXACT);
        var whole = Files.readAllBytes(file);
        var random = new Random(3);
        var lost = new AtomicLong();
        for (var i = 0; i < 200; i++) {
            var forged = whole.clone();
            for (var n = 0; n < 4; n++) {
                forged[random.nextInt(forged.length)] = (byte) random.nextInt(256);
            }
            resum(forged);
            Files.write(file, forged);
            assertThat(read(lost)).isBetween(0L, (long) HOSTS * ROUNDS);
        }
    }

    /// Gives all frames that begin where frames begin the sums that they should have.
    private static void resum(byte[] file) {
        for (var at = 0; at + Frame.HEAD <= file.length; at++) {
            var bytes = ByteBuffer.wrap(file);
            if (bytes.getInt(at) == 0x57_55_4c_46 && bytes.getInt(at + 12) >= 0
                    && bytes.getInt(at + 12) <= file.length - at - Frame.HEAD) {
                var crc = new CRC32C();
                crc.update(file, at + 8, Frame.HEAD - 8 + bytes.getInt(at + 12));
                bytes.putInt(at + 4, (int) crc.getValue());
            }
        }
    }
}
