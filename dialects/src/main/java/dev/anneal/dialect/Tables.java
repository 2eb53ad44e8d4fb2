package dev.anneal.dialect;

import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Argument;
import dev.anneal.notation.Expression.Arguments;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.NotationException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Dictionaries and maps to which entries are added line by line. */
final class Tables {

    private Tables() {}

    /** What {@code table.put(key, value)} makes of a table, or null if it is no such call, or no table that is known. */
    static @Nullable Expression put(Scope scope, Expression table, Chain call, int line) {
        boolean puts = call.links().get(call.links().size() - 2) instanceof Expression.Attribute method
                && method.name().equals("put");
        List<Argument> arguments = ((Arguments) call.links().get(call.links().size() - 1)).arguments();
        return puts && arguments.size() == 2
                ? with(scope, table, arguments.get(0).value(), arguments.get(1).value(), line)
                : null;
    }

    /** What {@code table[key] = value} makes of a table, or null if that is not known. */
    static @Nullable Expression set(Scope scope, Expression target, Scope.Term value) {
        return target instanceof Chain chain
                        && chain.links().size() == 1
                        && chain.links().get(0) instanceof Expression.Index index
                ? with(scope, chain.head(), index.index(), value.expression(), value.line())
                : null;
    }

    private static @Nullable Expression with(
            Scope scope, Expression table, Expression key, Expression value, int line) {
        if (!(table instanceof Expression.Name)) {
            return null;
        }
        Scope.Term whole;
        try {
            whole = scope.resolved(new Scope.Term(table, line));
        } catch (NotationException e) {
            // whoever asks for it will be told why
            return null;
        }
        List<Map.Entry<Expression, Expression>> entries = Items.entries(whole.expression());
        if (entries == null) {
            return null;
        }
        scope.charge(table.span(), entries.size());
        Expression own = fixed(scope, key, line);
        List<Expression.DictOf.Entry> all = new ArrayList<>(entries.size() + 1);
        for (Map.Entry<Expression, Expression> entry : entries) {
            Expression other = fixed(scope, entry.getKey(), whole.line());
            if (!other.toString().equals(own.toString())) {
                all.add(new Expression.DictOf.Entry(other, fixed(scope, entry.getValue(), whole.line())));
            }
        }
        all.add(new Expression.DictOf.Entry(own, fixed(scope, value, line)));
        return new Expression.DictOf(all, whole.expression().span());
    }

    /** The number that an expression is as of a line, as names may change later; what is none is left. */
    private static Expression fixed(Scope scope, Expression expression, int line) {
        if (expression instanceof Expression.Num) {
            return expression;
        }
        try {
            return new Numbers(scope, false).of(expression, line).expression(expression.span());
        } catch (NotationException e) {
            return expression;
        }
    }
}
