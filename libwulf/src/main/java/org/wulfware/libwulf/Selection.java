package org.wulfware.libwulf;

import module java.base;
import org.jspecify.annotations.Nullable;
import org.wulfware.libwulf.Meaning.Num;
import org.wulfware.libwulf.Meaning.Truth;
import org.wulfware.libwulf.Meaning.Txt;

/// `cpu[id = 0].user`: the value in those rows of which the condition holds. Inside an aggregate it leaves out the others;
/// elsewhere it is the first that there is.
record Selection(Compiler compiler, Syntax.Selected selected) {
    /// What the value in a row means.
    @FunctionalInterface
    interface Value {
        Meaning of(Syntax.Name name, @Nullable Frame frame) throws ExpressionException;
    }

    Meaning meaning(@Nullable Frame frame) throws ExpressionException {
        return meaning(frame, (name, inner) -> Named.meaning(compiler, name, inner));
    }

    Meaning meaning(@Nullable Frame frame, Value value) throws ExpressionException {
        if (selected.rest().isEmpty()) {
            throw compiler.wrong(
                    "expected a . and the name of a value behind " + selected.element() + "[…]", selected.at());
        }
        var name = new Syntax.Name(selected.at(), selected.rest());
        var rows = rows(frame);
        if (frame != null && frame.isLoop && (frame.rows() == null || rows.equals(frame.rows()))) {
            Frame.of(rows.slot(), frame);
            return filtered(compiler.condition(selected.condition(), frame), value.of(name, frame));
        }
        var loop = compiler.entered(Frame.loop(frame, rows));
        var condition = compiler.condition(selected.condition(), loop);
        return first(rows, loop.depth, condition, value.of(name, loop));
    }

    /// Rows of an element that may be called like another one's: the value's name tells.
    Rows rows(@Nullable Frame frame) throws ExpressionException {
        if (!selected.rest().isEmpty()) {
            var slots = CatalogNames.find(selected.element() + "." + selected.rest())
                    .stream()
                    .filter(Slot::isRepeated)
                    .toList();
            if (slots.size() == 1) {
                return Rows.of(slots.getFirst());
            }
        }
        try {
            return Rows.of(selected.element(), selected.element(), 0);
        } catch (ExpressionException e) {
            throw compiler.wrong(e.problem(), selected.at());
        }
    }

    private static Meaning filtered(Truth condition, Meaning meaning) {
        var isMet = condition.code();
        return switch (meaning) {
            case Num(var code, var measure, _) ->
                new Num(reading -> isMet.of(reading) ? code.of(reading) : Double.NaN, measure);
            case Txt(var code) -> new Txt(reading -> isMet.of(reading) ? code.of(reading) : "");
            case Truth(var code, _) -> new Truth(reading -> isMet.of(reading) && code.of(reading));
        };
    }

    static Meaning first(Rows rows, int depth, Truth condition, Meaning meaning) {
        var isMet = condition.code();
        return switch (meaning) {
            case Num(var code, var measure, _) -> new Num(reading -> {
                for (var row = 0; row < rows.slot().count(reading.sample); row++) {
                    reading.rows[depth] = row;
                    var number = isMet.of(reading) ? code.of(reading) : Double.NaN;
                    if (!Double.isNaN(number)) {
                        return number;
                    }
                }
                return Double.NaN;
            }, measure);
            case Txt(var code) -> new Txt(reading -> {
                for (var row = 0; row < rows.slot().count(reading.sample); row++) {
                    reading.rows[depth] = row;
                    var words = isMet.of(reading) ? code.of(reading) : "";
                    if (!words.isEmpty()) {
                        return words;
                    }
                }
                return "";
            });
            case Truth(var code, _) -> Truth.about(reading -> {
                for (var row = 0; row < rows.slot().count(reading.sample); row++) {
                    reading.rows[depth] = row;
                    if (isMet.of(reading) && code.of(reading)) {
                        return true;
                    }
                }
                return false;
            }, reading -> rows.slot().count(reading.sample) == 0);
        };
    }
}
