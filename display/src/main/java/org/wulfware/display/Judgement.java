package org.wulfware.display;

import module java.base;
import org.wulfware.catalog.Field;
import org.wulfware.libwulf.Expression;
import org.wulfware.libwulf.ExpressionException;
import org.wulfware.libwulf.HostState;
import org.wulfware.libwulf.Measure;
import org.wulfware.libwulf.Rows;
import org.wulfware.libwulf.Scope;

/// [Thresholds], understood.
record Judgement(Optional<Expression> idle, Optional<Expression> busy, Optional<Expression> overloaded) {
    static final Judgement NONE = new Judgement(Optional.empty(), Optional.empty(), Optional.empty());

    static Judgement of(Thresholds thresholds, Scope scope, Optional<Rows> rows, Measure measure)
            throws ExpressionException {
        return new Judgement(
                condition(thresholds.idle(), scope, rows, measure),
                condition(thresholds.busy(), scope, rows, measure),
                condition(thresholds.overloaded(), scope, rows, measure));
    }

    private static Optional<Expression> condition(String text, Scope scope, Optional<Rows> rows, Measure measure)
            throws ExpressionException {
        return text.isEmpty() ? Optional.empty() : Optional.of(Expression.judging(text, scope, rows, measure));
    }

    Status of(HostState state, int row, double value) {
        if (overloaded.isPresent() && overloaded.get().holds(state, row, value)) {
            return Status.OVERLOADED;
        }
        if (busy.isPresent() && busy.get().holds(state, row, value)) {
            return Status.BUSY;
        }
        return idle.isPresent() && idle.get().holds(state, row, value) ? Status.IDLE : Status.NORMAL;
    }

    Stream<Expression> conditions() {
        return Stream.of(idle, busy, overloaded).flatMap(Optional::stream);
    }

    Stream<Field> fields() {
        return conditions().flatMap(condition -> condition.fields().stream());
    }
}
