package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.Meaning.Num;

/// What a name means. Those nearest come first: `value`, the fields of the rows that an aggregate goes through, the columns
/// of the display at hand, what can be said of any host, the fields of the row at hand, what [Derived] defines, the catalog, the columns of other displays.
sealed interface Named {
    /// `value`.
    record Value(Num number) implements Named {}

    record OfHost(HostNamed named) implements Named {}

    /// Another expression.
    ///
    /// @param total what it is a part of, an expression too; empty if of nothing
    /// @param isDerived whether [Derived] has it, which a column of the same name may be formed from
    record Defined(Scope.Definition definition, String total, boolean isDerived) implements Named {}

    /// A field.
    ///
    /// @param frame where its row comes from; null for one that stands once, or if nothing says which row is meant
    record OfField(Slot<?> slot, @Nullable Frame frame) implements Named {
        boolean isRowMissing() {
            return slot.isRepeated() && frame == null;
        }
    }

    static Named find(Compiler compiler, Syntax.Name syntax, @Nullable Frame frame) throws ExpressionException {
        var name = syntax.name();
        var value = compiler.value(name);
        if (value.isPresent()) {
            return new Value(value.get());
        }
        var ofLoop = ofRow(name, frame, true);
        if (ofLoop.isPresent()) {
            return ofLoop.get();
        }
        var near = compiler.near(name);
        if (near.isPresent()) {
            return new Defined(near.get(), "", false);
        }
        var ofHost = HostNamed.find(name);
        if (ofHost.isPresent()) {
            return new OfHost(ofHost.get());
        }
        var ofRow = ofRow(name, frame, false);
        if (ofRow.isPresent()) {
            return ofRow.get();
        }
        var derived = derived(compiler, name);
        if (derived.isPresent()) {
            return derived.get();
        }
        var slots = CatalogNames.find(name);
        if (slots.size() == 1) {
            return new OfField(slots.getFirst(), Frame.of(slots.getFirst(), frame));
        }
        var far = compiler.far(name);
        if (far.isPresent()) {
            return new Defined(far.get(), "", false);
        }
        var several = compiler.ambiguous(name);
        if (slots.isEmpty() && !several.isEmpty()) {
            throw compiler.wrong(ambiguous(name, several), syntax.at());
        }
        throw compiler.wrong(slots.isEmpty() ? unknown(compiler, name)
                : ambiguous(name, slots.stream().map(Named::shortest).toList()), syntax.at());
    }

    private static Optional<Named> derived(Compiler compiler, String name) {
        return compiler.isWithinDerived(name) ? Optional.empty() : Derived.find(name).map(Named::of);
    }

    private static Named of(Derived derived) {
        return new Defined(new Scope.Definition(derived.text(), Scope.NOTHING), derived.total(), true);
    }

    private static Optional<Named> ofRow(String name, @Nullable Frame innermost, boolean ofLoops) {
        for (var frame = innermost; frame != null; frame = frame.outer) {
            var rows = frame.rows();
            if (rows == null || (ofLoops && !frame.isLoop)) {
                continue;
            }
            var slots = CatalogNames.find(name, rows.sensor(), rows.element());
            if (slots.size() == 1) {
                return Optional.of(new OfField(slots.getFirst(), Frame.of(slots.getFirst(), innermost)));
            }
            var derived = Derived.find(rows.element() + "." + name);
            if (derived.isPresent()) {
                return derived.map(Named::of);
            }
        }
        return Optional.empty();
    }

    private static String unknown(Compiler compiler, String name) {
        var shown = SyntaxException.quoted(name, 80);
        if (compiler.isWithin(name) || compiler.isWithinDerived(name)) {
            return shown + " is formed from itself";
        }
        var rows = CatalogNames.rows(name);
        if (!rows.isEmpty()) {
            return shown + " is no value, but something that a node has several of: name one of its values, " + shown
                    + ".…, or count(" + shown + ")";
        }
        var like = CatalogNames.like(name);
        return "unknown name " + shown + (like.isEmpty() ? "" : "; is it " + String.join(", ", like) + "?");
    }

    private static String ambiguous(String name, List<String> meanings) {
        return SyntaxException.quoted(name, 80) + " may mean "
                + meanings.stream().limit(6).collect(Collectors.joining(", "))
                + (meanings.size() > 6 ? " and more" : "");
    }

    /// The shortest end of its path that means this field alone.
    private static String shortest(Slot<?> slot) {
        var elements = slot.elements();
        for (var from = elements.size() - 1; from > 0; from--) {
            var name = String.join(".", elements.subList(from, elements.size()));
            if (CatalogNames.find(name).size() == 1) {
                return name;
            }
        }
        return String.join(".", elements);
    }

    /// What the name means as a value.
    static Meaning meaning(Compiler compiler, Syntax.Name name, @Nullable Frame frame) throws ExpressionException {
        return switch (find(compiler, name, frame)) {
            case Value(var number) -> number;
            case OfHost(var named) -> {
                compiler.use(named);
                yield named.meaning();
            }
            case Defined defined ->
                compiler.expanded(name, defined, (inner, syntax) -> inner.meaning(syntax, frame));
            case OfField field -> {
                checkRow(compiler, name, field);
                yield compiler.field(field.slot, field.frame);
            }
        };
    }

    static void checkRow(Compiler compiler, Syntax.Name name, OfField field) throws ExpressionException {
        if (field.isRowMissing()) {
            var shown = name.name();
            var rows = field.slot.rows().replace('/', '.');
            var one = field.slot.isText() ? "first" : field.slot.isCounter() ? "sum(rate" : "max";
            throw compiler.wrong("a node has " + shown + " for each " + rows + ": say which is meant, " + one + "("
                    + shown + (field.slot.isCounter() ? "))" : ")") + " or " + rows + "[…]."
                    + shown.substring(shown.lastIndexOf('.') + 1),
                    name.at());
        }
    }

    /// What the name grows by in a second.
    static Num rate(Compiler compiler, Syntax.Name name, @Nullable Frame frame) throws ExpressionException {
        switch (find(compiler, name, frame)) {
            case Defined defined -> {
                return (Num) compiler.expanded(
                        name, defined, (inner, syntax) -> new Functions(inner).rate(syntax, frame));
            }
            case OfField field -> {
                if (field.slot.isCounter()) {
                    checkRow(compiler, name, field);
                    return compiler.rate(field.slot, field.frame);
                }
            }
            case Value _,OfHost _ -> {
                // Neither is a counter.
            }
        }
        throw compiler.wrong("rate() takes what only grows, and " + name.name() + " is no counter", name.at());
    }
}
