package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Meaning.Num;
import org.wulfware.libwulf.Meaning.Truth;
import org.wulfware.libwulf.Meaning.Txt;

/// Finds out what an expression means: which fields its names are, whether its units go together, and how its value is
/// found. One compiler is for one text; a name that stands for another expression is compiled by one of its own.
final class Compiler {
    /// A name may stand for an expression with names that stand for others: so much in all, and no more.
    private static final int MOST_PARTS = 5000;

    private static final int DEEPEST = 20;

    private static final String VALUE = "value";

    /// What all compilers of one expression find.
    static final class Found {
        final Set<Field> fields = new LinkedHashSet<>();
        boolean needsRates;
        boolean tellsStatus;
        HostLists hosts = HostLists.WITHOUT_GROUPS;
        int frames;
        private int parts;
        private @Nullable Num last;
        private @Nullable Slot<?> slot;

        /// The field that this is nothing but the value of, or the rate.
        Optional<Slot<?>> plain(Meaning meaning) {
            return meaning.equals(last) ? Optional.ofNullable(slot) : Optional.empty();
        }

        private Num plain(Slot<?> of, Num meaning) {
            slot = of;
            last = meaning;
            return meaning;
        }
    }

    private final String text;
    private final Scope scope;
    private final Found found;
    private final @Nullable Measure value;
    /// The names that stand for what is being compiled, the outermost first.
    private final List<String> within;

    private Compiler(String text, Scope scope, Found found, @Nullable Measure value, List<String> within) {
        this.text = text;
        this.scope = scope;
        this.found = found;
        this.value = value;
        this.within = within;
    }

    /// @param value what `value` is measured in; null where it means nothing
    static Meaning compile(String text, Scope scope, @Nullable Frame line, @Nullable Measure value, Found found)
            throws ExpressionException {
        found.frames = line == null ? 0 : 1;
        found.hosts = scope.hosts();
        return new Compiler(text, scope, found, value, List.of()).meaning(SyntaxReader.read(text), line);
    }

    ExpressionException wrong(String problem, int at) {
        return new ExpressionException(problem, text, at);
    }

    Meaning meaning(Syntax syntax, @Nullable Frame frame) throws ExpressionException {
        if (++found.parts > MOST_PARTS) {
            throw wrong("with what its names stand for, the expression is too long", syntax.at());
        }
        return switch (syntax) {
            case Syntax.Figure(_, var number, var measure) -> Num.literal(number, measure);
            case Syntax.Text(_, var words) -> new Txt(_ -> words);
            case Syntax.Name name -> Named.meaning(this, name, frame);
            case Syntax.Selected selected -> new Selection(this, selected).meaning(frame);
            case Syntax.Unary unary -> unary(unary, frame);
            case Syntax.Binary binary -> binary(binary, frame);
            case Syntax.Matches matches -> new Patterns(this).meaning(matches, frame);
            case Syntax.In in -> in(in, frame);
            case Syntax.HostList(var at, _) -> throw wrong("hosts can only stand behind in", at);
            case Syntax.Share(var at, var operand) -> new Shares(this).share(at, operand, frame);
            case Syntax.Call call -> new Functions(this).meaning(call, frame);
        };
    }

    Num number(Syntax syntax, @Nullable Frame frame) throws ExpressionException {
        var meaning = meaning(syntax, frame);
        if (meaning instanceof Num number) {
            return number;
        }
        throw wrong("expected a number, and not " + meaning.kind(), syntax.at());
    }

    Truth condition(Syntax syntax, @Nullable Frame frame) throws ExpressionException {
        var meaning = meaning(syntax, frame);
        if (meaning instanceof Truth truth) {
            return truth;
        }
        throw wrong("expected a condition, such as load1 > 2, and not " + meaning.kind(), syntax.at());
    }

    private Meaning unary(Syntax.Unary unary, @Nullable Frame frame) throws ExpressionException {
        if (unary.operator().equals("not")) {
            return condition(unary.operand(), frame).negated();
        }
        return number(unary.operand(), frame).times(-1);
    }

