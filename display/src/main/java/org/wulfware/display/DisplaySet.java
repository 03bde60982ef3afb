package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.Rows;
import org.wulfware.libwulf.Scope;

/// The displays that a program knows: those that come with it, and those that were read from files.
///
/// @param all in the order in which they are stepped through
public record DisplaySet(List<Display> all) {
    /// Those that come with the programs.
    public static final DisplaySet BUILT_IN = new DisplaySet(Displays.all());

    public DisplaySet {
        all = List.copyOf(all);
    }

    /// These and others; one that is called like one of these takes its place.
    public DisplaySet and(List<Display> others) {
        var together = new ArrayList<>(all);
        for (var other : others) {
            var place = together.stream().map(Display::name).toList().indexOf(other.name());
            if (place < 0) {
                together.add(other);
            } else {
                together.set(place, other.numbered(together.get(place).number()));
            }
        }
        return new DisplaySet(together);
    }

    /// The same with numbers on this scale.
    public DisplaySet scaled(Scale scale) {
        return scale == Scale.AUTO ? this : new DisplaySet(all.stream().map(display -> display.scaled(scale)).toList());
    }

    /// The same where root's processes are listed too.
    public DisplaySet withRoot() {
        return new DisplaySet(all.stream().map(Display::withRoot).toList());
    }

    /// What is shown when nobody says what.
    public Display usual() {
        return all.stream().filter(display -> display.name().equals(Displays.USUAL.name())).findFirst().orElseThrow();
    }

    /// The display that is called `given`, or whose number it is.
    ///
    /// @throws IllegalArgumentException if there is none; its message is for a person, and says what there is
    public Display named(String given) {
        for (var display : all) {
            if (given.equalsIgnoreCase(display.name())
                    || (display.hasNumber() && given.equals(Integer.toString(display.number())))) {
                return display;
            }
        }
        var known = all.stream()
                .map(display -> display.hasNumber() ? display.number() + " " + display.name() : display.name())
                .collect(Collectors.joining(", "));
        throw new IllegalArgumentException("unknown type \"" + Clean.text(given) + "\"; there are " + known);
    }

    /// What names mean in expressions about a display's lines, beside the catalog's: its columns, and those of the others,
    /// with the display's name or without.
    public Scope scope(Display at) {
        return new Names(this, at);
    }

    /// What names mean in conditions about hosts as a whole, whatever is shown: the columns of displays, with the display's name
    /// or without, after the catalog's.
    public Scope scope() {
        return new Scope() {
            @Override
            public Optional<Definition> near(String name) {
                return Optional.empty();
            }

            @Override
            public Optional<Definition> far(String name) {
                return DisplaySet.this.far(name, Optional.empty()).map(Column::definition);
            }
        };
    }

    /// The column that a name means in a display.
    Optional<Column> column(String name, Display at) {
        return at.columns()
                .stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .or(() -> far(name, at.rows()));
    }

    /// The column of any display that a name means, where the lines are about these rows.
    Optional<Column> far(String name, Optional<Rows> rows) {
        for (var display : all) {
            if (display.rows().isPresent() && !display.rows().equals(rows)) {
                continue;
            }
            for (var column : display.columns()) {
                if (name.equals(column.name()) || name.equals(display.name() + "." + column.name())) {
                    return Optional.of(column);
                }
            }
        }
        return Optional.empty();
    }

    private record Names(DisplaySet set, Display at) implements Scope {
        @Override
        public Optional<Definition> near(String name) {
            return at.columns()
                    .stream()
                    .filter(column -> column.name().equals(name))
                    .findFirst()
                    .map(Column::definition);
        }

        @Override
        public Optional<Definition> far(String name) {
            return set.far(name, at.rows()).map(Column::definition);
        }
    }
}
