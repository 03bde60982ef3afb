package org.wulfware.history;

import module java.base;
import org.wulfware.catalog.sensors.Catalog;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.Rows;
import org.wulfware.libwulf.Scope;

/// An expression, and what it is about one of: `rate(net.receive.bytes)` is about an interface, `load1` about a host.
///
/// @param rows empty where it is about a host as a whole
public record Question(Expression expression, Optional<Rows> rows) {
    /// What was typed, about whatever it makes sense.
    ///
    /// @param scope of further names
    /// @throws ExpressionException if it makes none
    public static Question of(String text, Scope scope) throws ExpressionException {
        try {
            return new Question(Expression.of(text, scope, Optional.empty()), Optional.empty());
        } catch (ExpressionException e) {
            for (var rows : all()) {
                try {
                    var expression = Expression.of(text, scope, Optional.of(rows));
                    if (expression.fields().stream().anyMatch(field -> field.sensor() == rows.sensor())) {
                        return new Question(expression, Optional.of(rows));
                    }
                } catch (ExpressionException _) {
                    // Not about one of those.
                }
            }
            throw e;
        }
    }

    /// A condition about the same.
    ///
    /// @throws ExpressionException if it is none
    public Expression condition(String text, Scope scope) throws ExpressionException {
        return Expression.of(text, scope, rows).expecting(Expression.Type.CONDITION);
    }

    /// Whether it is about words.
    public boolean isText() {
        return expression.type() == Expression.Type.TEXT;
    }

    /// Whatever a node has several of.
    private static Set<Rows> all() {
        var all = new LinkedHashSet<Rows>();
        for (var sensor : Catalog.sensors()) {
            for (var field : sensor.fields()) {
                if (field.spec().isKey()) {
                    var path = field.spec().path();
                    var element = path.substring(0, path.indexOf('@')).replace('/', '.');
                    named(sensor.element() + "." + element).or(() -> named(element)).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    private static Optional<Rows> named(String name) {
        try {
            return Optional.of(Rows.named(name));
        } catch (ExpressionException _) {
            return Optional.empty();
        }
    }
}