    private Meaning binary(Syntax.Binary binary, @Nullable Frame frame) throws ExpressionException {
        return switch (binary.operator()) {
            case "and" -> condition(binary.left(), frame).and(condition(binary.right(), frame));
            case "or" -> condition(binary.left(), frame).or(condition(binary.right(), frame));
            case "*" -> Arithmetic.product(number(binary.left(), frame), number(binary.right(), frame));
            case "/" -> Arithmetic.quotient(number(binary.left(), frame), number(binary.right(), frame));
            case "+", "-" -> {
                var left = meaning(binary.left(), frame);
                if (left instanceof Txt(var before) && binary.operator().equals("+")) {
                    yield joined(before, binary.right(), frame);
                }
                var right = meaning(binary.right(), frame);
                var pair = pair(left, right, binary.at(), "cannot be added or subtracted");
                yield Arithmetic.sum(pair, binary.operator().equals("-"));
            }
            default -> compared(binary, meaning(binary.left(), frame), meaning(binary.right(), frame));
        };
    }

    /// Two texts one behind the other; absent if one of them is.
    private Meaning joined(Meaning.TextCode before, Syntax right, @Nullable Frame frame) throws ExpressionException {
        if (!(meaning(right, frame) instanceof Txt(var behind))) {
            throw wrong("expected a text to put behind the one before; text(…) makes one of a number", right.at());
        }
        return new Txt(reading -> {
            var one = before.of(reading);
            var other = behind.of(reading);
            return one.isEmpty() || other.isEmpty() ? "" : one + other;
        });
    }

    /// Two meanings as numbers of one unit.
    Arithmetic.Pair pair(Meaning left, Meaning right, int at, String cannot) throws ExpressionException {
        if (!(left instanceof Num one) || !(right instanceof Num other)) {
            throw wrong(left.kind() + " and " + right.kind() + " " + cannot, at);
        }
        var pair = Arithmetic.unified(one, other);
        return pair.orElseThrow(
                () -> wrong(
                        one.measure() + " and " + other.measure() + " " + cannot + hint(one.measure(), other.measure()),
                        at));
    }

    private static String hint(Measure one, Measure other) {
        return (one.isBare() && other.equals(Measure.BYTES)) || (other.isBare() && one.equals(Measure.BYTES))
                ? "; K, M and G are bytes, and 5e6 is a bare number"
                : "";
    }

    private Truth compared(Syntax.Binary binary, Meaning left, Meaning right) throws ExpressionException {
        if (left instanceof Txt(var one) && right instanceof Txt(var other)) {
            Meaning.TruthCode isAbsent = reading -> one.of(reading).isEmpty() || other.of(reading).isEmpty();
            return switch (binary.operator()) {
                case "==" -> Truth.about(reading -> {
                    var words = one.of(reading);
                    return !words.isEmpty() && words.equals(other.of(reading));
                }, isAbsent);
                case "!=" -> Truth.about(reading -> {
                    var words = one.of(reading);
                    var others = other.of(reading);
                    return !words.isEmpty() && !others.isEmpty() && !words.equals(others);
                }, isAbsent);
                default -> throw wrong("texts are compared with ==, !=, =~ or in", binary.at());
            };
        }
        var pair = pair(left, right, binary.at(), "cannot be compared");
        var one = pair.left().code();
        var other = pair.right().code();
        return Truth.about(
                switch (binary.operator()) {
                    case "==" -> reading -> one.of(reading) == other.of(reading);
                    case "!=" -> reading -> {
                        var difference = one.of(reading) - other.of(reading);
                        return difference < 0 || difference > 0;
                    };
                    case "<" -> reading -> one.of(reading) < other.of(reading);
                    case "<=" -> reading -> one.of(reading) <= other.of(reading);
                    case ">" -> reading -> one.of(reading) > other.of(reading);
                    case ">=" -> reading -> one.of(reading) >= other.of(reading);
                    default -> throw new IllegalStateException(binary.operator());
                },
                reading -> Double.isNaN(one.of(reading)) || Double.isNaN(other.of(reading)));
    }

