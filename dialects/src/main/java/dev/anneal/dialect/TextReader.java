package dev.anneal.dialect;

import dev.anneal.Horizon;
import dev.anneal.Plan;
import dev.anneal.notation.Expression;
import dev.anneal.notation.Expression.Chain;
import dev.anneal.notation.Line;
import dev.anneal.notation.NotationException;
import dev.anneal.notation.Source;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Reads one text: a scheduler's call, a block of a program, or the notation with calls of schedulers in it. */
final class TextReader {

    private final String text;
    private final Horizon horizon;
    private final Registry registry;
    private final Scope scope;

    TextReader(String text, Horizon horizon, Registry registry) {
        this.text = text;
        this.horizon = horizon;
        this.registry = registry;
        this.scope = new Scope(text, horizon, registry);
    }

    Reading reading() {
        Source source = Source.parse(text);
        Line only = source.lines().size() == 1 ? source.lines().get(0) : null;
        if (source.language() == Source.Language.JAVA) {
            scope.java();
            if (only instanceof Line.Unread unread) {
                throw unread.problem();
            }
        }
        if (only instanceof Line.Alone alone && alone.value() instanceof Chain chain && !isOfTheNotation(chain)) {
            Call call = Call.of(scope, chain, 0, null);
            if (call != null) {
                return of(call);
            }
        }
        return notation();
    }

    /** Whether a chain begins with a function of the notation, whose names come first. */
    private static boolean isOfTheNotation(Chain chain) {
        return chain.head() instanceof Expression.Name name
                && chain.links().get(0) instanceof Expression.Arguments
                && Plan.isFunction(name.id());
    }

    private Reading of(Call call) {
        Plan plan = call.plan();
        Clock clock = Units.countsEpochs(horizon, call.clock()) ? Clock.EPOCH : Clock.STEP;
        String taken = call.dialect().name() + "." + call.entry().name();
        return new Reading(plan, clock, taken, new ArrayList<>(scope.notes()));
    }

    /** A text of the notation, in which schedulers may be called. */
    private Reading notation() {
        boolean epochs = Units.callerCountsEpochs(horizon);
        Plan plan = Plan.parse(text, epochs ? Units.countingEpochs(horizon) : horizon, this::extended);
        return new Reading(plan, epochs ? Clock.EPOCH : Clock.STEP, "", new ArrayList<>(scope.notes()));
    }

    private Plan.@Nullable Extended extended(Chain chain) {
        Registry.Match match = registry.match(scope, chain, null);
        if (match == null) {
            return unknown(chain);
        }
        Binding binding = new Binding(scope, match, chain, 0);
        return new Plan.Extended(binding.call().schedule(), binding.links());
    }

    private Plan.@Nullable Extended unknown(Chain chain) {
        String path = Registry.path(chain);
        String nearest = path == null || Registry.arguments(chain) == null ? null : registry.nearest(path);
        if (nearest == null || path == null) {
            return null;
        }
        throw NotationException.at(text, chain.span(), "unknown scheduler '" + path + "'", nearest);
    }
}
