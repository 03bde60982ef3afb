package org.wulfware.display;

import module java.base;
import org.wulfware.libwulf.HostLists;
import org.wulfware.libwulf.Rows;
import org.wulfware.libwulf.Scope;

/// The displays that a program knows: those that come with it, and those that were read from files.
///
/// @param all in the order in which they are stepped through
/// @param hosts which ones stand behind `host in`
public record DisplaySet(List<Display> all, HostLists hosts) {
    /// Those that come with the programs.
    public static final DisplaySet BUILT_IN = new DisplaySet(Displays.all());

    public DisplaySet {
        all = List.copyOf(all);
    }

    /// Displays whose expressions name hosts without their groups.
    public DisplaySet(List<Display> all) {
        this(all, HostLists.WITHOUT_GROUPS);
    }

    /// The same where expressions may name these hosts.
    public DisplaySet naming(HostLists known) {
        return new DisplaySet(all, known);
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
        return new DisplaySet(together, hosts);
    }

    /// The same with numbers on this scale.
    public DisplaySet scaled(Scale scale) {
        return scale == Scale.AUTO
                ? this
                : new DisplaySet(all.stream().map(display -> display.scaled(scale)).toList(), hosts);
    }

    /// The same where root's processes are listed too.
    public DisplaySet withRoot() {
        return new DisplaySet(all.stream().map(Display::withRoot).toList(), hosts);
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

            @Override
            public List<String> ambiguous(String name) {
                return DisplaySet.this.ambiguous(name, Optional.empty());
            }

            @Override
            public HostLists hosts() {
                return hosts;
            }
        };
    }

    /// The column that a name means in a display.
    Optional<Column> column(String name, Display at) {
        return near(name, at).or(() -> far(name, at.rows()));
    }

    /// The column of this display itself, also of those that it has without others in their place.
    private Optional<Column> near(String name, Display at) {
        var whole = all.stream().filter(display -> display.name().equals(at.name())).map(Display::columns);
        return Stream.concat(Stream.of(at.columns()), whole)
                .flatMap(List::stream)
                .filter(column -> column.name().equals(name))
                .findFirst();
    }

    /// The column of any display that a name means, where the lines are about these rows; empty if columns of several displays are
    /// called so and are not formed alike.
    Optional<Column> far(String name, Optional<Rows> rows) {
        var found = places(name, rows);
        return found.stream().allMatch(place -> place.isLike(found.getFirst()))
                ? found.stream().findFirst().map(Place::column)
                : Optional.empty();
    }

    /// The names, with those of their displays, of the columns that a name may mean if it means several.
    List<String> ambiguous(String name, Optional<Rows> rows) {
        return far(name, rows).isPresent() ? List.of() : places(name, rows).stream().map(Place::name).toList();
    }

    private List<Place> places(String name, Optional<Rows> rows) {
        var places = new ArrayList<Place>();
        for (var display : all) {
            if (display.rows().isPresent() && !display.rows().equals(rows)) {
                continue;
            }
            for (var column : display.columns()) {
                if (name.equals(column.name()) || name.equals(display.name() + "." + column.name())) {
                    places.add(new Place(display, column));
                }
            }
        }
        return places;
    }

    /// A column, and the display that it stands in.
    private record Place(Display display, Column column) {
        private static final Pattern NO_NAME = Pattern.compile("[^A-Za-z0-9_]+");

        String name() {
            return display.name() + "." + column.name();
        }

        /// Whether both are formed alike: the same expression, in which nothing means another column of its display.
        boolean isLike(Place other) {
            return column.text().equals(other.column.text())
                    && (column == other.column || (isAlone() && other.isAlone()));
        }

        private boolean isAlone() {
            var words = new HashSet<>(List.of(NO_NAME.split(column.text())));
            return display.columns()
                    .stream()
                    .map(Column::name)
                    .noneMatch(name -> !name.equals(column.name()) && words.contains(name));
        }
    }

    private record Names(DisplaySet set, Display at) implements Scope {
        @Override
        public Optional<Definition> near(String name) {
            return set.near(name, at).map(Column::definition);
        }

        @Override
        public Optional<Definition> far(String name) {
            return set.far(name, at.rows()).map(Column::definition);
        }

        @Override
        public List<String> ambiguous(String name) {
            return set.ambiguous(name, at.rows());
        }

        @Override
        public HostLists hosts() {
            return set.hosts;
        }
    }
}
