package org.wulfware.libwulf;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.catalog.sensors.Time;
import org.wulfware.libwulf.Meaning.Num;
import org.wulfware.libwulf.Meaning.Truth;
import org.wulfware.libwulf.Meaning.Txt;

/// What an expression can say of a host that the host does not say itself.
enum HostNamed {
    HOST("host", "Its name, as the person who watches calls it.", List.of(),
            new Txt(reading -> reading.state.host().name())),
    ADDRESS("address", "What is connected to.", List.of(), new Txt(reading -> reading.state.host().address())),
    STATUS("status", "How it is: up, waiting, down, silent, garbled, unknown.", List.of(),
            new Txt(reading -> reading.state.poll().word())),
    DOWN("down", "Whether it does not answer, or not in a way that can be read.", List.of(),
            Truth.about(reading -> isDown(reading.state.poll()),
                    reading -> reading.state.poll() instanceof Poll.Pending)),
    TAKEN("taken", "When it took its sample, in seconds since 1970 by its own clock.", List.of(Time.TIME),
            new Num(reading -> taken(reading.state), Measure.SECONDS)),
    ROUND_TRIP("round_trip", "From the question to its answer.", List.of(),
            new Num(reading -> roundTrip(reading.state), Measure.SECONDS)),
    CLOCK_OFFSET("clock_offset", "How far its clock is ahead of the one here.", List.of(Time.TIME),
            new Num(reading -> reading.state.clockOffset().orElse(Double.NaN), Measure.SECONDS));

    private final String word;
    private final String help;
    private final List<Field> fields;
    private final Meaning meaning;

    HostNamed(String word, String help, List<Field> fields, Meaning meaning) {
        this.word = word;
        this.help = help;
        this.fields = fields;
        this.meaning = meaning;
    }

    static Optional<HostNamed> find(String name) {
        return Arrays.stream(values()).filter(named -> named.word.equals(name)).findFirst();
    }

    String word() {
        return word;
    }

    String help() {
        return help;
    }

    List<Field> fields() {
        return fields;
    }

    /// Whether it is about hosts that do not answer as much as about those that do.
    boolean tellsStatus() {
        return this == STATUS || this == DOWN;
    }

    Meaning meaning() {
        return meaning;
    }

    private static boolean isDown(Poll poll) {
        return switch (poll) {
            case Poll.Answered _,Poll.Pending _ -> false;
            case Poll.Refused _,Poll.Silent _,Poll.Garbled _,Poll.Unknown _ -> true;
        };
    }

    private static double taken(HostState state) {
        var taken = state.current().map(sample -> sample.taken()).orElse(OptionalLong.empty());
        return taken.isPresent() ? taken.getAsLong() / 1e6 : Double.NaN;
    }

    private static double roundTrip(HostState state) {
        return state.roundTrip().map(took -> took.toNanos() / 1e9).orElse(Double.NaN);
    }
}