    /// The same as an equality with each.
    private Meaning in(Syntax.In in, @Nullable Frame frame) throws ExpressionException {
        var membership = new HostMembership(this);
        if (membership.isMeant(in, frame)) {
            return membership.meaning(in);
        }
        var left = meaning(in.operand(), frame);
        var equalities = new ArrayList<Truth>();
        for (var value : in.values()) {
            var equality = new Syntax.Binary(value.at(), "==", in.operand(), value);
            equalities.add(compared(equality, left, meaning(value, frame)));
        }
        return equalities.stream().reduce(Truth::or).orElseThrow();
    }

    /// What a field means where its row comes from `frame`: null for one that stands once.
    Meaning field(Slot<?> slot, @Nullable Frame frame) {
        use(slot);
        var depth = frame == null ? -1 : frame.depth;
        if (slot.isText()) {
            return new Txt(depth < 0
                    ? reading -> slot.text(reading.sample, 0)
                    : reading -> slot.text(reading.sample, reading.rows[depth]));
        }
        return found.plain(slot, new Num(depth < 0
                ? reading -> slot.number(reading.sample, 0)
                : reading -> slot.number(reading.sample, reading.rows[depth]), slot.measure()));
    }

    /// What a counter grows by in a second.
    Num rate(Slot<?> slot, @Nullable Frame frame) {
        use(slot);
        found.needsRates = true;
        var depth = frame == null ? -1 : frame.depth;
        return found.plain(slot, new Num(depth < 0
                ? reading -> slot.rate(reading.state, 0)
                : reading -> slot.rate(reading.state, reading.rows[depth]), slot.measure().rated()));
    }

    /// The part's value where it is a gauge, its rate where it is a counter.
    Num current(Slot<?> slot, @Nullable Frame frame) throws ExpressionException {
        return slot.isCounter() ? rate(slot, frame) : (Num) field(slot, frame);
    }

    void use(Slot<?> slot) {
        found.fields.add(slot.field());
    }

    void use(HostNamed named) {
        found.fields.addAll(named.fields());
        found.tellsStatus |= named.tellsStatus();
    }

    /// A frame is entered.
    Frame entered(Frame frame) {
        found.frames = Math.max(found.frames, frame.depth + 1);
        return frame;
    }

    /// What `value` means, where it means something.
    Optional<Num> value(String name) {
        return value == null || !name.equals(VALUE)
                ? Optional.empty()
                : Optional.of(new Num(reading -> reading.value, value));
    }

    /// What a name is defined to mean, unless that is what is being compiled just now.
    Optional<Scope.Definition> near(String name) {
        return within.contains(name) ? Optional.empty() : scope.near(name);
    }

    Optional<Scope.Definition> far(String name) {
        return within.contains(name) ? Optional.empty() : scope.far(name);
    }

    /// The names that tell apart what one may mean that [#far] does not have, since it means several things.
    List<String> ambiguous(String name) {
        return within.contains(name) ? List.of() : scope.ambiguous(name);
    }

    HostLists hosts() {
        return found.hosts;
    }

    boolean isWithin(String name) {
        return within.contains(name);
    }

    boolean isWithinDerived(String name) {
        return within.contains(derived(name));
    }

    /// How a name of [Derived]'s is remembered: no name begins so.
    private static String derived(String name) {
        return "=" + name;
    }

    /// Does with a name's definition what `step` says. What is wrong in it is told at the name.
    Meaning expanded(Syntax.Name name, Named.Defined defined, Step step) throws ExpressionException {
        var definition = defined.definition();
        if (within.size() == DEEPEST) {
            throw wrong("names that stand for others, more than " + DEEPEST + " one in another", name.at());
        }
        var deeper = new ArrayList<>(within);
        deeper.add(defined.isDerived() ? derived(name.name()) : name.name());
        var inner = new Compiler(definition.text(), definition.scope(), found, null, deeper);
        try {
            return step.of(inner, SyntaxReader.read(definition.text()));
        } catch (ExpressionException e) {
            var where = name.name() + " is " + definition.text() + ", and there: ";
            throw wrong((within.size() < 3 ? where : "") + e.problem(), name.at());
        }
    }

    /// What is done with a definition.
    @FunctionalInterface
    interface Step {
        Meaning of(Compiler compiler, Syntax definition) throws ExpressionException;
    }
}
