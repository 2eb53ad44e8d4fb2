package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.notation.Expression;
import java.util.Objects;

/** Calls, for tests of what dialects make of them. */
public final class Calls {

    private Calls() {}

    /** The call that a text of one line is. */
    public static Call of(String text, Horizon horizon) {
        Scope scope = new Scope(text, horizon, Registry.INSTALLED, false);
        return Objects.requireNonNull(Call.of(scope, (Expression.Chain) Expression.parse(text), 0, null));
    }
}
